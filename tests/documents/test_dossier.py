"""Does a dossier hold everything the asking person may see, whole and provable, and nothing else?"""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from core.errors import Conflict, NotAllowed
from core.events import record
from core.jobs import claim_next, run, run_all_due
from core.models import Event, Job
from documents import services
from documents.models import Dossier
from documents.rules import SignatureWay
from documents.services.dossier import ask_dossier
from documents.services.signing import attach
from programs.models import Commitment, Verification, VerificationPhoto
from tests.cast import make_candidate, make_school
from tests.documents import samples
from tests.documents.hands import one_page, printed
from tests.documents.test_incoming import entered
from tests.documents.test_services import words
from tests.files import pdf, upload

PICTURE = b"\xff\xd8\xff gambar"


@pytest.fixture
def stage(world):
    """A model school with a scan, a photo, letters of two sides, and an incoming letter of the LPMP."""
    world.row = world.proposal()
    model = make_candidate(world.row, world.school)
    scan = ContentFile(b"%PDF-1.4 komitmen", "pindaian.pdf")
    Commitment.objects.create(
        candidate=model, scan=scan, scan_sha256=hashlib.sha256(b"%PDF-1.4 komitmen").hexdigest(), receipt="KMT-1",
        uploaded_at=timezone.now(), uploaded_by=world.school_head,
    )  # fmt: skip
    sheet = samples.a_verification(world, model)
    VerificationPhoto.objects.create(
        verification=sheet, sha256=hashlib.sha256(PICTURE).hexdigest(), image=ContentFile(PICTURE, "foto.jpg"),
        uploaded_by=world.verifier,
    )  # fmt: skip
    world.letter = services.issue(words(world, issuer=world.lpmp, school=world.school), by=world.staff)
    services.draft(words(world, issuer=world.lpmp, school=world.school, title="Konsep rahasia"), by=world.staff)
    entered(world, school=world.school, scan=upload(pdf().read(), "masuk.pdf"))
    return world


def made(world, by, label="schools.School", subject=None):
    dossier = ask_dossier(label, (subject or world.school).pk, by=by)
    run_all_due()
    dossier.refresh_from_db()
    return dossier


def opened(dossier):
    with dossier.file.open() as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_a_dossier_of_a_school_holds_letters_uploads_decisions_and_sums(stage):
    dossier = made(stage, stage.staff)

    package = opened(dossier)
    names = package.namelist()
    folders = {name.partition("/")[0] for name in names}
    lines = [line.split("  ", 1) for line in package.read("SHA256SUMS").decode().splitlines()]
    assert folders >= {
        "surat",
        "surat-masuk",
        "komitmen",
        "verifikasi",
        "keputusan.json",
        "riwayat.json",
        "riwayat.html",
    }
    assert package.testzip() is None
    assert {name for _, name in lines} == set(names) - {"SHA256SUMS"}
    assert all(hashlib.sha256(package.read(name)).hexdigest() == digest for digest, name in lines)
    assert (dossier.files, Event.objects.filter(verb="dossier.made").count()) == (len(names), 1)


@pytest.mark.parametrize(("person", "told"), [("staff", True), ("school_head", False)])
def test_what_happened_to_the_candidate_is_told_to_whoever_reads_proposals(stage, person, told):
    record("letter.issued", stage.letter, by=stage.staff, within=stage.row.candidates.get())

    package = opened(made(stage, getattr(stage, person)))

    names = [name for name in package.namelist() if name.startswith("riwayat-calon")]
    assert names == (["riwayat-calon.json", "riwayat-calon.html"] if told else [])
    assert [line["verb"] for name in names[:1] for line in json.loads(package.read(name))] == ["letter.issued"] * told


def test_a_letter_without_its_pdf_names_no_file(stage):
    Job.objects.update(run_after=timezone.now() + timedelta(days=1))

    package = opened(made(stage, stage.staff))

    assert {line["file"] for line in json.loads(package.read("surat.json"))} == {""}


def test_the_signed_copy_lies_beside_its_letter(stage):
    printed(stage.letter)
    copy = attach(
        stage.letter.pk, one_page(), way=SignatureWay.WET, who="Kepala LPMP, Dr. Nama", facts={}, by=stage.staff
    )

    package = opened(made(stage, stage.staff))

    [name] = [name for name in package.namelist() if "bertanda-tangan" in name]
    [line] = [line for line in json.loads(package.read("surat.json")) if line["signatures"]]
    assert hashlib.sha256(package.read(name)).hexdigest() == copy.sha256
    assert (line["signatures"][0]["file"], line["file"] in package.namelist()) == (name, True)


def test_the_manifest_says_what_is_missing_and_what_has_changed(stage, media):
    Commitment.objects.update(scan_sha256="0" * 64)
    Job.objects.update(run_after=timezone.now() + timedelta(days=1))
    VerificationPhoto.objects.get().image.delete(save=False)

    manifest = json.loads(opened(made(stage, stage.staff)).read("manifest.json"))

    changed = [line["name"] for line in manifest["files"] if "recorded_sha256" in line]
    assert [name.partition("/")[0] for name in changed] == ["komitmen"]
    reasons = {line["name"].partition("/")[0]: line["why"] for line in manifest["missing"]}
    assert reasons["verifikasi"].startswith("Tidak dapat dibaca")
    assert reasons["surat"] == "PDF surat ini belum dibuat."


def test_the_dossier_of_the_school_itself_leaves_out_what_it_may_not_see(stage):
    package = opened(made(stage, stage.school_head))

    names = package.namelist()
    text = " ".join(package.read(name).decode() for name in names if name.endswith((".json", ".html")))
    assert [name for name in names if name.startswith(("surat-masuk", "verifikasi"))] == []
    assert "Konsep rahasia" not in text
    assert any(name.startswith("komitmen/") for name in names)
    assert "LAYAK" not in json.loads(package.read("keputusan.json"))[0]["result"].upper()


def test_the_dossier_of_an_office_leaves_out_the_sheet_that_is_not_finished(stage):
    Verification.objects.update(finished_at=None, finished_by=None)

    package = opened(made(stage, stage.operator))

    assert [name for name in package.namelist() if name.startswith("verifikasi")] == []
    assert json.loads(package.read("keputusan.json"))[0]["verified_on"] is None


@pytest.mark.parametrize("person", ["school_head", "staff", "operator"])
def test_a_dossier_of_a_school_holds_nothing_of_its_neighbour_in_the_same_proposal(stage, person):
    other = make_candidate(stage.row, make_school(stage.kampar, name="SD NEGERI TETANGGA"), note="Catatan tetangga")
    Commitment.objects.create(
        candidate=other, scan=ContentFile(b"%PDF-1.4 tetangga", "t.pdf"), scan_sha256="0" * 64, receipt="KMT-2",
        uploaded_at=timezone.now(), uploaded_by=stage.operator,
    )  # fmt: skip
    services.issue(words(stage, issuer=stage.lpmp, school=other.school, title="Untuk tetangga"), by=stage.staff)

    package = opened(made(stage, getattr(stage, person)))

    content = " ".join(package.namelist()) + " ".join(
        package.read(name).decode("latin-1") for name in package.namelist()
    )
    assert stage.school.npsn in content
    secrets = ("SD NEGERI TETANGGA", other.school.npsn, "etangga", "KMT-2")
    assert [word for word in secrets if word in content] == []


def test_a_dossier_of_a_proposal_holds_the_scans_of_its_schools(stage):
    dossier = made(stage, stage.operator, "programs.Proposal", stage.row)

    names = opened(dossier).namelist()

    assert [name for name in names if name.startswith("komitmen/")] != []
    assert [name for name in names if name.startswith("surat-masuk")] == []


def test_a_new_dossier_replaces_the_file_and_a_second_order_waits(stage, media):
    first = made(stage, stage.staff)
    Commitment.objects.all().delete()

    ask_dossier("schools.School", stage.school.pk, by=stage.staff)
    with pytest.raises(Conflict, match="sedang disiapkan"):
        ask_dossier("schools.School", stage.school.pk, by=stage.staff)
    run_all_due()

    second = Dossier.objects.get()
    assert (second.pk, second.sha256 != first.sha256) == (first.pk, True)
    assert [str(path.relative_to(media)) for path in media.glob("dosir/*")] == [second.file.name]


def test_work_that_died_half_way_is_done_again_from_the_start(stage, media):
    ask_dossier("schools.School", stage.school.pk, by=stage.staff)
    job = claim_next()
    while job.kind != "documents.dossier":
        run(job)
        job = claim_next()
    job.refresh_from_db()
    Job.objects.filter(pk=job.pk).update(claimed_at="2020-01-01T00:00:00Z")

    run_all_due()

    assert Dossier.objects.get().made_at is not None
    assert len(list(media.glob("dosir/*"))) == 1


def test_a_membership_that_ended_gets_no_dossier(stage):
    dossier = ask_dossier("schools.School", stage.school.pk, by=stage.staff)
    stage.staff.memberships.update(ended_at=timezone.now(), ended_by=stage.admin)

    run_all_due()

    assert dossier.job.error == "Keanggotaan yang meminta berkas ini sudah berakhir."


def test_the_file_is_served_to_whoever_asked_and_to_nobody_else(client, stage):
    dossier = made(stage, stage.staff)
    address = reverse("documents:dossier_file", args=[dossier.pk])
    client.force_login(stage.admin)
    other = client.get(address)
    client.force_login(stage.staff)

    answer = client.get(address)

    assert other.status_code == 404
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == dossier.sha256


def test_the_page_of_a_school_asks_follows_and_gives_the_file(client, stage):
    client.force_login(stage.staff)
    before = client.get(stage.school.get_absolute_url()).content.decode()
    asked = client.post(reverse("documents:dossier_school", args=[stage.school.pk]), follow=True).content.decode()
    run_all_due()

    ready = client.get(reverse("documents:dossier_school_state", args=[stage.school.pk])).content.decode()

    assert "Siapkan berkas lengkap" in before
    assert 'hx-trigger="every 2s"' in asked
    assert ("Unduh ZIP" in ready, "hx-trigger" in ready) == (True, False)


def test_the_page_of_a_proposal_has_the_same_and_strangers_have_nothing(client, stage):
    client.force_login(stage.operator)
    page = client.get(stage.row.get_absolute_url()).content.decode()
    client.force_login(stage.operator_siak)

    stranger = client.post(reverse("documents:dossier_proposal", args=[stage.row.pk]))

    assert "Siapkan berkas lengkap" in page
    assert (stranger.status_code, Dossier.objects.count()) == (404, 0)


def test_a_role_that_reads_no_letters_is_refused(world):
    world.staff.memberships.update(role="facilitator")
    world.staff.__dict__.pop("standings", None)
    world.staff.__dict__.pop("acting", None)

    with pytest.raises(NotAllowed):
        ask_dossier("schools.School", world.school.pk, by=world.staff)
