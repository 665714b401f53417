"""Do the pages of a proposal show, save and refuse what they should, in few queries?"""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Candidate, Commitment, Proposal
from programs.reports.proposal_search import Choice
from programs.rules import Bond, Standing, imbas_remarks
from schools.models import School
from tests.cast import make_candidate, make_institution, make_place, make_school

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programs:{name}", args=args)


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        page = client.get(path)
    assert page.status_code == 200
    return len(found)


@pytest.fixture
def dinas(client, world):
    client.force_login(world.operator)
    return client


@pytest.fixture
def staff(world):
    client = Client()
    client.force_login(world.staff)
    return client


def test_a_dinas_begins_one_proposal_and_finds_it_again(dinas, world):
    first = dinas.post(url("proposal_new"), {"program": world.program.pk})
    again = dinas.post(url("proposal_new"), {"program": world.program.pk})

    proposal = Proposal.objects.get()
    assert first.url == again.url == proposal.get_absolute_url()
    assert "Belum ada sekolah" in dinas.get(first.url).content.decode()


@pytest.mark.parametrize(
    "name",
    ["proposal", "proposal_edit", "proposal_check", "proposal_history", "model_new", "proposal_import",
     "proposal_template", "replacements"],
)  # fmt: skip
def test_every_page_of_a_proposal_opens_for_its_office_only(dinas, world, name):
    own, other = world.proposal(), world.proposal(office=world.dinas_siak)
    world.group(own)

    assert dinas.get(url(name, own.pk)).status_code == 200
    assert dinas.get(url(name, other.pk)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_twenty(staff, world):
    world.group(world.proposal())
    one = queries(staff, url("proposals"))
    for n in range(19):
        place = make_place(parent=world.province, name=f"Kabupaten {n}", code=f"14.{50 + n}")
        world.group(world.proposal(office=make_institution("dinas", place)), imbas=1)

    assert queries(staff, url("proposals")) == one <= 12


def test_the_list_shows_counts_beside_the_quota(staff, world):
    proposal = world.proposal()
    world.group(proposal, imbas=3, funding="over_quota")

    row = staff.get(url("proposals")).context["table"].rows[0].record

    assert (row.quota_count, row.models_count, row.imbas_count, row.over_count) == (4, 1, 3, 1)
    assert str(row.due_on) == "2020-03-31"


def test_the_quota_of_a_province_is_that_of_all_its_kabkota(staff, world):
    world.proposal(office=world.dinas_riau)

    assert staff.get(url("proposals")).context["table"].rows[0].record.quota_count == 8


def test_the_list_names_offices_that_have_not_begun(staff, world):
    world.proposal()

    assert [office.pk for office in staff.get(url("proposals")).context["missing"]] == [
        world.dinas_riau.pk, world.dinas_siak.pk,
    ]  # fmt: skip


def test_the_list_is_exported_as_shown(staff, world):
    world.proposal()

    text = b"".join(staff.get(url("proposals"), {"unduh": "csv"}).streaming_content).decode()

    assert "Dinas Pendidikan Kabupaten Kampar;2020;Draf;4;0;0;0" in text


def test_a_proposal_page_costs_the_same_for_one_and_for_twenty_groups(dinas, world):
    proposal = world.proposal()
    world.group(proposal)
    one = queries(dinas, url("proposal", proposal.pk))
    for _ in range(19):
        world.group(proposal)

    assert queries(dinas, url("proposal", proposal.pk)) == one <= 20


def test_a_commitment_that_is_missing_is_one_press_away(dinas, world):
    proposal = world.proposal()
    model = world.group(proposal, imbas=1)
    missing = [Commitment.objects.create(candidate=one).candidate_id for one in (model, model.imbas.get())]

    page = dinas.get(proposal.get_absolute_url()).content.decode()

    assert [pk for pk in missing if f'href="{url("commitment", pk)}"' not in page] == []


def test_a_long_list_of_schools_comes_in_pages(dinas, world):
    proposal = world.proposal()
    for _ in range(21):
        world.group(proposal, imbas=0)

    first, second = (dinas.get(proposal.get_absolute_url(), {"page": number}) for number in (1, 2))

    assert [len(page.context["groups"]) for page in (first, second)] == [20, 1]
    assert "?page=2" in first.content.decode()


def test_searching_says_at_once_who_may_be_proposed(dinas, world):
    proposal = world.proposal()
    make_school(world.kampar, name="SD NEGERI 009 LUBUK SAKAI", quality="5")

    page = dinas.get(url("model_new", proposal.pk), {"q": "lubuk sakai"})

    assert [(c.school.name[10:13], c.is_barred) for c in page.context["choices"]] == [("008", False), ("009", True)]
    assert "Sudah memenuhi SNP; sekolah model dipilih dari yang belum." in page.content.decode()


def test_htmx_gets_the_results_only(dinas, world):
    page = dinas.get(url("model_new", world.proposal().pk), {"q": "lubuk"}, headers={"HX-Request": "true"})

    assert "<html" not in page.content.decode()
    assert "LUBUK SAKAI" in page.content.decode()


@pytest.mark.parametrize(
    ("place", "level", "why"), [("siak", "SD", "di luar wilayahnya"), ("kampar", "SMA", "diusulkan dinas lain")]
)
def test_a_school_of_another_office_is_found_by_its_whole_npsn_and_shows_its_name(dinas, world, place, level, why):
    fields = {"quality": "1", "head_name": "RAHASIA", "npsn": "10499777"}
    make_school(getattr(world, place), level, name="NEGERI 77 SUNGAI APIT", **fields)
    link = url("model_new", world.proposal().pk)
    for words in ("sungai apit", "1049977", "10499"):
        assert dinas.get(link, {"q": words}).context["choices"] == []

    page = dinas.get(link, {"q": "10499777"}).content.decode().split('id="hasil"')[1]

    assert "NEGERI 77 SUNGAI APIT" in page
    assert "Bukan wewenang dinas Anda: " in page
    assert (why in page, "R-3." in page) == (True, False)
    assert [w for w in ("Kab. Siak", "Menuju SNP", "RAHASIA", "/tambah/", f"{level} negeri") if w in page] == []


def test_a_school_of_another_province_is_not_found_at_all(dinas, world):
    aceh = make_place("regency", make_place("province", world.nation, "Aceh"), "Pidie")
    make_school(aceh, npsn="10499778")

    assert dinas.get(url("model_new", world.proposal().pk), {"q": "10499778"}).context["choices"] == []


def test_a_model_comes_in_with_its_nearest_imbas_schools_in_one_form(dinas, world):
    proposal = world.proposal()
    world.schools(7)
    page = dinas.get(url("model_add", proposal.pk, world.school.pk))
    ticked = [choice.school.pk for choice in page.context["choices"] if choice.is_ticked]

    dinas.post(url("model_add", proposal.pk, world.school.pk), page.context["form"].initial | {"imbas": ticked})

    model = Candidate.objects.models().get()
    assert (len(ticked), model.imbas.count(), model.share.taken) == (5, 5, 1)
    assert (model.not_yet_snp, model.supported, model.snp_note) == (True, True, "Peta mutu 2019: Menuju SNP 3")


@pytest.mark.parametrize(
    ("standing", "is_fitting"),
    [({}, True), ({"active_since": 2019}, False), ({"taken_as": "sekolah model"}, False), ({"quality": "5"}, True)],
)
def test_only_a_neighbour_that_is_free_and_no_model_still_is_ticked_for_the_office(world, standing, is_fitting):
    known = {"level": "SD", "is_open": True, "place": "Kab. Kampar", "in_area": True, "quality": "3"} | standing
    apart = Bond("SD", is_same_school=False, distance_km=2.0, same_cluster=False, same_package=None)

    choice = Choice(world.school, imbas_remarks(Standing(**known), ["SD"], apart))

    assert choice.is_fitting is is_fitting


def test_what_was_ticked_stays_ticked_through_a_search(dinas, world):
    proposal, near = world.proposal(), world.schools(3)
    data = {"cari": "1", "q": "contoh", "imbas": [near[2].pk], "funding": "in_quota", "fewer_reason": "jauh"}

    page = dinas.post(url("model_add", proposal.pk, world.school.pk), data)

    assert [c.school.pk for c in page.context["choices"] if c.is_ticked] == [near[2].pk]
    assert 'value="jauh"' in page.content.decode()
    assert Candidate.objects.count() == 0


def test_an_smk_is_offered_schools_with_a_common_package_first(client, world):
    client.force_login(world.operator_province)
    spot = {"latitude": 0.3, "longitude": 101.2}
    model = make_school(world.kampar, "SMK", packages=["Teknik Mesin"], **spot)
    make_school(world.kampar, "SMK", packages=["Tata Boga"], latitude=0.31, longitude=101.2)
    far = make_school(world.siak, "SMK", packages=["Teknik Mesin"], latitude=0.5, longitude=101.2)

    page = client.get(url("model_add", world.proposal(office=world.dinas_riau).pk, model.pk))

    assert page.context["choices"][0].school == far


def test_more_imbas_schools_are_added_on_their_own_page(dinas, world):
    model = world.group(world.proposal(), imbas=3)
    world.schools(3)
    page = dinas.get(url("imbas_new", model.pk))
    ticked = [choice.school.pk for choice in page.context["choices"] if choice.is_ticked]

    dinas.post(url("imbas_new", model.pk), {"imbas": ticked})

    assert (len(ticked), model.imbas.count()) == (2, 5)


def test_choosing_nothing_is_said_and_changes_nothing(dinas, world):
    model = world.group(world.proposal(), imbas=0)

    page = dinas.post(url("imbas_new", model.pk), {}, follow=True)

    assert "Pilih sedikitnya satu sekolah." in page.content.decode()


@pytest.mark.parametrize(
    ("name", "field", "mine", "theirs"),
    [("proposal_edit", "letter_number", "421/A", "421/B"), ("candidate_edit", "note", "catatan A", "catatan B")],
)
def test_two_operators_of_one_office_never_overwrite_each_other(dinas, world, name, field, mine, theirs):
    proposal = world.proposal()
    row = proposal if name == "proposal_edit" else world.group(proposal, imbas=0)
    other = Client()
    other.force_login(world.operator)
    data = {"version": 1, "funding": "in_quota"}
    other.post(url(name, row.pk), data | {field: theirs})

    page = dinas.post(url(name, row.pk), data | {field: mine})
    again = dinas.post(url(name, row.pk), page.context["form"].data)

    assert page.status_code == 409
    assert (mine, theirs) in [(yours, saved) for _, yours, saved in page.context["conflicts"]]
    row.refresh_from_db()
    assert (again.status_code, getattr(row, field)) == (302, mine)


def test_a_sent_proposal_says_received_and_cannot_be_changed(dinas, world):
    proposal = world.ready()

    page = dinas.post(url("submit", proposal.pk), follow=True).content.decode()

    proposal.refresh_from_db()
    assert f"Nomor tanda terima {proposal.receipt}" in page
    assert "Tambah sekolah model" not in page
    assert "tidak dapat diubah" in dinas.get(url("model_new", proposal.pk)).content.decode()


def test_an_incomplete_proposal_lists_its_gaps_with_links_and_no_button(dinas, world):
    proposal = world.proposal()
    model = world.group(proposal, imbas=0, supported=False)

    page = dinas.get(url("proposal_check", proposal.pk)).content.decode()

    assert f'href="{url("candidate_edit", model.pk)}"' in page
    assert url("submit", proposal.pk) not in page


def test_withdrawing_and_taking_up_again(dinas, world):
    proposal = world.ready(state="submitted", submitted_at=world.program.opened_at, submitted_by=world.operator,
                           receipt="USL-1")  # fmt: skip

    dinas.post(url("withdraw", proposal.pk), {"reason": "Ada yang mundur"})
    dinas.post(url("reopen", proposal.pk))

    proposal.refresh_from_db()
    assert proposal.state == "draft"


def test_removing_asks_for_the_reason_first(dinas, world):
    model = world.group(world.proposal(), imbas=2)

    asked = dinas.post(url("candidate_remove", model.pk), {"reason": ""})
    dinas.post(url("candidate_remove", model.pk), {"reason": "Keliru"})

    assert (asked.status_code, Candidate.objects.live().count()) == (200, 0)


def test_a_failed_school_leads_to_its_replacement(dinas, world):
    returned = world.proposal(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)
    failed = world.group(returned, imbas=2, state="failed", result_reason="Sudah SNP")
    query = f"?menggantikan={failed.pk}"

    page = dinas.get(url("replacements", returned.pk)).content.decode()
    form = dinas.get(url("model_add", returned.pk, world.school.pk) + query).context["form"]
    dinas.post(url("model_add", returned.pk, world.school.pk), form.initial | {"menggantikan": failed.pk})

    assert f"{url('model_new', returned.pk)}{query}" in page
    assert Candidate.objects.get(school=world.school).imbas.count() == 2


def test_a_failed_imbas_school_is_replaced_by_one(dinas, world):
    returned = world.proposal(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)
    model = world.group(returned, imbas=0, state="verified")
    failed = make_candidate(returned, world.schools(1)[0], "imbas", model, state="failed", result_reason="Jauh")

    dinas.post(url("imbas_new", model.pk), {"imbas": [world.school.pk], "menggantikan": failed.pk})

    failed.refresh_from_db()
    assert (failed.state, Candidate.objects.get(school=world.school).replaces) == ("replaced", failed)


def test_criteria_are_recorded_for_all_schools_at_once(dinas, world):
    proposal = world.proposal()
    world.group(proposal, imbas=2, supported=False)

    page = dinas.post(
        url("proposal_criteria", proposal.pk), {"criterion": "supported", "note": "Surat bupati"}, follow=True
    )
    refused = dinas.post(url("proposal_criteria", proposal.pk), {"criterion": "supported"}, follow=True)

    assert "Kriteria dicatat untuk 1 sekolah." in page.content.decode()
    assert "Tulis bukti kriteria itu" in refused.content.decode()


def test_who_changed_what_can_be_read(dinas, world):
    proposal = world.proposal()
    dinas.post(url("model_add", proposal.pk, world.school.pk), {"funding": "in_quota"})

    page = dinas.get(url("proposal_history", proposal.pk)).content.decode()

    assert f"{world.operator.acting_name} menambahkan Model SD NEGERI 008 LUBUK SAKAI" in page


def test_staff_read_but_get_no_buttons_of_the_office(staff, world):
    proposal = world.ready()

    page = staff.get(url("proposal", proposal.pk)).content.decode()

    assert "Tambah sekolah model" not in page
    assert staff.get(url("model_new", proposal.pk)).status_code == 403


def test_the_list_of_fifty_is_light(staff, world):
    for n in range(50):
        place = make_place(parent=world.province, name=f"Kabupaten Panjang Sekali {n}", code=f"14.{50 + n}")
        world.proposal(office=make_institution("dinas", place))

    page = staff.get(url("proposals")).content

    assert len(page) <= 60_000
    assert len(gzip.compress(page)) <= 14_000
    assert School.objects.count() == 1
