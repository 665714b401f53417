"""How one place of a quota is taken and given back: one at a time, under a lock."""

from django.db import transaction

from core.errors import Conflict
from programs.models import ProgramYear, QuotaShare
from schools.models import School


@transaction.atomic
def take_place(program: ProgramYear, school: School) -> QuotaShare:
    """Take one in-quota place for ``school`` at its kab/kota and level (R-2.3-06).

    Of two who ask for the last place, one gets it and the other meets ``Conflict`` with the way out (R-3.3-07).
    The row stays locked until the caller's transaction ends; take places in the order of ``QuotaShare.pk``.
    """
    found = QuotaShare.objects.filter(quota__program=program, quota__place=school.regency_id, level=school.level)
    share = found.select_for_update(of=("self",)).order_by("pk").first()
    if share is None:
        raise Conflict(
            f"{school.regency} tidak mempunyai kuota {school.level} pada program {program.year}. "
            "Sekolah ini dapat Anda usulkan di luar kuota dengan pendanaan pemda."
        )
    if share.taken >= share.models_total:
        raise Conflict(
            f"Kuota {school.level} {school.regency} sudah penuh ({share.taken} dari {share.models_total}). "
            "Keluarkan satu calon, geser kuota, atau usulkan di luar kuota dengan pendanaan pemda."
        )
    share.taken += 1
    share.save(update_fields=["taken"])
    return share


@transaction.atomic
def free_place(share: QuotaShare) -> None:
    """Give one place back; ``share`` may be stale, the row in the database counts."""
    locked = QuotaShare.objects.select_for_update().get(pk=share.pk)
    if not locked.taken:
        raise Conflict("Tidak ada tempat kuota yang dapat dikembalikan.")
    locked.taken -= 1
    locked.save(update_fields=["taken"])
