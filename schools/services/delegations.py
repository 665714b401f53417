"""What happens when somebody else signs for the head of an office for a while, and when that ends."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, NotAllowed
from core.events import record
from core.formats import long_date
from schools.models import Delegation, Institution


def _lock(institution_id: int, by: User) -> Institution:
    demand(by.role, "office.edit")
    allowed = Institution.objects.editable_by(by).filter(pk=institution_id).values("pk")
    found = Institution.objects.select_for_update(of=("self",)).filter(pk__in=allowed).first()
    if found is None:
        raise NotAllowed("Anda hanya dapat mengubah penanda tangan kantor Anda sendiri.")
    return found


@transaction.atomic
def begin_delegation(institution_id: int, values: dict[str, Any], *, by: User) -> Delegation:
    """Letters of those days are signed by this person. ``Conflict`` when another one signs on one of the days."""
    institution = _lock(institution_id, by)
    since, until = values["since"], values.get("until")
    others = institution.delegations.filter(Q(until=None) | Q(until__gte=since))
    if until:
        others = others.filter(since__lte=until)
    if other := others.first():
        raise Conflict(f"{other} sudah tercatat sebagai penanda tangan pada hari itu; akhiri dahulu.")
    delegation = Delegation.objects.create(institution=institution, **values)
    record("delegation.begun", delegation, by=by, within=institution, since=long_date(since))
    return delegation


@transaction.atomic
def end_delegation(delegation_id: int, until: date, *, by: User) -> Delegation:
    """The head signs again from the next day; one that had not begun is taken out. Issued letters do not change."""
    found = Delegation.objects.get(pk=delegation_id)
    institution = _lock(found.institution_id, by)
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation_id)
    record("delegation.ended", delegation, by=by, within=institution, until=long_date(until))
    if until < delegation.since:
        delegation.delete()
    else:
        delegation.until = until
        delegation.save(update_fields=["until"])
    return delegation
