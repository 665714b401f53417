"""How a person proves who he is, and by which name and address failures are counted."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class UsernameOrEmail(ModelBackend):
    """Accepts either name; takes as long for an unknown name as for a wrong password."""

    def authenticate(self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any):
        if not username or password is None:
            return None
        user = User.objects.by_sign_in_name(username).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def sign_in_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """One spelling for counting failures: ``Budi`` and `` budi`` are one name."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return typed.strip().lower()[:255]


def client_address(request: Any) -> str | None:
    """The visitor's address; behind our own nginx ``config.wsgi`` has put it in the place of nginx's."""
    return request.META.get("REMOTE_ADDR") or None
