"""What happens when determined schools are told: one letter each, in the background, never two."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.rules import demand
from core import jobs
from core.errors import Conflict
from core.events import record
from core.models import Job
from documents.models import Letter
from documents.rules import LetterState
from documents.services import issue
from programs import letters
from programs.letters import SCHOOL_NOTICE
from programs.models import Decree, Participation, ProgramYear

NOTIFY = "programs.notify"


def told(decree: Decree) -> QuerySet[Letter]:
    """The notices of this decree that count."""
    found = Letter.objects.filter(kind=SCHOOL_NOTICE.code, content__decree=decree.pk)
    return found.exclude(state=LetterState.CANCELLED)


def untold(decree: Decree) -> QuerySet[Participation]:
    return decree.participations.exclude(school__in=told(decree).values("school")).order_by("pk")


@transaction.atomic
def announce(decree_id: int, *, by: User) -> int:
    """Queue the notices to every school of the decree that has none. How many there will be."""
    demand(by.role, "notice.send")
    programs = ProgramYear.objects.visible_to(by)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree_id, program__in=programs)
    count = untold(decree).count()
    if Job.objects.of(NOTIFY, decree.pk).filter(state__in=("waiting", "running")).exists():
        raise Conflict("Pemberitahuan sedang dibuat; muat ulang halaman untuk melihat kemajuannya.")
    if not count:
        raise Conflict("Semua sekolah dalam keputusan ini sudah diberi tahu.")
    jobs.enqueue(NOTIFY, decree.pk, by=by)
    record("decree.announced", decree, by=by, within=decree.program, count=count)
    return count


def notify(job: Job) -> None:
    """Write the notices one by one. Run again it goes on with those that are missing."""
    decree = Decree.objects.get(pk=job.subject_id)
    keys = list(untold(decree).values_list("pk", flat=True))
    for done, key in enumerate(keys, 1):
        _tell(key, decree, job.created_by)
        if done % 20 == 0 or done == len(keys):
            jobs.progress(job, done, len(keys))


@transaction.atomic
def _tell(participation_id: int, decree: Decree, by: User) -> None:
    related = ("program__institution__place", "school__regency__parent", "decree__letter", "model__school__district")
    rows = Participation.objects.select_related(*related).select_for_update(of=("self",))
    participation = rows.get(pk=participation_id)
    if not told(decree).filter(school=participation.school_id).exists():
        issue(letters.school_notice(participation), by=by)


def notice_state(decree: Decree) -> dict[str, Any]:
    """How far the notices are, for the page of the decree."""
    total, left = decree.participations.count(), untold(decree).count()
    busy = Job.objects.of(NOTIFY, decree.pk).filter(state__in=("waiting", "running")).first()
    return {"total": total, "untold": left, "notices": total - left, "notify_job": busy}
