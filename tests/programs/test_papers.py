"""Does every paper of the programme come out where its user looks for it, once, and only for who may?"""

from datetime import date

import pytest
from django.urls import reverse

from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.jobs import run_all_due
from core.models import Event
from core.queries import reference
from documents.models import Letter
from documents.services import bulk as bulk_services
from documents.services import moving
from programs import letters
from programs.forms.papers import new_meeting
from programs.letters.coordinating import days
from programs.letters.supporting import as_duties
from programs.models import Assignment, Meeting, Participation
from programs.services import coordination, notices, support_papers, visit_papers
from schools.models import Institution
from tests.documents import samples


def post(client, user, name, key, data=None, query=""):
    client.force_login(user)
    return client.post(reverse(f"programs:{name}", args=[key]) + query, data or {}, follow=True)


def plan(world, **fields):
    more = {"starts_on": "2020-02-10", "ends_on": "2020-02-11", "venue": "Aula", "version": 1}
    return new_meeting(world.program) | more | fields


@pytest.mark.embedded
def test_a_meeting_is_planned_with_the_four_topics_and_offices_are_invited_once(client, world):
    post(client, world.staff, "meeting_new", world.program.pk, plan(world))
    meeting = Meeting.objects.get()
    offices = [world.dinas_kampar.pk, world.dinas_siak.pk]

    post(client, world.staff, "meeting_invite", meeting.pk, {"offices": offices})
    again = post(client, world.staff, "meeting_invite", meeting.pk, {"offices": offices})

    letters = Letter.objects.filter(kind="invitation").order_by("number_seq")
    assert [(one.recipient_id, one.number_seq) for one in letters] == [(offices[0], 1), (offices[1], 2)]
    assert len(letters[0].content["topics"]) == 4
    assert letters[0].number in again.content.decode()
    assert list(Letter.objects.visible_to(world.operator)) == [letters[0]]


def test_a_changed_meeting_gives_a_new_invitation_and_a_stale_one_is_shown_both(client, world):
    meeting = samples.a_meeting(world)
    coordination.invite(meeting.pk, [world.dinas_kampar.pk], by=world.staff)
    values = {name: getattr(meeting, name) for name in ("title", "starts_on", "ends_on", "hours", "address", "topics")}

    coordination.change_meeting(meeting.pk, values | {"venue": "Hotel Contoh"}, version=1, by=world.staff)
    coordination.invite(meeting.pk, [world.dinas_kampar.pk], by=world.staff)
    stale = post(client, world.staff, "meeting_edit", meeting.pk, plan(world, venue="Balai"))

    venues = [row["content"]["facts"][2][1] for row in Letter.objects.order_by("pk").values("content")]
    assert [venue.split(",")[0] for venue in venues] == ["Aula LPMP Provinsi Riau", "Hotel Contoh"]
    assert stale.status_code == 409
    assert "Tempat: Hotel Contoh" in stale.content.decode()
    assert 'value="Balai"' in stale.content.decode()
    with pytest.raises(Stale):
        coordination.change_meeting(meeting.pk, values, version=1, by=world.staff)


def test_nobody_is_invited_by_others_or_without_being_ticked(world):
    meeting = samples.a_meeting(world)

    with pytest.raises(NotAllowed):
        coordination.invite(meeting.pk, [world.dinas_kampar.pk], by=world.operator)
    with pytest.raises(Incomplete, match="Centang"):
        coordination.invite(meeting.pk, [], by=world.staff)
    close(world.program)
    with pytest.raises(Conflict, match="ditutup"):
        coordination.invite(meeting.pk, [world.dinas_kampar.pk], by=world.staff)


def test_attendance_of_a_meeting_has_a_sheet_per_day(client, world):
    meeting = samples.a_meeting(world)

    page = post(client, world.staff, "meeting_attendance", meeting.pk)

    letter = Letter.objects.get(kind="attendance")
    assert page.redirect_chain == [(letter.get_absolute_url(), 302)]
    assert [session["name"] for session in letter.content["sessions"]] == ["Hari ke-1", "Hari ke-2"]
    assert letter.number == ""


def close(program):
    program.state, program.closed_at, program.closed_by = "closed", program.opened_at, program.opened_by
    program.save()


SUPPORT = {"forms_text": "Membentuk TPMPD\nMenugaskan pengawas", "amount": "250000000", "dated": "2020-03-02"}


@pytest.mark.embedded
@pytest.mark.parametrize(("head", "issuer"), [("", "dinas"), ("H. Bupati Contoh", "pemda")])
def test_a_dinas_writes_its_statement_signed_by_its_head_or_the_regional_head(client, world, head, issuer):
    query = f"?wilayah={world.kampar.pk}&jenis=statement"

    post(client, world.operator, "support_paper", world.program.pk, SUPPORT | {"head_name": head}, query)
    post(client, world.operator, "support_paper", world.program.pk, SUPPORT | {"head_name": head}, query)

    letter = Letter.objects.get()
    assert (letter.kind, letter.issuer.kind, letter.recipient) == ("support_statement", issuer, world.lpmp)
    assert letter.content["signer"]["title"] == ("Bupati Kampar" if head else "Kepala")
    assert "Rp250.000.000 (dua ratus lima puluh juta rupiah) bersumber dari APBD" in letter.content["budget"]
    assert Letter.objects.visible_to(world.operator).ours(world.operator).count() == 1


def test_only_staff_write_agreements_and_only_the_own_pemda_its_statement(client, world):
    agreed = post(
        client, world.staff, "support_paper", world.program.pk, SUPPORT | {"head_name": "H. Bupati"},
        f"?wilayah={world.kampar.pk}&jenis=agreement",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        support_papers.write_support(
            world.program.pk, world.kampar.pk, "agreement", samples.PROMISE, by=world.operator, head_name="H."
        )
    with pytest.raises(NotAllowed, match="pemerintah daerah Anda"):
        support_papers.write_support(
            world.program.pk, world.siak.pk, "statement", samples.PROMISE, by=world.operator
        )  # fmt: skip

    letter = Letter.objects.get()
    assert (letter.number, letter.issuer) == ("1/D7.4/KS/2020", world.lpmp)
    assert "Bupati Kampar, bertindak untuk dan atas nama Pemerintah Kabupaten Kampar" in agreed.content.decode()
    assert Institution.objects.get(kind="pemda").head_name == "H. Bupati"


def test_a_form_of_support_keeps_what_was_typed(client, world):
    query = f"?wilayah={world.kampar.pk}&jenis=agreement"

    page = post(client, world.staff, "support_paper", world.program.pk, SUPPORT | {"dated": "kapan"}, query)

    assert page.status_code == 200
    assert "Menugaskan pengawas" in page.content.decode()
    assert Letter.objects.count() == 0


def test_surat_tugas_names_officers_and_their_schools(client, world):
    model = world.group(world.ready(), imbas=1)
    Assignment.objects.create(candidate=model, verifier=world.verifier, assigned_by=world.staff)
    data = {"people": [world.verifier.pk], "starts_on": "2020-04-01", "ends_on": "2020-04-04", "basis": "DIPA",
            "dated": "2020-03-30"}  # fmt: skip

    nobody = post(client, world.staff, "task_letter", world.program.pk, data | {"people": []})
    post(client, world.staff, "task_letter", world.program.pk, data)

    letter = Letter.objects.get()
    assert "Pilih sedikitnya satu verifikator." in nobody.content.decode()
    assert [one["name"] for one in letter.content["officers"]] == [world.verifier.full_name]
    assert [row["name"] for row in letter.content["schools"]] == [model.school.name]
    with pytest.raises(NotAllowed):
        visit_papers.send_team(world.program.pk, [world.verifier.pk], samples.TOUR, by=world.operator)


@pytest.mark.embedded
def test_a_surat_tugas_is_kept_as_a_draft_initialled_and_issued_from_its_page(client, world):
    data = {"people": [world.verifier.pk], "starts_on": "2020-04-01", "ends_on": "2020-04-03", "basis": "Juknis;",
            "dated": "2020-03-30"}  # fmt: skip

    page = post(client, world.staff, "task_letter", world.program.pk, data | {"draft": "1"})
    letter = Letter.objects.get()
    moving.initial(letter.pk, by=world.staff)
    issued = moving.issue_draft(letter.pk, by=world.staff)

    assert "Konsep disimpan" in page.content.decode()
    assert (letter.state, letter.number, issued.number_seq) == ("draft", "", 1)


def test_a_draft_that_says_the_same_is_not_taken_for_an_issued_letter(world):
    team = [world.verifier.pk]
    draft = visit_papers.send_team(world.program.pk, team, samples.TOUR, by=world.staff, as_draft=True)

    issued = visit_papers.send_team(world.program.pk, team, samples.TOUR, by=world.staff)

    assert (draft.state, issued.state, draft.pk == issued.pk) == ("draft", "issued", False)


def test_the_province_is_shown_its_own_papers_and_not_those_of_each_regency(client, world):
    promise = letters.Promise(["mendampingi"], dated=date(2020, 2, 3))
    kampar = support_papers.write_support(
        world.program.pk, world.kampar.pk, "agreement", promise, by=world.staff, head_name="Bupati Contoh"
    )

    shown = [
        kampar.title in post_page(client, world.staff, world.program.pk, place).content.decode()
        for place in (world.kampar, world.province)
    ]

    assert shown == [True, False]


def post_page(client, user, program_id, place):
    client.force_login(user)
    return client.get(reverse("programs:support_paper", args=[program_id]), {"wilayah": place.pk, "jenis": "agreement"})


@pytest.mark.parametrize(("name", "kind"), [("instrument", "instrument"), ("visit_list", "attendance")])
def test_a_verifier_prints_what_the_visit_needs(client, world, name, kind):
    model = world.group(world.ready(), imbas=2)
    Assignment.objects.create(candidate=model, verifier=world.verifier, assigned_by=world.staff)

    post(client, world.verifier, name, model.pk)
    post(client, world.verifier, name, model.pk)

    letter = Letter.objects.get()
    assert (letter.kind, letter.subject, letter.number) == (kind, reference(model), "")
    assert letter.title in client.get(reverse("programs:sheet", args=[model.pk])).content.decode()


def test_the_record_of_the_fgd_waits_for_the_sheet(world):
    model = world.group(world.ready(), imbas=1)

    with pytest.raises(Incomplete) as refused:
        visit_papers.record_fgd(model.pk, by=world.staff)
    samples.a_verification(world, model)
    letter = visit_papers.record_fgd(model.pk, by=world.staff)

    assert [text for text, _ in refused.value.gaps] == [
        "Centang metode FGD pada lembar verifikasi", "Tulis hasil FGD pada bagian Komitmen seluruh komponen",
    ]  # fmt: skip
    assert letter.content["results"] == ["Seluruh komponen hadir dan menyatakan bersedia."]
    with pytest.raises(NotAllowed):
        visit_papers.record_fgd(model.pk, by=world.operator)


@pytest.mark.embedded
def test_every_determined_school_is_told_once(client, world):
    found = samples.a_participation(world)
    page = post(client, world.staff, "decree_notify", found.decree_id)
    run_all_due()

    everybody = [(one.pk, one.school.name) for one in Participation.objects.all()]
    again = bulk_services.start_bulk("notices", "Sekali lagi", everybody, by=world.staff)
    run_all_due()

    told = Letter.objects.filter(kind="school_notice")
    assert "Pemberitahuan kepada 3 sekolah sedang dibuat." in page.content.decode()
    assert {letter.school_id for letter in told} == set(found.program.participations.values_list("school", flat=True))
    assert (told.count(), again.items.counts()["ready"]) == (3, 3)
    assert Event.objects.filter(verb="decree.announced").count() == 1
    with pytest.raises(Conflict, match="sudah diberi tahu"):
        notices.announce(found.decree_id, by=world.staff)
    with pytest.raises(NotAllowed):
        notices.announce(found.decree_id, by=world.operator)


def test_a_notice_tells_a_model_its_imbas_schools_and_an_imbas_school_its_model(world):

    model = samples.a_participation(world)
    imbas = model.imbas.first()

    texts = [letters.school_notice(one).content for one in (model, imbas)]

    assert [name for name, *_ in texts[0]["partners"]] == [one.school.name for one in model.imbas.order_by("pk")]
    assert [name for name, *_ in texts[1]["partners"]] == [model.school.name]
    assert "Nomor 1/D7.4/KP/2020 tanggal 30 April 2020" in texts[0]["opening"]


def test_over_quota_schools_are_told_who_pays(world):

    model = samples.a_participation(world)
    model.funding = "over_quota"

    assert "Pemerintah Kabupaten Siak" in letters.school_notice(model).content["funding"]


def test_a_day_is_written_once_when_the_meeting_has_one(world):

    assert days(date(2020, 2, 10), date(2020, 2, 10)) == "Senin, 10 Februari 2020"


def test_typed_duties_become_one_sentence():
    assert as_duties(["Membentuk TPMPD", "Menugaskan pengawas."]) == ["membentuk TPMPD;", "menugaskan pengawas."]
    assert as_duties([]) == []
