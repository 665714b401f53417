"""Do the pages of a programme year show what they should to whom they should, and keep what was typed?"""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programs.models import ProgramYear, Quota, QuotaShare, Stage, SupportOutput
from programs.rules import StageKind
from programs.services.support import record_support
from tests.cast import make_program


@pytest.fixture
def admin(client, world):
    client.force_login(world.admin)
    return client


def page_of(client, name, *args, status=200):
    response = client.get(reverse(f"programs:{name}", args=args))
    assert response.status_code == status, response.content
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_for_any_number_of_years(admin, world, rows, django_assert_num_queries):
    for n in range(rows - 1):
        make_program(world.lpmp, 2021 + n, by=world.admin)
    admin.get(reverse("programs:years"))

    with django_assert_num_queries(7):
        page = admin.get(reverse("programs:years"))

    assert len(page.context["table"].rows) == rows


def test_the_year_page_shows_stages_quota_and_the_moves_of_the_admin(admin, world):
    page = page_of(admin, "year", world.program.pk)

    assert "Pengusulan calon sekolah" in page
    assert "Kab. Kampar" in page
    assert "Tutup tahun program" in page


def test_the_year_page_of_a_dinas_shows_its_own_quota_only(client, world):
    client.force_login(world.operator)

    page = page_of(client, "year", world.program.pk)

    assert "Kab. Kampar" in page
    assert "Kab. Siak" not in page
    assert "Tutup tahun program" not in page


def test_the_history_of_another_pemda_is_not_told_to_a_dinas(client, world):
    today = timezone.localdate()
    record_support(world.program.pk, world.siak.pk, "tpmpd", by=world.staff, received_on=today)
    record_support(world.program.pk, world.kampar.pk, "tpmpd", by=world.staff, received_on=today)
    client.force_login(world.operator)

    events = client.get(world.program.get_absolute_url()).context["events"]

    assert [event.data["subject"] for event in events] == ["Pembentukan TPMPD Kab. Kampar"]


def test_a_school_reads_no_programme_year(client, world):
    client.force_login(world.school_head)

    assert "melihat tahun program" in page_of(client, "year", world.program.pk, status=403)


NEW = {
    "year": 2021, "title": "Program 2021", "model_term": "Sekolah Model", "imbas_term": "Sekolah Imbas",
    "guideline": "", "default_models": 16, "default_imbas": 5,
}  # fmt: skip


def test_a_new_year_is_looked_at_first_and_created_second(admin, world):
    address = reverse("programs:year_new")

    preview = admin.post(address, NEW | {"langkah": "pratinjau"}).content.decode()
    before = ProgramYear.objects.count()
    answer = admin.post(address, NEW | {"langkah": "simpan"}, follow=True)

    assert "Pratinjau program 2021: 32 sekolah model, 160 sekolah imbas" in preview
    assert (before, ProgramYear.objects.count()) == (1, 2)
    assert "Tahun program 2021 disiapkan." in answer.content.decode()


@pytest.mark.parametrize("step", ["pratinjau", "simpan"])
def test_a_year_that_exists_is_refused_beside_its_field_before_any_preview(admin, world, step):
    for address in (reverse("programs:year_new"), reverse("programs:year_copy", args=[world.program.pk])):
        answer = admin.post(address, NEW | {"year": 2020, "langkah": step})

        assert (answer.context["plan"], ProgramYear.objects.count()) == (None, 1)
        assert answer.context["form"].errors["year"][0].startswith("Tahun program 2020 sudah ada.")


def test_a_year_is_copied_after_a_look(admin, world):
    address = reverse("programs:year_copy", args=[world.program.pk])

    preview = admin.post(address, {"year": 2021, "langkah": "pratinjau"}).content.decode()
    admin.post(address, {"year": 2021, "langkah": "simpan"})

    assert "Pratinjau program 2021: 16 sekolah model, 80 sekolah imbas" in preview
    assert ProgramYear.objects.get(year=2021).copied_from == world.program


def test_a_stale_change_shows_both_and_the_next_save_wins(admin, world):
    ProgramYear.objects.filter(pk=world.program.pk).update(version=2, title="Judul orang lain")
    address = reverse("programs:year_edit", args=[world.program.pk])
    typed = NEW | {"title": "Judul saya", "version": 1}

    stale = admin.post(address, typed)
    page = stale.content.decode()
    admin.post(address, typed | {"version": stale.context["form"]["version"].value()})

    assert (stale.status_code, "Judul orang lain" in page, "Judul saya" in page) == (409, True, True)
    assert ProgramYear.objects.get(pk=world.program.pk).title == "Judul saya"


def test_opening_and_closing_from_the_page(admin, world):
    admin.post(reverse("programs:year_close", args=[world.program.pk]), {"reason": "Selesai"})
    closed = ProgramYear.objects.get(pk=world.program.pk).state
    admin.post(reverse("programs:year_open", args=[world.program.pk]))

    assert (closed, ProgramYear.objects.get(pk=world.program.pk).state) == ("closed", "open")


def typed_quotas(world, **changes):
    values = {}
    for quota in Quota.objects.filter(program=world.program):
        row = {"models_total": 8, "imbas_per_model": 5, "version": 1, "SD": 2, "SMP": 2, "SMA": 2, "SMK": 2}
        values |= {f"{quota.pk}-{name}": value for name, value in row.items()}
    kampar = Quota.objects.get(program=world.program, place=world.kampar)
    return values | {f"{kampar.pk}-{name}": value for name, value in changes.items()}


def test_all_quotas_are_saved_together(admin, world):
    answer = admin.post(
        reverse("programs:quotas", args=[world.program.pk]), typed_quotas(world, models_total=10, SD=4), follow=True
    )

    assert "Kuota 1 kab/kota disimpan." in answer.content.decode()
    assert QuotaShare.objects.get(quota__place=world.kampar, level="SD").models_total == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"SD": 1}, "kuota SD tidak boleh kurang dari 2"), ({"SD": "dua"}, "Masukkan keseluruhan angka"),
     ({"SD": 9}, "jumlah jenjang 15, lebih dari kuota 8")],
)  # fmt: skip
def test_a_faulty_row_keeps_every_typed_value_and_saves_nothing(admin, world, changes, words):
    QuotaShare.objects.filter(quota__place=world.kampar, level="SD").update(taken=2)
    siak = Quota.objects.get(place=world.siak)
    typed = typed_quotas(world, **changes) | {f"{siak.pk}-imbas_per_model": 4}

    page = admin.post(reverse("programs:quotas", args=[world.program.pk]), typed).content.decode()

    assert words in page
    assert f'name="{siak.pk}-imbas_per_model" value="4"' in page
    assert Quota.objects.get(pk=siak.pk).imbas_per_model == 5


def test_the_quota_table_comes_out_as_a_sheet(admin, world):
    answer = admin.get(reverse("programs:quotas", args=[world.program.pk]), {"unduh": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [row[1].value for row in sheet.rows] == ["Kab/kota", "Kab. Kampar", "Kab. Siak"]


def test_a_dinas_reads_the_quota_table_and_cannot_save_it(client, world):
    client.force_login(world.operator)

    assert "Simpan semua kuota" not in page_of(client, "quotas", world.program.pk)
    answer = client.post(reverse("programs:quotas", args=[world.program.pk]), typed_quotas(world, SD=1))
    assert answer.status_code == 403


def test_a_dinas_shifts_on_the_page_of_its_quota(client, world):
    client.force_login(world.operator)
    quota = Quota.objects.get(place=world.kampar)
    page = page_of(client, "quota", quota.pk)

    answer = client.post(reverse("programs:quota_shift", args=[quota.pk]), {"source": "SD", "places": 1}, follow=True)

    assert ("SD ke SMP" in page, "SMA ke SMK" in page) == (True, False)
    assert "1 tempat digeser dari SD ke SMP." in answer.content.decode()


def test_a_dinas_reads_why_the_quota_is_more_than_it_may_propose(client, world):
    quota = Quota.objects.get(place=world.kampar)

    said = []
    for who in (world.operator, world.staff):
        client.force_login(who)
        said.append("SMA dan SMK diusulkan dinas provinsi" in page_of(client, "quota", quota.pk))

    assert said == [True, False]


def test_what_cannot_be_shifted_shows_the_page_again(client, world):
    client.force_login(world.operator)
    quota = Quota.objects.get(place=world.kampar)

    answer = client.post(reverse("programs:quota_shift", args=[quota.pk]), {"source": "SMA", "places": 0})

    assert set(answer.context["form"].errors) == {"source", "places"}


def test_the_quota_of_another_kabkota_does_not_exist_for_a_dinas(client, world):
    client.force_login(world.operator)
    quota = Quota.objects.get(place=world.siak)

    page_of(client, "quota", quota.pk, status=404)
    assert client.post(reverse("programs:quota_split", args=[quota.pk])).status_code == 404


def test_dividing_again_from_the_page(admin, world):
    quota = Quota.objects.get(place=world.kampar)

    answer = admin.post(reverse("programs:quota_split", args=[quota.pk]), follow=True)

    assert "dibagi ulang menurut jumlah sekolah" in answer.content.decode()


def typed_dates(world):
    stages = Stage.objects.filter(program=world.program)
    starts = {f"start_{s.kind}": s.starts_on.isoformat() for s in stages}
    return starts | {f"due_{s.kind}": s.due_on.isoformat() for s in stages}


def test_dates_are_saved_and_a_wrong_order_is_said_beside_the_field(admin, world):
    address = reverse("programs:stages", args=[world.program.pk])

    wrong = admin.post(address, typed_dates(world) | {"due_proposal": "2020-01-01"}).content.decode()
    answer = admin.post(address, typed_dates(world) | {"due_proposal": "2020-04-02"}, follow=True)

    assert "Batas tidak boleh mendahului" in wrong
    assert "1 tahap disimpan." in answer.content.decode()


def test_one_kabkota_gets_its_own_dates_and_gives_them_up(admin, world):
    own = {"kind": StageKind.PROPOSAL, "place": world.siak.pk, "starts_on": "2020-02-01", "due_on": "2020-04-20",
           "reason": "Banjir"}  # fmt: skip
    given = admin.post(reverse("programs:stage_for", args=[world.program.pk]), own, follow=True).content.decode()
    stage = Stage.objects.get(place=world.siak)

    admin.post(reverse("programs:stage_end", args=[stage.pk]))

    assert "Banjir" in given
    assert not Stage.objects.filter(place=world.siak).exists()


def support_address(world, kind="budget"):
    return reverse("programs:support_edit", args=[world.program.pk]) + f"?wilayah={world.kampar.pk}&jenis={kind}"


def test_an_output_is_written_down_with_its_document(admin, world):
    scan = SimpleUploadedFile("sk.jpg", photo())
    typed = {"received_on": "2020-02-12", "note": "SK 300", "amount": "75000000", "document": scan}

    answer = admin.post(support_address(world), typed, follow=True).content.decode()

    output = SupportOutput.objects.get()
    document = admin.get(reverse("programs:support_document", args=[output.pk]))
    assert ("SK 300" in answer, "Rp75.000.000" in answer, output.received_by) == (True, True, world.admin)
    assert b"".join(document.streaming_content).startswith(b"\xff\xd8")


def photo():
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


def test_a_false_document_is_refused_and_the_note_kept(admin, world):
    scan = SimpleUploadedFile("sk.pdf", b"MZ bukan dokumen")

    page = admin.post(support_address(world), {"received_on": "2020-02-12", "note": "SK 300", "document": scan})

    assert "SK 300" in page.content.decode()
    assert not SupportOutput.objects.exists()


def test_correcting_an_output_keeps_its_document(admin, world):
    SupportOutput.objects.create(program=world.program, place=world.kampar, kind="budget", document="dukungan/a.pdf")

    admin.post(support_address(world), {"received_on": "2020-02-13", "note": "Diperbaiki"})

    output = SupportOutput.objects.get()
    assert (output.note, output.document.name) == ("Diperbaiki", "dukungan/a.pdf")


@pytest.mark.parametrize("kind", ["", "tidak-ada"])
def test_an_unknown_output_does_not_exist(admin, world, kind):
    assert admin.get(support_address(world, kind)).status_code == 404


def test_a_document_of_another_pemda_does_not_exist_for_a_dinas(client, world):
    output = SupportOutput.objects.create(
        program=world.program, place=world.siak, kind="tpmpd", document="dukungan/x.pdf"
    )
    client.force_login(world.operator)

    page_of(client, "support_document", output.pk, status=404)


def test_the_matrix_comes_out_as_a_sheet(admin, world):
    answer = admin.get(reverse("programs:support", args=[world.program.pk]), {"unduh": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 1 + 3 * 5
