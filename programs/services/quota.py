"""What happens to the quota of a kab/kota: set, divided over the levels, shifted between two levels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.rules import DINAS, OFFICE_LEVELS, demand
from core.errors import Conflict, NotAllowed
from core.events import record
from programs.models import ProgramYear, Quota, QuotaShare
from programs.rules import shift_partner, split_above
from programs.services.years import count_schools, demand_unclosed, lock_year
from schools.rules import PROGRAMME_LEVELS

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Wish:
    """What somebody typed for one kab/kota, and the version he saw."""

    quota_id: int
    version: int
    models_total: int
    imbas_per_model: int
    shares: Mapping[str, int]


class QuotaRefused(Conflict):
    """Some rows cannot be saved, so none was; ``faults`` says what is wrong with which quota."""

    def __init__(self, faults: dict[int, str]):
        super().__init__("Kuota belum disimpan: " + " ".join(faults.values()))
        self.faults = faults


def _lock(program: ProgramYear, by: "User", ids: Iterable[int]) -> dict[int, Quota]:
    """The visible quotas with their shares, locked in the order of their keys."""
    visible = Quota.objects.visible_to(by).filter(program=program, pk__in=list(ids)).order_by("pk")
    quotas = {quota.pk: quota for quota in visible.select_for_update(of=("self",)).select_related("place")}
    shares = QuotaShare.objects.select_for_update().filter(quota__in=quotas).order_by("pk")
    by_quota: dict[int, dict[str, QuotaShare]] = {pk: {} for pk in quotas}
    for share in shares:
        by_quota[share.quota_id][share.level] = share
    for pk, quota in quotas.items():
        quota.by_level = by_quota[pk]  # type: ignore[attr-defined]
    return quotas


def _levels(quota: Quota) -> dict[str, QuotaShare]:
    found: dict[str, QuotaShare] = quota.by_level  # type: ignore[attr-defined]
    return found


@transaction.atomic
def set_quotas(program_id: int, wishes: Iterable[Wish], *, by: "User") -> int:
    """Save all rows of the page or none; how many changed. ``QuotaRefused`` names the fault of each row (R-2.3-06)."""
    demand(by.role, "quota.edit")
    program, wishes = lock_year(program_id, by), list(wishes)
    demand_unclosed(program)
    quotas = _lock(program, by, (wish.quota_id for wish in wishes))
    changed = [wish for wish in wishes if _differs(quotas[wish.quota_id], wish)]
    if faults := {wish.quota_id: fault for wish in changed if (fault := _fault(quotas[wish.quota_id], wish))}:
        raise QuotaRefused(faults)
    for wish in changed:
        _save(program, quotas[wish.quota_id], wish, by)
    return len(changed)


def set_quota(program_id: int, wish: Wish, *, by: "User") -> int:
    """One kab/kota; as ``set_quotas``."""
    return set_quotas(program_id, [wish], by=by)


def _now(quota: Quota) -> dict[str, int]:
    return {level: share.models_total for level, share in _levels(quota).items()}


def _differs(quota: Quota, wish: Wish) -> bool:
    now = _now(quota)
    shares = any(number != now.get(level, 0) for level, number in wish.shares.items())
    return shares or (quota.models_total, quota.imbas_per_model) != (wish.models_total, wish.imbas_per_model)


def _fault(quota: Quota, wish: Wish) -> str:
    """Why this row cannot be saved, or nothing. What is taken stays: ``quota_is_never_overdrawn``."""
    if quota.version != wish.version:
        return f"{quota.place}: baru saja diubah pengguna lain menjadi {words(quota.models_total, _now(quota))}."
    for level, number in wish.shares.items():
        taken = _levels(quota)[level].taken if level in _levels(quota) else 0
        if number < taken:
            return f"{quota.place}: kuota {level} tidak boleh kurang dari {taken} tempat yang sudah terpakai."
    if sum(wish.shares.values()) > wish.models_total:
        return f"{quota.place}: jumlah jenjang {sum(wish.shares.values())}, lebih dari kuota {wish.models_total}."
    return ""


def words(total: int, shares: Mapping[str, int]) -> str:
    """``16 (SD 9, SMP 4, SMA 2, SMK 1)``, as history and messages say it."""
    return f"{total} ({', '.join(f'{level} {number}' for level, number in shares.items())})"


def _save(program: ProgramYear, quota: Quota, wish: Wish, by: "User") -> None:
    before = words(quota.models_total, _now(quota))
    quota.models_total, quota.imbas_per_model = wish.models_total, wish.imbas_per_model
    _write(quota, wish.shares)
    change = f"{before} menjadi {words(wish.models_total, wish.shares)}, {wish.imbas_per_model} imbas per model"
    record("quota.changed", quota, by=by, within=program, place=str(quota.place), change=change)


def _write(quota: Quota, shares: Mapping[str, int]) -> None:
    quota.version += 1
    quota.save(update_fields=["models_total", "imbas_per_model", "version"])
    for level, number in shares.items():
        share = _levels(quota).get(level)
        if share is None:
            QuotaShare.objects.create(quota=quota, level=level, models_total=number)
        elif share.models_total != number:
            share.models_total = number
            share.save(update_fields=["models_total"])


def _take(quota_id: int, by: "User") -> tuple[ProgramYear, Quota]:
    program_id = Quota.objects.visible_to(by).get(pk=quota_id).program_id
    program = ProgramYear.objects.visible_to(by).get(pk=program_id)
    demand_unclosed(program)
    return program, _lock(program, by, [quota_id])[quota_id]


@transaction.atomic
def split_quota(quota_id: int, *, by: "User") -> Quota:
    """Divide anew by the schools there are today, no level below what is taken (R-2.3-02)."""
    demand(by.role, "quota.edit")
    program, quota = _take(quota_id, by)
    schools = count_schools([quota.place])[quota.place_id]
    taken = {level: share.taken for level, share in _levels(quota).items()}
    before, shares = _now(quota), split_above(quota.models_total, schools, taken)
    _write(quota, shares)
    for level, share in _levels(quota).items():
        share.schools = schools.get(level, 0)
        share.save(update_fields=["schools"])
    change = f"dibagi ulang dari {words(quota.models_total, before)} menjadi {words(quota.models_total, shares)}"
    record("quota.changed", quota, by=by, within=program, place=str(quota.place), change=change)
    return quota


@transaction.atomic
def shift_quota(quota_id: int, source: str, places: int, *, by: "User") -> Quota:
    """Give ``places`` of one level to its partner, within the sum: SD and SMP, SMA and SMK (R-3.2-02).

    ``Conflict`` when they are taken already; ``NotAllowed`` for levels another office manages (R-3.2-03).
    """
    demand(by.role, "quota.shift")
    target = shift_partner(source)
    if not target or source not in shiftable_by(by):
        raise NotAllowed(f"Kuota {source} bukan wewenang kantor Anda.")
    program, quota = _take(quota_id, by)
    giver, taker = _levels(quota)[source], _levels(quota)[target]
    free = giver.models_total - giver.taken
    if not 0 < places <= free:
        raise Conflict(
            f"Yang dapat digeser dari {source} {quota.place} 1 sampai {free} tempat: "
            f"{giver.taken} dari {giver.models_total} sudah terpakai."
            if free > 0 else f"Semua kuota {source} {quota.place} sudah terpakai; tidak ada yang dapat digeser."
        )  # fmt: skip
    _write(quota, {source: giver.models_total - places, target: taker.models_total + places})
    change = f"{places} tempat dari {source} ke {target}"
    record("quota.shifted", quota, by=by, within=program, place=str(quota.place), change=change)
    return quota


def shiftable_by(user: "User") -> tuple[str, ...]:
    """The levels whose places this person may shift: those the office manages (R-3.2-01), all for the LPMP."""
    if user.role in DINAS:
        return OFFICE_LEVELS[user.acting.place.kind]
    return tuple(PROGRAMME_LEVELS) if user.may["quota_shift"] else ()
