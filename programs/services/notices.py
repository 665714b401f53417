"""What happens when determined schools are told: one letter each, made as a bulk, never two."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict
from core.events import record
from documents.models import Bulk, Letter
from documents.rules import BulkState, LetterState
from documents.services import issue
from documents.services.bulk import start_bulk
from programs import letters
from programs.letters import SCHOOL_NOTICE
from programs.models import Decree, Participation, ProgramYear

NOTICES = "notices"


def told(decree: Decree) -> QuerySet[Letter]:
    """The notices of this decree that count."""
    found = Letter.objects.filter(kind=SCHOOL_NOTICE.code, content__decree=decree.pk)
    return found.exclude(state=LetterState.CANCELLED)


def untold(decree: Decree) -> QuerySet[Participation]:
    return decree.participations.exclude(school__in=told(decree).values("school")).order_by("pk")


@transaction.atomic
def announce(decree_id: int, *, by: User) -> Bulk:
    """Order the notices to every school of the decree that has none. Of two who press, the second is told."""
    demand(by.role, "notice.send")
    programs = ProgramYear.objects.visible_to(by)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree_id, program__in=programs)
    waiting = list(untold(decree).select_related("school"))
    if not waiting:
        raise Conflict("Semua sekolah dalam keputusan ini sudah diberi tahu.")
    if moving(decree) is not None:
        raise Conflict("Pemberitahuan sedang dibuat; lihat kemajuannya pada halaman penerbitan massal.")
    title = f"Pemberitahuan {decree}, {len(waiting)} sekolah"
    bulk = start_bulk(NOTICES, title, [(one.pk, f"{one.school.name} ({one.school.npsn})") for one in waiting], by=by)
    record("decree.announced", decree, by=by, within=decree.program, count=len(waiting))
    return bulk


@transaction.atomic
def tell(participation_id: int, *, by: User) -> Letter:
    """The notice of one school: the one it has, or a new one."""
    demand(by.role, "notice.send")
    related = ("program__institution__place", "school__regency__parent", "decree__letter", "model__school__district")
    rows = Participation.objects.filter(program__in=ProgramYear.objects.visible_to(by)).select_related(*related)
    participation = rows.select_for_update(of=("self",)).get(pk=participation_id)
    earlier = told(participation.decree).filter(school=participation.school_id).first()
    return earlier or issue(letters.school_notice(participation), by=by)


def moving(decree: Decree) -> Bulk | None:
    """The order that is making notices of this decree now, or waits to be resumed."""
    keys = decree.participations.values("pk")
    unfinished = Bulk.objects.filter(kind=NOTICES, state__in=(BulkState.RUNNING, BulkState.PAUSED))
    return unfinished.filter(items__subject_id__in=keys).first()


def notice_state(decree: Decree) -> dict[str, Any]:
    """How far the notices are, for the page of the decree."""
    total, left = decree.participations.count(), untold(decree).count()
    return {"total": total, "untold": left, "notices": total - left, "notice_bulk": moving(decree)}
