"""Which pages answer for many letters at once: the orders, one order with its progress, its bound files?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import demand
from core.lists import list_page
from core.models import Event, Job
from core.moves import buttons
from core.serving import serve
from documents.forms import BulkFilter, BulkItemFilter
from documents.models import Bulk, BulkFile
from documents.queries import BIND_BULK, MAKE_BULK
from documents.rules import BULK_MOVES
from documents.services.binding import ask_binding
from documents.services.bulk import pause_bulk, resume_bulk, retry_bulk, stop_bulk
from documents.tables import BulkItemTable, BulkTable

ACTIONS = {
    "pause": pause_bulk,
    "resume": resume_bulk,
    "retry": retry_bulk,
    "stop": stop_bulk,
}
DONE = {
    "pause": "Dijeda. Surat yang sedang dibuat tetap diselesaikan.",
    "resume": "Dilanjutkan.",
    "retry": "Yang gagal dicoba lagi; yang sudah siap tidak dibuat ulang.",
    "stop": "Dihentikan. Surat yang sudah terbit tetap berlaku.",
}


@require_safe
def bulks(request: HttpRequest) -> HttpResponse:
    """All orders of one's side."""
    demand(request.user.role, "letters.bulk")
    found = BulkFilter(request.GET, queryset=Bulk.objects.visible_to(request.user).for_list())
    return list_page(request, "documents/bulk/list.html", found, BulkTable, name="penerbitan-massal")


def _visible(request: HttpRequest, bulk_id: int) -> Bulk:
    demand(request.user.role, "letters.bulk")
    visible = Bulk.objects.visible_to(request.user).select_related("created_by")
    return get_object_or_404(visible, pk=bulk_id)


@require_safe
def bulk(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """One order: how far it is, each letter, what may be done with it."""
    order = _visible(request, bulk_id)
    links = {name: reverse(f"documents:bulk_{name}", args=[order.pk]) for name in BULK_MOVES}
    state = _state(order)
    if not state["counts"]["failed"]:
        del links["retry"]
    items = BulkItemFilter(request.GET, queryset=order.items.with_outcome().select_related("letter"))
    context = state | {
        "buttons": buttons(BULK_MOVES, request.user.role, order.state, links),
        "events": Event.objects.about(order)[:20],
    }
    name = f"massal-{order.pk}"
    return list_page(request, "documents/bulk/detail.html", items, BulkItemTable, name=name, **context)


def _state(order: Bulk) -> dict[str, Any]:
    """Counts, the reason when making stopped, and where the bound files are."""
    counts = order.items.counts()
    making = Job.objects.of(MAKE_BULK, order.pk).last()
    binding = list(Job.objects.of(BIND_BULK, order.pk).order_by("-pk")[:10])
    files = {file.form: file for file in order.files.all()}
    bound = [
        {
            "form": form, "label": label, "file": files.get(form),
            "job": next((job for job in binding if job.payload.get("form") == form), None),
            "link": reverse(f"documents:bulk_{form}", args=[order.pk]),
        }
        for form, label in BulkFile.FORMS
    ]  # fmt: skip
    is_binding = any(job.state in ("waiting", "running") for job in binding)
    return {
        "bulk": order, "counts": counts, "total": sum(counts.values()), "bound": bound,
        "fault": making.error if making and making.state == "failed" and order.is_moving else "",
        "is_moving": order.is_moving or is_binding,
    }  # fmt: skip


@require_safe
def bulk_state(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """The piece of the page that asks again by itself; when nothing moves any more the whole page is read anew."""
    state = _state(_visible(request, bulk_id))
    answer = render(request, "documents/bulk/state.html", state)
    if not state["is_moving"]:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def bulk_move(request: HttpRequest, bulk_id: int, name: str) -> HttpResponse:
    order = _visible(request, bulk_id)
    ACTIONS[name](order.pk, by=request.user)
    messages.success(request, DONE[name])
    return redirect(order)


@require_POST
def bulk_bind(request: HttpRequest, bulk_id: int) -> HttpResponse:
    order = _visible(request, bulk_id)
    form = request.POST.get("form", "pdf")
    ask_binding(order.pk, form if form in dict(BulkFile.FORMS) else "pdf", by=request.user)
    messages.success(request, "Gabungan sedang dibuat; tautannya muncul di halaman ini.")
    return redirect(order)


@require_safe
def bulk_file(request: HttpRequest, bulk_id: int, form: str) -> HttpResponse:
    """The bound file, to save."""
    order = _visible(request, bulk_id)
    bound = order.files.filter(form=form).first()
    if bound is None:
        raise Http404("not bound yet")
    name = f"{slugify(order.title)[:80] or 'gabungan'}.{form}"
    return serve(request, bound.file, name=name)
