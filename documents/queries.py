"""Which letters a person may see."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.queries import reach
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role
from documents.rules import LetterState

if TYPE_CHECKING:
    from accounts.models import User


class LetterQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "LetterQuerySet":
        """LPMP: of the province; dinas: its own, those sent to it, those of its schools; school: its own."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self.exclude(state=LetterState.DRAFT)
        if acting.role in LPMP:
            return self.filter(province=acting.place_id)
        if acting.role in DINAS:
            own = Q(issuer__place=acting.place_id, issuer__kind="dinas")
            to_us = Q(recipient__place=acting.place_id, recipient__kind="dinas") & ~Q(state=LetterState.DRAFT)
            schools = Q(school__isnull=False) & reach(acting, "school__")
            return self.filter(own | to_us | schools)
        if acting.role in AT_SCHOOL:
            return self.filter(school=acting.school_id)
        if acting.role == Role.VERIFIER:
            return self.filter(created_by=user)
        return self.none()

    def for_list(self) -> "LetterQuerySet":
        """What the register shows, in one query."""
        return self.select_related("issuer", "recipient", "school")
