"""How a refusal of the domain is answered: one page for all, in Indonesian, with the reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import DomainError


class DomainErrors:
    """Turns a ``DomainError`` into a page that says why and leads back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        context = {
            "reason": str(exception),
            "gaps": getattr(exception, "gaps", []),
            "status": exception.status,
        }
        return render(request, "core/refused.html", context, status=exception.status)
