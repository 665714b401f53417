"""Is the quota of a kab/kota divided and shifted within its sum, and never below what is taken?"""

import pytest

from core.errors import Conflict, NotAllowed
from core.models import Event
from programs.models import Quota, QuotaShare
from programs.services.quota import QuotaRefused, Wish, set_quota, set_quotas, shift_quota, split_quota
from programs.services.years import close_year
from tests.cast import make_school

pytestmark = pytest.mark.embedded
EVEN = {"SD": 2, "SMP": 2, "SMA": 2, "SMK": 2}


@pytest.fixture
def quota(world):
    return world.program.quotas.get(place=world.kampar)


def wish(quota, total=8, imbas=5, version=1, **shares):
    return Wish(quota.pk, version, total, imbas, EVEN | shares)


def shares_of(quota):
    return {share.level: share.models_total for share in QuotaShare.objects.filter(quota=quota)}


def take(quota, level, number):
    QuotaShare.objects.filter(quota=quota, level=level).update(taken=number)


def test_all_rows_are_saved_at_once_and_only_changed_ones_told(world, quota):
    siak = world.program.quotas.get(place=world.siak)

    changed = set_quotas(world.program.pk, [wish(quota, total=9, SD=3), wish(siak)], by=world.staff)

    quota.refresh_from_db()
    assert (changed, quota.models_total, quota.version, shares_of(quota)["SD"]) == (1, 9, 2, 3)
    assert [event.data["place"] for event in Event.objects.all()] == ["Kab. Kampar"]


def test_a_share_below_what_is_taken_is_refused_and_nothing_saved(world, quota):
    take(quota, "SD", 2)
    siak = world.program.quotas.get(place=world.siak)

    with pytest.raises(QuotaRefused) as refusal:
        set_quotas(world.program.pk, [wish(quota, SD=1), wish(siak, total=20)], by=world.staff)

    assert refusal.value.faults == {
        quota.pk: "Kab. Kampar: kuota SD tidak boleh kurang dari 2 tempat yang sudah terpakai."
    }
    assert Quota.objects.get(pk=siak.pk).models_total == 8


def test_levels_may_not_add_up_to_more_than_the_quota(world, quota):
    with pytest.raises(QuotaRefused, match="jumlah jenjang 9, lebih dari kuota 8"):
        set_quota(world.program.pk, wish(quota, SD=3), by=world.staff)


def test_the_slower_of_two_is_shown_what_the_other_wrote(world, quota):
    set_quota(world.program.pk, wish(quota, total=10), by=world.staff)

    with pytest.raises(QuotaRefused, match=r"pengguna lain menjadi 10 \(SD 2, SMP 2, SMA 2, SMK 2\)"):
        set_quota(world.program.pk, wish(quota, total=12), by=world.admin)


def test_a_missing_share_is_made(world, quota):
    QuotaShare.objects.filter(quota=quota, level="SMK").delete()

    set_quota(world.program.pk, wish(quota, total=9, SMK=3), by=world.staff)

    assert shares_of(quota)["SMK"] == 3


def test_a_dinas_does_not_set_quotas(world, quota):
    with pytest.raises(NotAllowed):
        set_quota(world.program.pk, wish(quota, total=9), by=world.operator)


def test_a_closed_year_keeps_its_quota(world, quota):
    close_year(world.program.pk, "Selesai", by=world.admin)

    with pytest.raises(Conflict, match="sudah ditutup"):
        set_quota(world.program.pk, wish(quota, total=9), by=world.staff)


def test_dividing_again_follows_the_schools_and_keeps_what_is_taken(world, quota):
    take(quota, "SMK", 2)
    for _ in range(3):
        make_school(world.kampar, "SMP")

    split_quota(quota.pk, by=world.staff)

    assert shares_of(quota) == {"SD": 2, "SMP": 4, "SMA": 0, "SMK": 2}
    assert "dibagi ulang" in Event.objects.latest("pk").data["change"]


def test_the_kabkota_shifts_between_sd_and_smp(world, quota):
    shift_quota(quota.pk, "SD", 1, by=world.operator)

    assert shares_of(quota) == {"SD": 1, "SMP": 3, "SMA": 2, "SMK": 2}
    assert Event.objects.latest("pk").data["change"] == "1 tempat dari SD ke SMP"


def test_the_province_shifts_between_sma_and_smk_in_any_kabkota(world, quota):
    shift_quota(quota.pk, "SMK", 2, by=world.operator_province)

    assert shares_of(quota) == {"SD": 2, "SMP": 2, "SMA": 4, "SMK": 0}


@pytest.mark.parametrize(("who", "level"), [("operator", "SMA"), ("operator_province", "SD"), ("staff", "SD")])
def test_nobody_shifts_what_another_office_manages(world, quota, who, level):
    with pytest.raises(NotAllowed):
        shift_quota(quota.pk, level, 1, by=getattr(world, who))


def test_another_kabkota_is_not_even_seen(world, quota):
    with pytest.raises(Quota.DoesNotExist):
        shift_quota(quota.pk, "SD", 1, by=world.operator_siak)


@pytest.mark.parametrize(("taken", "places", "words"), [(1, 2, "1 sampai 1 tempat"), (2, 1, "tidak ada yang dapat")])
def test_taken_places_do_not_move(world, quota, taken, places, words):
    take(quota, "SD", taken)

    with pytest.raises(Conflict, match=words):
        shift_quota(quota.pk, "SD", places, by=world.operator)
