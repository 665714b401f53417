"""Do the pages of verification show what there is, do what their buttons say, and lose nothing?"""

import gzip
import io

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from core.models import Event
from programs.models import Assignment, Candidate, ProgramYear, Verification, VerificationPhoto
from programs.services.verification import finish, save_sheet
from tests.cast import make_candidate, make_school
from tests.programs.sheets import complete, given, sent, verified, verifiers

pytestmark = pytest.mark.embedded


def picture(name="foto.jpg", colour="red"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


@pytest.fixture
def model(world):
    found = world.group(sent(world), imbas=1)
    given(found, world.verifier)
    return found


def post(client, model, values, **more):
    data = {name: "" if value is None else value for name, value in values.items()} | more
    return client.post(reverse("programs:sheet", args=[model.pk]), data)


def text(page):
    return page.content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_the_board_costs_the_same_for_any_number_of_schools(client, world, rows, django_assert_max_num_queries):
    proposal = sent(world)
    for person in verifiers(world, rows):
        found = world.group(proposal, imbas=2)
        given(found, person)
        save_sheet(found.pk, complete(found), version=0, by=world.staff)
    client.force_login(world.staff)
    client.get(reverse("programs:verification_board"))  # the first page of a session also notes the session

    with django_assert_max_num_queries(15) as queries:
        page = client.get(reverse("programs:verification_board"))

    assert len(page.context["table"].page.object_list) == rows
    assert len(queries) == 15, [query["sql"][:150] for query in queries]


def test_the_board_is_of_the_year_chosen_on_the_home_page(client, world, model):
    ProgramYear.objects.create(institution=world.lpmp, year=world.program.year + 1, title="Lain")
    client.force_login(world.staff, backend="accounts.backends.UsernameOrEmail")
    client.get("/", {"tahun": world.program.year + 1})

    page = client.get(reverse("programs:verification_board"))

    assert (page.context["program"].year, page.context["offices"]) == (world.program.year + 1, [])


def test_assigning_keeps_the_filter_of_the_list(client, world, model):
    client.force_login(world.staff)

    page = client.post(reverse("programs:assign_selected"), {"query": "?level=SD&pilih=1", "do": "assign"})

    assert page.url == f"{reverse('programs:verification_board')}?level=SD&pilih=1#daftar"


def test_a_refused_photo_leads_to_the_reason_and_the_foot_tells_the_version_of_the_program(client, world, model):
    client.force_login(world.verifier)
    sheet, broken = reverse("programs:sheet", args=[model.pk]), io.BytesIO(b"no picture")
    broken.name = "foto.jpg"

    refused = post(client, model, complete(model), do="foto", photos=broken)
    taken = post(client, model, complete(model), do="foto", photos=picture(), version=1)

    assert (refused.url, taken.url) == (sheet, f"{sheet}#foto")
    assert f"Imbas {settings.VERSION} ·" in text(client.get(sheet))


@pytest.mark.parametrize("rows", [1, 20])
def test_a_verifiers_list_costs_the_same_too(client, world, rows, django_assert_max_num_queries):
    proposal = sent(world)
    for _ in range(rows):
        given(world.group(proposal, imbas=2), world.verifier)
    client.force_login(world.verifier)
    client.get(reverse("programs:verification_board"))

    with django_assert_max_num_queries(10):
        page = client.get(reverse("programs:verification_board"))

    assert len(page.context["todo"]) == rows


def test_the_board_counts_each_list_beside_its_quota(client, world, model):
    verified(model, world.verifier)
    client.force_login(world.head)

    row = client.get(reverse("programs:verification_board")).context["offices"][0]

    assert (row["quota"], row["models"], row["fit"], row["waiting"], row["imbas"]) == (4, 1, 1, 0, 1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"MAWAR", "MELATI"}), ("verifier=none", {"MELATI"}), ("result=draft", {"MAWAR"}),
        ("result=none", {"MELATI"}),
        ("result=done", set()), ("result=fit", set()), ("level=SMA", set()), ("state=proposed", {"MAWAR", "MELATI"}),
        ("q=MAWAR", {"MAWAR"}),
    ],
)  # fmt: skip
def test_the_board_is_filtered(client, world, query, names):
    proposal = sent(world)
    a, b = (make_candidate(proposal, make_school(world.kampar, name=name)) for name in ("MAWAR", "MELATI"))
    given(a, world.verifier)
    save_sheet(a.pk, complete(a, result=""), version=0, by=world.verifier)
    client.force_login(world.staff)

    page = client.get(f"{reverse('programs:verification_board')}?{query}")

    assert {row.record.school.name for row in page.context["table"].rows} == names
    assert b.pk


def test_the_board_is_filtered_by_verifier_and_downloaded_as_shown(client, world, model):
    other = world.group(model.proposal, imbas=0)
    client.force_login(world.staff)

    page = client.get(f"{reverse('programs:verification_board')}?verifier={world.verifier.pk}&unduh=csv")

    lines = b"".join(page.streaming_content).decode()
    assert model.school.name in lines
    assert str(world.verifier) in lines
    assert other.school.name not in lines


def test_a_verifier_sees_his_schools_with_what_is_left(client, world, model):
    world.group(model.proposal, imbas=0)
    client.force_login(world.verifier)

    page = client.get(reverse("programs:verification_board"))

    assert [candidate for candidate, _ in page.context["todo"]] == [model]
    verified(model, world.verifier)
    assert "Layak" in text(client.get(reverse("programs:verification_board")))


def test_without_a_year_the_board_says_so(client, world):
    world.program.quotas.all().delete()
    world.program.stages.all().delete()
    world.program.delete()
    client.force_login(world.staff)

    assert "Belum ada tahun program" in text(client.get(reverse("programs:verification_board")))


def test_schools_have_no_board(client, world):
    client.force_login(world.school_head)

    assert client.get(reverse("programs:verification_board")).status_code == 403


def test_ticked_schools_are_given_and_taken_back(client, world):
    proposal = sent(world)
    models = [world.group(proposal, imbas=0) for _ in range(2)]
    client.force_login(world.staff)
    address, picked = reverse("programs:assign_selected"), [model.pk for model in models]

    page = client.post(address, {"pick": picked, "verifier": world.verifier.pk, "do": "assign"}, follow=True)
    assert "Verifikator ditugaskan untuk 2 sekolah." in text(page)
    again = client.post(address, {"pick": picked, "verifier": world.verifier.pk, "do": "assign"}, follow=True)
    assert "dilewati. Sudah ditugaskan" in text(again)
    client.post(address, {"pick": picked, "do": "release"})

    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"), [({}, "Pilih sedikitnya satu sekolah"), ({"pick": ["1"]}, "Pilih verifikator")]
)
def test_an_act_on_nothing_is_told(client, world, data, told):
    client.force_login(world.staff)

    assert told in text(client.post(reverse("programs:assign_selected"), data, follow=True))


def test_more_than_ten_left_out_are_summed_up(client, world):
    proposal = sent(world)
    picked = [world.group(proposal, imbas=0).pk for _ in range(12)]
    client.force_login(world.staff)

    page = client.post(reverse("programs:assign_selected"), {"pick": picked, "do": "release"}, follow=True)

    assert "Dan 2 sekolah lain dilewati." in text(page)


def test_sharing_out_is_looked_at_applied_and_undone(client, world):
    proposal = sent(world)
    for _ in range(3):
        world.group(proposal, imbas=0)
    client.force_login(world.staff)
    address = reverse("programs:assign", args=[world.program.pk])
    shown = client.get(address)

    client.post(address, {"digest": shown.context["digest"], "ceiling": ""})
    assert Assignment.objects.count() == 3
    page = client.post(reverse("programs:assign_undo", args=[world.program.pk]), follow=True)

    assert "dibatalkan untuk 3 sekolah" in text(page)
    assert not Assignment.objects.exists()


def test_the_sheet_is_saved_from_any_section(client, world, model):
    client.force_login(world.verifier)
    values = complete(model, condition="Perpustakaan belum dikelola")

    page = post(client, model, values, do="uraian", version=0)

    assert page["Location"].endswith("#uraian")
    assert Verification.objects.get().condition == "Perpustakaan belum dikelola"
    assert "Perpustakaan belum dikelola" in text(client.get(page["Location"]))


def test_finishing_with_gaps_saves_and_leads_to_them(client, world, model):
    client.force_login(world.verifier)

    page = post(client, model, complete(model, venue=""), do="finish", version=0)

    assert Verification.objects.get().finished_at is None
    shown = text(client.get(page["Location"].split("#")[0]))
    assert '<a href="#id_venue">Tempat pelaksanaan belum diisi.</a>' in shown


def test_a_complete_sheet_is_finished_with_one_press(client, world, model):
    client.force_login(world.verifier)

    page = post(client, model, complete(model), do="finish", version=0)

    model.refresh_from_db()
    assert model.state == "verified"
    assert "Berita Acara" in text(client.get(page["Location"]))


def test_what_cannot_be_kept_is_shown_again_with_all_the_rest(client, world, model):
    client.force_login(world.verifier)

    page = post(client, model, complete(model, visited_on="kemarin", venue="Aula"), do="isi", version=0)

    assert page.status_code == 200
    assert 'value="kemarin"' in text(page)
    assert 'value="Aula"' in text(page)


def test_a_clash_shows_both_values_and_keeps_the_chosen(client, world, model):
    save_sheet(model.pk, complete(model, venue="Aula", condition="Lama"), version=0, by=world.staff)
    client.force_login(world.verifier)
    page = post(client, model, complete(model, venue="Ruang guru", condition="Baru"), do="isi", version=0)
    assert page.status_code == 409
    assert {(row["mine"], row["theirs"]) for row in page.context["differing"]} == {
        ("Ruang guru", "Aula"), ("Baru", "Lama"),
    }  # fmt: skip

    chosen = {"choose_venue": "theirs", "choose_condition": "mine", "merge": "1", "version": 1}
    typed = {}
    for name, value in page.context["typed"]:
        typed.setdefault(name, []).append(value)
    client.post(reverse("programs:sheet", args=[model.pk]), typed | chosen)

    sheet = Verification.objects.get()
    assert (sheet.venue, sheet.condition, sheet.version) == ("Aula", "Baru", 2)


def test_photos_are_kept_once_and_can_be_taken_away(client, world, model):
    client.force_login(world.verifier)
    values = complete(model, venue="Aula")

    page = post(
        client, model, values, do="foto", version=0, photos=[picture(), picture("b.jpg", "blue")], caption="Gerbang"
    )
    post(client, model, values, do="foto", version=1, photos=[picture()])

    photos = VerificationPhoto.objects.all()
    assert [photo.caption for photo in photos] == ["Gerbang", "Gerbang"]
    assert Verification.objects.get().venue == "Aula"
    assert page.status_code == 302
    shown = client.get(reverse("programs:photo", args=[photos[0].pk]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    client.post(reverse("programs:photo_remove", args=[photos[0].pk]))
    assert VerificationPhoto.objects.count() == 1


def test_a_dinas_reads_the_sheet_only_when_it_is_finished(client, world, model):
    client.force_login(world.operator)
    address = reverse("programs:sheet", args=[model.pk])
    assert client.get(address).status_code == 403
    verified(model, world.verifier)

    page = client.get(address)

    assert page.status_code == 200
    assert "Hanya dapat dibaca" in text(page)


def test_a_conflict_is_declared_from_the_sheet(client, world, model):
    client.force_login(world.verifier)
    assert "Nyatakan benturan kepentingan" in text(client.get(reverse("programs:sheet", args=[model.pk])))

    page = client.post(reverse("programs:conflict", args=[model.pk]), {"reason": "Kerabat"}, follow=True)

    assert "Benturan kepentingan tercatat" in text(page)
    client.force_login(world.staff)
    assert "Kerabat" in text(client.get(reverse("programs:verification_board")))


def test_the_staff_reopens_from_the_sheet(client, world, model):
    save_sheet(model.pk, complete(model), version=0, by=world.verifier)
    finish(model.pk, by=world.verifier)
    client.force_login(world.staff)
    assert "Buka kembali" in text(client.get(reverse("programs:sheet", args=[model.pk])))

    client.post(reverse("programs:sheet_reopen", args=[model.pk]), {"reason": "Data keliru"})

    assert Verification.objects.get().finished_at is None


def test_an_imbas_school_has_no_sheet_of_its_own(client, world, model):
    client.force_login(world.staff)

    assert client.get(reverse("programs:sheet", args=[model.imbas.get().pk])).status_code == 404


def test_a_list_is_received_sent_back_and_closed_from_its_pages(client, world):
    proposal = sent(world, state="submitted")
    client.force_login(world.staff)
    client.post(reverse("programs:receive", args=[proposal.pk]))
    address = reverse("programs:send_back", args=[proposal.pk])
    assert "Tidak ada sekolah yang tidak layak" in text(client.get(address))
    assert client.post(address, {"reason": "Lengkapi"}).status_code == 200

    client.post(address, {"reason": "Lengkapi", "replace_until": "2099-01-01"})
    proposal.refresh_from_db()
    assert proposal.state == "returned"
    client.post(reverse("programs:close_by_lpmp", args=[proposal.pk]), {"reason": "Buntu"})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.close_reason) == ("closed_by_lpmp", "Buntu")
    verbs = Event.objects.about(proposal).values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("proposal.")][::-1] == [
        "proposal.received", "proposal.returned", "proposal.closed_by_lpmp",
    ]  # fmt: skip


def test_a_list_is_closed_jointly_from_its_page(client, world, model):
    verified(model, world.verifier)
    client.force_login(world.staff)

    client.post(reverse("programs:close_jointly", args=[model.proposal_id]))

    assert Candidate.objects.get(pk=model.pk).proposal.state == "closed_jointly"


def test_the_sheet_is_light_enough_for_a_phone(client, world):
    model = world.group(sent(world), imbas=5)
    given(model, world.verifier)
    client.force_login(world.verifier)

    page = client.get(reverse("programs:sheet", args=[model.pk]))

    assert len(gzip.compress(page.content)) <= 14_000
