"""How is a refusal of the domain answered, for people and for scripts? What is unreadable, and what compressed?"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from core.errors import DomainError


class DomainErrors:
    """Turns a ``DomainError`` into a page that says why and leads back; a script that asks for JSON gets the words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"reason": str(exception)} | exception.facts, status=exception.status)
        context = {
            "reason": str(exception),
            "gaps": getattr(exception, "gaps", []),
            "status": exception.status,
        }
        return render(request, "core/refused.html", context, status=exception.status)


class Readable:
    """A zero byte stands in no word of anybody, and PostgreSQL takes none: such a request is answered with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a zero byte in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and any("\x00" in value for _, values in request.POST.lists() for value in values):
            raise BadRequest("a zero byte in a form")


class Compress(GZipMiddleware):
    """Pages are compressed; stored files are compressed already, and their pieces must stay countable."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.has_header("Accept-Ranges") else super().process_response(request, response)
