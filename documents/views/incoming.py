"""Which pages keep the agenda of incoming letters?"""

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import demand
from core.arrived import mark_used
from core.errors import Stale
from core.fields import keep_files
from core.formats import long_date
from core.lists import list_page
from core.models import Event
from core.moves import Button
from core.serving import serve
from documents import services
from documents.forms import IncomingFilter, IncomingForm
from documents.models import IncomingLetter
from documents.tables import IncomingTable

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def incoming_list(request: HttpRequest) -> HttpResponse:
    """The agenda of the person's own office."""
    demand(request.user.role, "incoming.keep")
    visible = IncomingLetter.objects.visible_to(request.user).for_list()
    found = IncomingFilter(request.GET, queryset=visible, request=request)
    return list_page(request, "documents/incoming/list.html", found, IncomingTable, name="surat-masuk")


def _find(request: HttpRequest, incoming_id: int) -> IncomingLetter:
    visible = IncomingLetter.objects.visible_to(request.user).for_list()
    return get_object_or_404(visible, pk=incoming_id)


@require_safe
def incoming(request: HttpRequest, incoming_id: int) -> HttpResponse:
    row = _find(request, incoming_id)
    button = Button("cross_out", "Coret", reverse("documents:incoming_cross_out", args=[row.pk]), reason=True)
    context = {
        "row": row, "facts": _facts(row), "events": Event.objects.about(row), "proposal": _proposal(request, row),
        "buttons": [] if row.cancelled_at else [button],
    }  # fmt: skip
    return render(request, "documents/incoming/detail.html", context)


def _facts(row: IncomingLetter) -> list[tuple[str, object]]:
    return [
        ("Nomor agenda", row.agenda), ("Diterima", long_date(row.received_on)), ("Asal", row.sender),
        ("Nomor surat", row.number or "tanpa nomor"), ("Tanggal surat", long_date(row.letter_date)),
        ("Jenis", row.get_kind_display()), ("Sifat", row.get_manner_display()), ("Penerima", row.institution),
    ]  # fmt: skip


def _proposal(request: HttpRequest, row: IncomingLetter) -> object | None:
    """The proposal the letter is about, if the person may see it."""
    _, _, key = row.subject.partition(":")
    return apps.get_model("programs.Proposal").objects.visible_to(request.user).filter(pk=key).first() if key else None


@get_and_post
def incoming_new(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "incoming.keep")
    services.office_of(request.user)
    posted = request.POST or None
    today = {"received_on": timezone.localdate(), "version": 0}
    form = IncomingForm(posted, request.FILES or None, user=request.user, initial=today)
    if form.is_valid():
        row = services.register(form.values, form.cleaned_data["scan"], by=request.user)
        mark_used([request.POST.get("scan_upload")], by=request.user)
        messages.success(request, f"Surat tercatat dengan nomor agenda {row.agenda}. Tulis nomor itu pada suratnya.")
        return redirect(row)
    if form.is_bound:
        keep_files(form)
    return render(request, "documents/incoming/edit.html", {"row": None, "form": form, "conflicts": [], "stale": None})


@get_and_post
def incoming_edit(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """On a stale save the page shows what stands there now beside what was typed; nothing is lost."""
    row = _find(request, incoming_id)
    demand(request.user.role, "incoming.keep")
    form = IncomingForm(
        request.POST or None, request.FILES or None, instance=row, user=request.user,
        initial=_looked_up(row),
    )  # fmt: skip
    context = {"row": _find(request, incoming_id), "form": form, "conflicts": [], "stale": None}
    if not form.is_valid():
        if form.is_bound:
            keep_files(form)
        return render(request, "documents/incoming/edit.html", context)
    data = form.cleaned_data
    try:
        services.change_incoming(row.pk, form.values, data["scan"], version=data["version"], by=request.user)
    except Stale as stale:
        keep_files(form)
        context |= {"conflicts": form.differences(stale.current), "stale": stale.current,
                    "form": form.typed_again(stale.current.version)}  # fmt: skip
        return render(request, "documents/incoming/edit.html", context, status=409)
    mark_used([request.POST.get("scan_upload")], by=request.user)
    messages.success(request, f"Agenda {row.agenda} disimpan.")
    return redirect(row)


def _looked_up(row: IncomingLetter) -> dict[str, object]:
    """What stands in the fields that are typed as a number."""
    answers = row.answers.number or row.answers.code if row.answers else ""
    return {"answers_number": answers, "npsn": row.school.npsn if row.school else "", "version": row.version}


@require_POST
def incoming_cross_out(request: HttpRequest, incoming_id: int) -> HttpResponse:
    row = _find(request, incoming_id)
    services.cross_out(row.pk, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, f"Agenda {row.agenda} dicoret. Nomornya tetap tercatat dan tidak dipakai lagi.")
    return redirect(row)


@require_safe
def incoming_scan(request: HttpRequest, incoming_id: int) -> HttpResponseBase:
    """The scan as an attachment; nothing in it runs."""
    row = _find(request, incoming_id)
    if not row.scan:
        raise Http404("no scan")
    suffix = row.scan.name.rsplit(".", 1)[-1]
    return serve(request, row.scan, name=f"surat-masuk-{row.agenda_year}-{row.agenda_seq}.{suffix}")
