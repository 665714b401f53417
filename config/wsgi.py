"""Where gunicorn comes in, and whose address the request carries."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def behind_proxy(serve: Application) -> Application:
    """Let the request carry the address of the person, not of nginx: lock-outs and the list of sessions go by it.

    Only the last address of ``X-Forwarded-For`` was written by our own nginx; those before it anybody may invent.
    """

    def with_address(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if written := environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip():
            environ["REMOTE_ADDR"] = written
        return serve(environ, start_response)

    return with_address


def build() -> Application:
    """A real installation stands behind nginx, the embedded default does not."""
    serve = get_wsgi_application()
    from django.conf import settings  # noqa: PLC0415 -- complete only now

    return behind_proxy(serve) if settings.BEHIND_PROXY else serve


application = build()
