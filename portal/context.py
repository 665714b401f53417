"""What the shell around every page needs: the acting membership and the menu."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """``acting`` for every page; nothing for strangers."""
    user = getattr(request, "user", None)
    acting = user.acting if user is not None and user.is_authenticated else None
    return {"acting": acting}
