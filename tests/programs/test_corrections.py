"""Does a finding that differs reach the school's record only by the LPMP's hand, whole, and with its source?"""

import pytest
from django.urls import reverse

from core.errors import Conflict, NotAllowed, Stale
from core.models import Event
from programs.correcting import read_finding
from programs.models import Correction
from programs.services.corrections import decline_corrections, take_corrections
from programs.services.verification import finish, reopen, save_sheet
from schools.models import School
from schools.services import edit_school
from tests.cast import make_school
from tests.programs.sheets import complete, given, in_quota, sent, verified

pytestmark = pytest.mark.embedded
FOUND = {
    "match_pupils": "accept", "found_pupils": "1.204", "match_head_name": "accept", "found_head_name": "Hj. Rosmawati",
    "match_name": "keep", "found_name": "SDN 8", "why_name": "SK belum terbit",
}  # fmt: skip


@pytest.fixture
def model(world):
    found = in_quota(world.group(sent(world), imbas=1))
    given(found, world.verifier)
    School.objects.filter(pk=found.school_id).update(pupils=100, head_nip="196401011989031001")
    found.school.refresh_from_db()
    return found


def waiting(model):
    return list(Correction.objects.filter(verification__candidate=model, state="waiting"))


def record_of(model):
    return School.objects.filter(pk=model.school_id).values().get()


def test_finishing_asks_for_accepted_differences_and_changes_nothing(world, model):
    before = record_of(model)

    verified(model, world.verifier, **FOUND)

    assert {(c.field, c.registered, c.found) for c in waiting(model)} == {
        ("pupils", "100", "1.204"), ("head_name", "Kepala Sekolah Contoh", "Hj. Rosmawati"),
    }  # fmt: skip
    assert record_of(model) == before
    event = Event.objects.get(verb="correction.asked")
    assert (event.data["count"], event.data["fields"]) == (2, "Kepala sekolah, Jumlah peserta didik")


def test_taking_over_changes_those_fields_and_no_others_with_the_sheet_as_source(world, model):
    sheet = verified(model, world.verifier, **FOUND)
    before = record_of(model)

    take_corrections(model.pk, [c.pk for c in waiting(model)], seen_at=model.school.updated_at, by=world.staff)

    after = record_of(model)
    assert {name for name in after if after[name] != before[name]} == {"pupils", "head_name", "updated_at"}
    assert (after["pupils"], after["head_name"]) == (1204, "Hj. Rosmawati")
    event = Event.objects.get(verb="school.corrected")
    assert event.data["changes"]["peserta didik"] == ["100", "1204"]
    assert (event.data["source"], event.within) == (str(sheet), f"programs.Verification:{sheet.pk}")
    assert waiting(model) == []


def test_declining_keeps_the_record_and_the_reason(world, model):
    verified(model, world.verifier, **FOUND)
    before = record_of(model)
    [row] = [c for c in waiting(model) if c.field == "pupils"]

    decline_corrections(model.pk, [row.pk], "Menunggu Dapodik semester ini", by=world.staff)

    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by) == ("declined", "Menunggu Dapodik semester ini", world.staff)
    assert record_of(model) == before
    assert [c.field for c in waiting(model)] == ["head_name"]


def test_nobody_confirms_his_own_finding_and_only_staff_confirms(world, model):
    verified(model, world.staff, **FOUND)
    ids = [c.pk for c in waiting(model)]

    for person, words in ((world.staff, "Anda sendiri"), (world.head, "tidak berwenang"), (world.verifier, "tidak")):
        with pytest.raises(NotAllowed, match=words):
            take_corrections(model.pk, ids, seen_at=None, by=person)

    take_corrections(model.pk, ids, seen_at=None, by=world.admin)
    assert waiting(model) == []


def test_a_record_that_moved_since_it_was_looked_at_is_not_overwritten(world, model):
    verified(model, world.verifier, **FOUND)
    seen = model.school.updated_at
    edit_school(model.school_id, {"pupils": 101}, by=world.staff)

    with pytest.raises(Stale):
        take_corrections(model.pk, [c.pk for c in waiting(model)], seen_at=seen, by=world.staff)

    assert record_of(model)["pupils"] == 101


def test_a_finding_that_cannot_be_read_is_never_guessed(world, model):
    verified(model, world.verifier, match_coordinates="accept", found_coordinates="dekat pasar")

    with pytest.raises(Conflict, match="Koordinat: Bukan pasangan"):
        take_corrections(model.pk, [c.pk for c in waiting(model)], seen_at=None, by=world.staff)

    assert len(waiting(model)) == 1


def test_finishing_again_asks_only_what_is_new(world, model):
    verified(model, world.verifier, **FOUND)
    take_corrections(model.pk, [c.pk for c in waiting(model) if c.field == "pupils"], seen_at=None, by=world.staff)
    reopen(model.pk, "Nama kepala keliru", by=world.staff)
    changed = complete(model, **FOUND | {"found_head_name": "Hj. Rosmawati, S.Pd."})

    save_sheet(model.pk, changed, version=1, by=world.verifier)
    finish(model.pk, by=world.verifier)

    assert [(c.field, c.found) for c in waiting(model)] == [("head_name", "Hj. Rosmawati, S.Pd.")]


def test_a_decision_is_made_once(world, model):
    verified(model, world.verifier, **FOUND)
    ids = [c.pk for c in waiting(model)]
    take_corrections(model.pk, ids, seen_at=None, by=world.staff)

    with pytest.raises(Conflict, match="sudah diputuskan"):
        decline_corrections(model.pk, ids, "Terlambat", by=world.admin)


@pytest.mark.parametrize(
    ("field", "found", "change"),
    [
        ("coordinates", "0,335210, 101,024110", {"latitude": 0.33521, "longitude": 101.02411}),
        ("coordinates", "0.335210,101.024110", {"latitude": 0.33521, "longitude": 101.02411}),
        ("coordinates", "-0.5; 101.02", {"latitude": -0.5, "longitude": 101.02}),
        ("coordinates", "101.02, 0.33", {}),
        ("pupils", "214 siswa", {"pupils": 214}),
        ("pupils", "sekitar 200", {}),
        ("accreditation", "Terakreditasi B", {"accreditation": "B"}),
        ("accreditation", "belum tahu", {}),
        ("address", "Jl. Lintas 5, Lubuk Sakai", {"address": "Jl. Lintas 5"}),
        ("name", "SD NEGERI 008", {"name": "SD NEGERI 008"}),
        ("curriculum", "K" * 61, {}),
    ],
)
def test_what_a_finding_means(world, field, found, change):
    school = make_school(world.kampar, village="Lubuk Sakai")

    reading = read_finding(field, found, school)

    assert (reading.change, bool(reading.fault)) == (change, not change)


def test_the_page_shows_field_by_field_and_takes_over(client, world, model):
    verified(model, world.verifier, **FOUND)
    client.force_login(world.staff)
    link = reverse("programs:corrections", args=[model.pk])
    assert link in client.get(reverse("programs:sheet", args=[model.pk])).content.decode()
    page = client.get(link)
    assert [(row["label"], row["now"], row["becomes"]) for row in page.context["waiting"]] == [
        ("Kepala sekolah", "Kepala Sekolah Contoh", "Hj. Rosmawati"), ("Jumlah peserta didik", "100", "1.204"),
    ]  # fmt: skip
    assert "NIP kepala sekolah tidak ikut diubah" in page.content.decode()

    seen = page.context["seen"].isoformat()
    client.post(link, {"pick": [c.pk for c in waiting(model)], "seen": seen, "do": "take"})

    assert record_of(model)["pupils"] == 1204
    assert "Sudah diputuskan" in client.get(link).content.decode()


def test_the_page_without_a_state_that_was_seen_overwrites_nothing(client, world, model):
    verified(model, world.verifier, **FOUND)
    client.force_login(world.staff)

    answer = client.post(
        reverse("programs:corrections", args=[model.pk]), {"pick": [c.pk for c in waiting(model)], "do": "take"}
    )

    assert (answer.status_code, record_of(model)["pupils"]) == (409, 100)


def test_the_board_finds_what_waits(client, world, model):
    verified(model, world.verifier, **FOUND)
    client.force_login(world.staff)
    board = reverse("programs:verification_board")

    assert len(client.get(board, {"result": "findings"}).context["table"].rows) == 1
    decline_corrections(model.pk, [c.pk for c in waiting(model)], "Sudah benar", by=world.staff)

    assert len(client.get(board, {"result": "findings"}).context["table"].rows) == 0


def test_an_office_is_told_whose_decision_it_is(client, world, model):
    verified(model, world.verifier, **FOUND)
    client.force_login(world.operator)

    assert client.get(reverse("programs:corrections", args=[model.pk])).status_code == 403
