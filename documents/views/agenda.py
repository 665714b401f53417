"""Which page shows and prints a book of agenda for a period?"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.rules import demand
from core.filters import dress
from core.lists import FORMATS, download
from documents.forms import AgendaForm
from documents.reports import MOST, incoming_book, last_month, outgoing_book
from documents.services import office_of

BOOKS = {"keluar": outgoing_book, "masuk": incoming_book}


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """This month's book of outgoing letters, until somebody asks for another one; ``?unduh`` gives it as a file."""
    demand(request.user.role, "incoming.keep")
    office = office_of(request.user)
    form = AgendaForm(_asked(request))
    dress(form)
    if not form.is_valid():
        return render(request, "documents/agenda.html", {"form": form, "book": None})
    asked = form.cleaned_data
    form_of_file = request.GET.get("unduh", "")
    most = None if form_of_file in FORMATS else MOST
    book = BOOKS[asked["buku"]](office, asked["sejak"], asked["sampai"], most=most)
    if form_of_file in FORMATS:
        return download([book.head, *book.rows], f"agenda-surat-{asked['buku']}", form_of_file)
    context = {"form": form, "book": book, "office": office, "since": asked["sejak"], "until": asked["sampai"]}
    earlier = None if book.rows else last_month(office, asked["buku"])
    return render(request, "documents/agenda.html", context | {"most": MOST, "earlier": earlier})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What was typed, over this month's days."""
    today = timezone.localdate()
    usual = {"buku": "keluar", "sejak": date(today.year, today.month, 1).isoformat(), "sampai": today.isoformat()}
    return usual | {name: request.GET[name] for name in usual if name in request.GET}
