"""Pages of the quota: all kab/kota in one table, and one kab/kota with what may be shifted."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import demand, may
from core.lists import FORMATS, download
from core.models import Event
from programs.forms.year import QuotaForm, ShiftForm
from programs.models import Quota
from programs.reports.quotas import BoardRow, quota_board, quota_rows
from programs.rules import ProgramState, shift_partner
from programs.services import quota as services
from programs.views.year import visible

Row = tuple[BoardRow, QuotaForm]


def quotas(request: HttpRequest, program_id: int) -> HttpResponse:
    """All rows are saved at once, or none; what was typed stays whatever happens."""
    program = visible(request, program_id, "quota.edit" if request.method == "POST" else "year.read")
    board = quota_board(program, request.user)
    if (form := request.GET.get("unduh", "")) in FORMATS:
        return download(quota_rows(board), f"kuota-{program.year}", form)
    rows = [(row, _form(request, row)) for row in board.rows]
    if request.method == "POST" and _save(request, program_id, rows):
        return redirect("programs:quotas", program_id)
    may_edit = may(request.user.role, "quota.edit") and program.state != ProgramState.CLOSED
    context = {"program": program, "board": board, "rows": rows, "may_edit": may_edit, "has_errors": _faulty(rows)}
    return render(request, "programs/year/quotas.html", context)


def _form(request: HttpRequest, row: BoardRow) -> QuotaForm:
    quota = row.quota
    initial = {"models_total": quota.models_total, "imbas_per_model": quota.imbas_per_model, "version": quota.version}
    initial |= {cell.level: cell.places for cell in row.cells}
    return QuotaForm(request.POST or None, prefix=str(quota.pk), initial=initial, place=str(quota.place))


def _faulty(rows: Iterable[Row]) -> bool:
    return any(form.is_bound and not form.is_valid() for _, form in rows)


def _save(request: HttpRequest, program_id: int, rows: list[Row]) -> bool:
    if not all(form.is_valid() for _, form in rows):
        return False
    wishes = [
        services.Wish(
            row.quota.pk, form.cleaned_data["version"], form.cleaned_data["models_total"],
            form.cleaned_data["imbas_per_model"], form.shares,
        )
        for row, form in rows
    ]  # fmt: skip
    try:
        changed = services.set_quotas(program_id, wishes, by=request.user)
    except services.QuotaRefused as refusal:
        _show_faults(rows, refusal.faults)
        return False
    messages.success(request, f"Kuota {changed} kab/kota disimpan." if changed else "Tidak ada kuota yang berubah.")
    return True


def _show_faults(rows: Iterable[Row], faults: dict[int, str]) -> None:
    """Each fault beside its row; the next save counts as made against what the row holds now."""
    for row, form in rows:
        if fault := faults.get(row.quota.pk):
            form.add_error(None, fault)
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = str(row.quota.version)


@require_safe
def quota(request: HttpRequest, quota_id: int) -> HttpResponse:
    return _quota_page(request, _visible(request, quota_id), None)


def _visible(request: HttpRequest, quota_id: int) -> Quota:
    found = Quota.objects.visible_to(request.user).select_related("program__institution", "place")
    quota = get_object_or_404(found, pk=quota_id)
    demand(request.user.role, "year.read")
    return quota


def _quota_page(request: HttpRequest, quota: Quota, form: ShiftForm | None) -> HttpResponse:
    board = quota_board(quota.program, request.user)
    directions = _directions(request)
    is_open = quota.program.state != ProgramState.CLOSED
    context = {
        "quota": quota,
        "program": quota.program,
        "row": next(row for row in board.rows if row.quota.pk == quota.pk),
        "form": form or (ShiftForm(directions=directions) if directions and is_open else None),
        "may_split": may(request.user.role, "quota.edit") and is_open,
        "events": Event.objects.about(quota)[:30],
    }
    return render(request, "programs/year/quota.html", context)


def _directions(request: HttpRequest) -> list[tuple[str, str]]:
    levels = services.shiftable_by(request.user)
    return [(str(level), f"{level} ke {shift_partner(level)}") for level in levels]


@require_POST
def quota_shift(request: HttpRequest, quota_id: int) -> HttpResponse:
    quota = _visible(request, quota_id)
    demand(request.user.role, "quota.shift")
    form = ShiftForm(request.POST, directions=_directions(request))
    if not form.is_valid():
        return _quota_page(request, quota, form)
    services.shift_quota(quota.pk, by=request.user, **form.cleaned_data)
    source, places = form.cleaned_data["source"], form.cleaned_data["places"]
    messages.success(request, f"{places} tempat digeser dari {source} ke {shift_partner(source)}.")
    return redirect(quota)


@require_POST
def quota_split(request: HttpRequest, quota_id: int) -> HttpResponse:
    quota = _visible(request, quota_id)
    services.split_quota(quota.pk, by=request.user)
    messages.success(request, f"Kuota {quota.place} dibagi ulang menurut jumlah sekolah.")
    return redirect(quota)
