"""How a person proves who he is: username or e-mail, and password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from accounts.models import User


class UsernameOrEmail(ModelBackend):
    """Accepts either name; takes as long for an unknown name as for a wrong password."""

    def authenticate(self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any):
        if not username or password is None:
            return None
        name = username.strip()
        user = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk").first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
