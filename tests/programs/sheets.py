"""What a verifier would write: complete sheets, lists on their way, years with many schools."""

from datetime import date

from django.utils import timezone

from accounts.rules import Role
from programs.checking import MATCHED, findings_asked
from programs.models import Assignment, QuotaShare
from programs.rules import Method, ProposalState, Result
from programs.services.verification import finish, save_sheet
from programs.services.verification_sheet import asked_of, values_of
from tests.cast import make_person

SENT = {"receipt": "TT-1", "state": ProposalState.IN_VERIFICATION}


def sent(world, office=None, **fields):
    """A list that the office has sent and whose verification has begun."""
    office = office or world.dinas_kampar
    submitted = {"submitted_at": timezone.now(), "submitted_by": world.operator, "receipt": f"TT-{office.pk}"}
    return world.proposal(office, **(SENT | submitted | fields))


def in_quota(model):
    """The model holds a place of its kab/kota and level, as if it had been proposed by the office."""
    share = QuotaShare.objects.get(quota__place=model.school.regency, level=model.school.level)
    share.taken += 1
    share.save()
    model.share = share
    model.save()
    return model


def given(model, verifier, by=None):
    return Assignment.objects.create(candidate=model, verifier=verifier, assigned_by=by)


def complete(model, result=Result.FIT, **changes):
    """Values of a sheet in which nothing is missing."""
    values = values_of(model, None) | {
        "methods": [Method.DAPODIK.value, Method.FGD.value], "visited_on": date(2020, 4, 2), "venue": "Ruang guru",
        "condition": "Baik.", "commitment": "Semua hadir.", "witness_name": "Rosmawati", "witness_position": "Pengawas",
        "result": str(result), "reason": "" if result == Result.FIT else "Sudah memenuhi SNP.",
    }  # fmt: skip
    values |= {f"match_{key}": "same" for key in MATCHED}
    for school, criterion in findings_asked(asked_of(model, None)):
        values[f"met_{school}_{criterion}"] = "yes"
    return values | changes


def verified(model, by, result=Result.FIT, **changes):
    """Save and finish a complete sheet."""
    save_sheet(model.pk, complete(model, result, **changes), version=0, by=by)
    return finish(model.pk, by=by)


def verifiers(world, count):
    return [make_person(Role.VERIFIER, world.province) for _ in range(count)]
