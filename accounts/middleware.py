"""As what the person acts in this session, and the memory of its open sessions."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import OpenSession

SEEN_EVERY = timedelta(minutes=5)


class ActingMembership:
    """Sets ``request.user.acting`` to the membership chosen in this session, as long as it is in force."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._act(request)
            self._see(request)
        return self.get_response(request)

    def _act(self, request: HttpRequest) -> None:
        chosen = request.session.get("membership_id")
        memberships = request.user.memberships.in_force().with_place()
        found = memberships.filter(pk=chosen).first() if chosen else None
        request.user.acting = found or memberships.order_by("pk").first()

    def _see(self, request: HttpRequest) -> None:
        now = timezone.now()
        last = request.session.get("seen_at", "")
        if last and now.isoformat() < last:
            return
        request.session["seen_at"] = (now + SEEN_EVERY).isoformat()
        if not request.session.session_key:
            request.session.save()
        OpenSession.objects.update_or_create(
            session_key=request.session.session_key,
            defaults={
                "user": request.user, "seen_at": now,
                "agent": request.headers.get("User-Agent", "")[:200],
                "address": request.META.get("REMOTE_ADDR") or None,
            },
        )  # fmt: skip
