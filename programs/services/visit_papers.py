"""What happens when a verifier asks for the papers of a visit, or staff for the surat tugas of a team."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from accounts.rules import demand
from core.errors import Incomplete
from documents.models import Letter
from programs import letters
from programs.letters import Tour
from programs.models import Candidate, Verification
from programs.services.assignment_people import verifiers_of
from programs.services.papers import issue_once, write
from programs.services.years import demand_unclosed, lock_year


def _lock(candidate_id: int, by: User) -> Candidate:
    demand(by.role, "verification.write")
    visible = Candidate.objects.visible_to(by).models().filter(pk=candidate_id).values("pk")
    related = Candidate.objects.select_related("school__regency", "program__institution__place", "proposal__office")
    return related.select_for_update(of=("self",)).get(pk__in=visible)


@transaction.atomic
def print_instrument(candidate_id: int, *, by: User) -> Letter:
    """Sections A to E to fill in by hand."""
    return issue_once(letters.instrument(_lock(candidate_id, by)), by=by)


@transaction.atomic
def print_visit_attendance(candidate_id: int, *, by: User) -> Letter:
    return issue_once(letters.attendance(_lock(candidate_id, by)), by=by)


@transaction.atomic
def record_fgd(candidate_id: int, *, by: User) -> Letter:
    """The FGD as the sheet tells it; ``Incomplete`` while the sheet does not."""
    candidate = _lock(candidate_id, by)
    sheet = Verification.objects.filter(candidate=candidate).first() or Verification(candidate=candidate)
    return issue_once(letters.fgd_record(sheet), by=by)


@transaction.atomic
def send_team(program_id: int, verifier_ids: Iterable[int], tour: Tour, *, by: User, as_draft: bool = False) -> Letter:
    """The surat tugas of these verifiers with the schools that are given to them now."""
    demand(by.role, "verifier.assign")
    program = lock_year(program_id, by)
    demand_unclosed(program)
    team = list(verifiers_of(program).filter(pk__in=list(verifier_ids)))
    if not team:
        raise Incomplete("Belum ada verifikator yang dipilih. Centang sedikitnya satu orang.", [])
    return write(letters.task_letter(program, team, tour), by=by, as_draft=as_draft)
