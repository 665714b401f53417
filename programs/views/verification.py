"""Pages of the verification: the board of the LPMP, a verifier's own schools, and what is done to many at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import Role, demand, may
from core.keys import key_of, keys_of
from core.lists import list_page
from programs.forms.verification import BoardFilter
from programs.models import Candidate
from programs.queries import assigned_to
from programs.reports.verification import board_rows, current_program, office_board, sums_of_offices, verifier_loads
from programs.services.assignment import Outcome, assign_many, declare_conflict, release
from programs.tables.verification import BoardTable


@require_safe
def verification_board(request: HttpRequest) -> HttpResponse:
    demand(request.user.role, "verification.read")
    program = current_program(request.user, request.session.get("tahun"))
    if program is None:
        return render(request, "programs/verification/no_year.html")
    if request.user.role == Role.VERIFIER or (request.user.role == Role.TPMPD and request.GET.get("saya")):
        return my_schools(request, program)
    offices = office_board(program, request.user)
    loads = verifier_loads(program) if may(request.user.role, "verifier.assign") else []
    found = BoardFilter(
        request.GET or None,
        queryset=board_rows(program, request.user),
        offices=[(row["proposal"].office_id, row["proposal"].office.short_name) for row in offices],
        people=[(row["user"].pk, str(row["user"])) for row in loads],
    )
    return list_page(
        request, "programs/verification/board.html", found, BoardTable, name="verifikasi",
        program=program, offices=offices, sums=sums_of_offices(offices), loads=loads,
        is_team=request.user.role == Role.TPMPD,
    )  # fmt: skip


def my_schools(request: HttpRequest, program) -> HttpResponse:
    """What a verifier carries on tour: the schools assigned to him, the unfinished first."""
    mine = board_rows(program, request.user).filter(pk__in=assigned_to(Candidate, request.user))
    rows = list(mine.order_by("school__regency__code", "school__district__name", "pk"))
    kinds = {"todo": [], "done": []}
    for candidate in rows:
        sheet = getattr(candidate, "verification", None)
        kinds["done" if sheet and sheet.finished_at else "todo"].append((candidate, sheet))
    return render(request, "programs/verification/mine.html", {"program": program, **kinds})


@require_POST
def assign_selected(request: HttpRequest) -> HttpResponse:
    """Give the ticked schools to the chosen verifier, or take them back; the list comes back filtered as it was."""
    picked, verifier = keys_of(request.POST.getlist("pick")), key_of(request.POST.get("verifier"))
    query = QueryDict(request.POST.get("query", "")[:2000].removeprefix("?")).urlencode()
    back = redirect(f"{reverse('programs:verification_board')}?{query}#daftar")
    if not picked:
        messages.warning(request, "Pilih sedikitnya satu sekolah.")
    elif request.POST.get("do") == "release":
        _tell(request, release(picked, by=request.user), "Tugas dicabut untuk")
    elif verifier is None:
        messages.warning(request, "Pilih verifikator.")
    else:
        _tell(request, assign_many(picked, verifier, by=request.user), "Verifikator ditugaskan untuk")
    return back


def _tell(request: HttpRequest, outcome: Outcome, words: str) -> None:
    """A receipt: how many, and every one left out with the reason."""
    if outcome.done:
        messages.success(request, f"{words} {len(outcome.done)} sekolah.")
    for candidate, reason in outcome.skipped[:10]:
        messages.warning(request, f"{candidate.school} dilewati. {reason}")
    if len(outcome.skipped) > 10:
        messages.warning(request, f"Dan {len(outcome.skipped) - 10} sekolah lain dilewati.")


@require_POST
def conflict(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """The verifier gives a school up; the school is gone from his list afterwards."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user).models(), pk=candidate_id)
    declare_conflict(candidate.pk, request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"Benturan kepentingan tercatat. {candidate.school} dikembalikan kepada staf LPMP.")
    return redirect("programs:verification_board")
