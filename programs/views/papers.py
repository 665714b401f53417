"""Buttons and forms that make a paper of the programme: support, surat tugas, visit, notices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.rules import DINAS, demand
from core.errors import NotAllowed
from core.queries import reference
from documents.models import Letter
from programs.forms.papers import SupportPaperForm, TourForm
from programs.models import Candidate, Decree, ProgramYear
from programs.rules import SupportKind
from programs.services import visit_papers
from programs.services.assignment_people import verifiers_of
from programs.services.notices import announce
from programs.services.support_papers import regional_head, write_support
from programs.services.visit_papers import send_team
from programs.views.support import which
from programs.views.year import visible
from schools.models import Institution, InstitutionKind, Place

RIGHT = {SupportKind.STATEMENT: "support.draft", SupportKind.AGREEMENT: "support.edit"}
VISIT = {
    "instrument": visit_papers.print_instrument,
    "attendance": visit_papers.print_visit_attendance,
    "fgd": visit_papers.record_fgd,
}


def support_paper(request: HttpRequest, program_id: int) -> HttpResponse:
    """The statement or the agreement of one pemda, named by ``?wilayah=`` and ``?jenis=``."""
    place, kind = which(request, visible(request, program_id), only=RIGHT)
    program = visible(request, program_id, RIGHT[kind])
    if request.user.role in DINAS and place.pk != request.user.acting.place_id:
        raise NotAllowed("Anda hanya dapat menyiapkan pernyataan pemerintah daerah Anda sendiri.")
    pemda = Institution.objects.filter(kind=InstitutionKind.PEMDA, place=place).first()
    form = SupportPaperForm(
        request.POST or None, kind=kind, head=pemda.head_name if pemda else "", title=regional_head(place)
    )
    if request.method == "POST" and form.is_valid():
        head = form.cleaned_data["head_name"].strip()
        letter = write_support(
            program.pk, place.pk, kind, form.promise, by=request.user, head_name=head, as_draft=_as_draft(request)
        )
        _say(request, letter, f"{letter.title} terbit. Cetak, mintakan tanda tangan, lalu catat dokumennya.")
        return redirect(letter)
    context = {
        "program": program, "form": form, "place": place, "label": SupportKind(kind).label,
        "letters": _letters_of(request, program, place),
    }  # fmt: skip
    return render(request, "programs/year/support_paper.html", context)


def _as_draft(request: HttpRequest) -> bool:
    return "draft" in request.POST


def _say(request: HttpRequest, letter: Letter, issued: str) -> None:
    kept = "Konsep disimpan, belum bernomor. Minta diperiksa dan diparaf, lalu terbitkan dari halaman ini."
    messages.success(request, kept if letter.is_unissued else issued)


def _letters_of(request: HttpRequest, program: ProgramYear, place: Place) -> list[Letter]:
    """Statements and agreements of this pemda that the person sees."""
    kinds = ("support_statement", "agreement")
    found = Letter.objects.visible_to(request.user).filter(subject=reference(program), kind__in=kinds)
    return [one for one in found.select_related("issuer", "recipient") if place.pk in _places(one)]


def _places(letter: Letter) -> list[int]:
    """Of the pemda or its dinas; the LPMP stands in the province too, but is the other party."""
    return [one.place_id for one in (letter.issuer, letter.recipient) if one and one.kind != InstitutionKind.LPMP]


def task_letter(request: HttpRequest, program_id: int) -> HttpResponse:
    """The surat tugas of a team: who, when, on what basis."""
    program = get_object_or_404(ProgramYear.objects.visible_to(request.user), pk=program_id)
    demand(request.user.role, "verifier.assign")
    form = TourForm(request.POST or None, people=verifiers_of(program), program=program)
    if request.method == "POST" and form.is_valid():
        people = [person.pk for person in form.cleaned_data["people"]]
        letter = send_team(program.pk, people, form.tour, by=request.user, as_draft=_as_draft(request))
        _say(request, letter, f"Surat tugas {letter.number} terbit; PDF sedang disiapkan.")
        return redirect(letter)
    found = Letter.objects.visible_to(request.user).filter(subject=reference(program), kind="task_letter")
    context = {"program": program, "form": form, "letters": found.order_by("-pk")[:20]}
    return render(request, "programs/verification/task_letter.html", context)


@require_POST
def visit_paper(request: HttpRequest, candidate_id: int, paper: str) -> HttpResponse:
    """Instrument, list of attendance or record of the FGD of one school; leads to the letter."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user).models(), pk=candidate_id)
    return redirect(VISIT[paper](candidate.pk, by=request.user))


@require_POST
def decree_notify(request: HttpRequest, decree_id: int) -> HttpResponse:
    programs = ProgramYear.objects.visible_to(request.user)
    decree = get_object_or_404(Decree, pk=decree_id, program__in=programs)
    bulk = announce(decree.pk, by=request.user)
    messages.success(request, f"Pemberitahuan kepada {bulk.items.count()} sekolah sedang dibuat.")
    return redirect(bulk)
