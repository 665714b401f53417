"""What happens when the head of the LPMP determines the schools of a year: one decree, and participants."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, NotAllowed
from core.events import record, record_many
from core.formats import long_date
from core.moves import demand_move
from documents.models import Letter
from documents.services import issue
from programs import letters
from programs.models import Candidate, Decree, Participation, ProgramYear, QuotaShare
from programs.rules import (
    CANDIDATE_MOVES,
    CLOSED,
    CandidateState,
    Funding,
    Part,
    ProgramState,
)


def ready(program: ProgramYear, offices: Iterable[int] | None = None) -> QuerySet[Candidate]:
    """Verified schools of closed lists: models, and imbas schools whose model is verified or determined already."""
    found = Candidate.objects.filter(program=program, state=CandidateState.VERIFIED, proposal__state__in=CLOSED)
    goes_on = (CandidateState.VERIFIED, CandidateState.DETERMINED)
    found = found.filter(Q(part=Part.MODEL) | Q(model__state__in=goes_on))
    if offices is not None:
        found = found.filter(proposal__office__in=list(offices))
    return found


def for_decree(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """In the order of the decree: kab/kota, level, model with its imbas schools."""
    related = ("school__regency", "school__district", "proposal__office__place", "model__school")
    return candidates.select_related(*related).order_by("school__regency__code", "school__level", "pk")


@transaction.atomic
def determine(
    program_id: int, *, offices: Iterable[int], determined_on: date, expected: Mapping[int, int], by: User
) -> Decree:
    """Determine every ready school of these offices: decree and letter, participants, history; all or nothing.

    The year is locked: of two who press at once the second finds nothing left and meets ``Conflict``. ``expected`` says
    how many schools of each office were looked at; another number now is a ``Conflict`` too. A later decree takes
    what was closed later (tahap II).
    """
    demand(by.role, "determination.make")
    visible = ProgramYear.objects.visible_to(by).select_related("institution__place")
    program = visible.select_for_update(of=("self",)).get(pk=program_id)
    _refuse_unready(program, determined_on)
    chosen = ready(program, offices).select_for_update(of=("self",)).order_by("pk")
    candidates = list(for_decree(Candidate.objects.filter(pk__in=[candidate.pk for candidate in chosen])))
    _refuse_changed(candidates, expected)
    _refuse_overdrawn(program, candidates)
    demand_move(CANDIDATE_MOVES, "determine", by.role, CandidateState.VERIFIED, CandidateState.VERIFIED.label)
    letter = issue(letters.decree(program, candidates, determined_on), by=by)
    return _enact(program, candidates, letter, determined_on, by)


def _refuse_unready(program: ProgramYear, determined_on: date) -> None:
    if program.state != ProgramState.OPEN:
        raise NotAllowed(f"Tahun program {program.year} berstatus «{program.get_state_display()}».")
    if determined_on > timezone.localdate():
        raise NotAllowed(f"Tanggal penetapan {long_date(determined_on)} belum tiba.")


def _refuse_changed(candidates: list[Candidate], expected: Mapping[int, int]) -> None:
    if not candidates:
        raise Conflict("Tidak ada calon yang menunggu penetapan. Mungkin baru saja ditetapkan.")
    for office, count in Counter(c.proposal.office for c in candidates).items():
        if count != expected.get(office.pk):
            raise Conflict(f"{office.short_name}: yang siap sekarang {count} sekolah. Periksa daftarnya lagi.")


def _refuse_overdrawn(program: ProgramYear, candidates: list[Candidate]) -> None:
    """R-2.3-06, R-3.3-08: determined models in quota never exceed the places of their kab/kota and level."""
    in_quota = [c for c in candidates if c.part == Part.MODEL and c.funding == Funding.IN_QUOTA]
    placeless = [str(c.school) for c in in_quota if c.share_id is None]
    if placeless:
        raise Conflict(f"Belum mempunyai tempat kuota: {', '.join(placeless[:5])}.")
    before = Candidate.objects.filter(program=program, part=Part.MODEL, state=CandidateState.DETERMINED)
    taken = Counter(before.filter(share__isnull=False).values_list("share", flat=True))
    taken.update(c.share_id for c in in_quota if c.share_id)
    shares = QuotaShare.objects.select_for_update(of=("self",)).select_related("quota__place").order_by("pk")
    for share in shares.filter(pk__in=taken):
        if taken[share.pk] > share.models_total:
            raise Conflict(f"Kuota {share.level} {share.quota.place} {share.models_total}, calon {taken[share.pk]}.")


def _enact(program: ProgramYear, candidates: list[Candidate], letter: Letter, determined_on: date, by: User) -> Decree:
    """Set-based: the time hardly grows with the number of schools."""
    now = timezone.now()
    decree = Decree.objects.create(
        program=program, letter=letter, determined_on=determined_on, determined_at=now, determined_by=by
    )
    Candidate.objects.filter(pk__in=[c.pk for c in candidates]).update(
        state=CandidateState.DETERMINED, changed_at=now, changed_by=by
    )
    _admit(decree, candidates)
    record_many("candidate.determined", ((c, c.proposal, {}) for c in candidates), by=by)
    models = sum(c.part == Part.MODEL for c in candidates)
    record("decree.made", decree, by=by, within=program, models=models, imbas=len(candidates) - models)
    return decree


def _admit(decree: Decree, candidates: list[Candidate]) -> None:
    """Participants: first the models, then the imbas schools that point to them."""
    models = [_participation(decree, c, None) for c in candidates if c.part == Part.MODEL]
    Participation.objects.bulk_create(models, batch_size=500)
    imbas = [(c, c.model_id) for c in candidates if c.model_id]
    known = Participation.objects.filter(candidate__in={model for _, model in imbas})
    model_of = dict(known.values_list("candidate", "pk"))
    followers = [_participation(decree, c, model_of[model]) for c, model in imbas]
    Participation.objects.bulk_create(followers, batch_size=500)


def _participation(decree: Decree, candidate: Candidate, model_id: int | None) -> Participation:
    return Participation(
        program=decree.program, decree=decree, candidate=candidate, school=candidate.school,
        part=candidate.part, funding=candidate.funding, model_id=model_id,
    )  # fmt: skip
