"""What does a filled-in spreadsheet do, and what is said about a bad one?"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook, load_workbook

from core.errors import Conflict
from core.models import Event
from programs.models import Candidate, QuotaShare
from programs.services.entry import add_model
from programs.services.sheet_format import COLUMNS, SHEET
from programs.services.sheet_template import template_for
from programs.services.spreadsheets import receive_sheet, take_in_sheet
from schools.models import School
from tests.cast import make_school

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
HEADS = [column.head for column in COLUMNS]


def workbook(*rows, heads=HEADS, title=SHEET):
    """A file with these rows; each row is a dict from head to value."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    out = BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="usulan.xlsx")


def model(school, **cells):
    return {"Peran": "Model", "NPSN": school.npsn} | cells


def imbas(school, of, **cells):
    return {"Peran": "Imbas", "NPSN": school.npsn, "NPSN sekolah model": of.npsn} | cells


def faults(upload):
    return [(fault["row"], fault["column"], fault["message"]) for fault in upload.faults]


@pytest.fixture
def proposal(world):
    return world.proposal()


@pytest.fixture
def send(world, proposal):
    def receive(*rows, **options):
        return receive_sheet(proposal.pk, workbook(*rows, **options), by=world.operator)

    return receive


def test_the_template_carries_the_draft_the_schools_and_the_choices(world, proposal):
    group = world.group(proposal, imbas=1, snp_note="=1+1")

    book = load_workbook(BytesIO(template_for(proposal)))

    rows = list(book[SHEET].iter_rows(values_only=True, max_row=3))
    assert rows[0] == tuple(HEADS)
    assert rows[1][:5] == ("Model", group.school.npsn, group.school.name, None, "Dalam kuota")
    assert (rows[1][8], rows[2][0], rows[2][3]) == ("'=1+1", "Imbas", group.school.npsn)
    assert world.school.npsn in [cell.value for cell in book["Sekolah"]["A"]]
    assert len(book[SHEET].data_validations.dataValidation) == 7


def test_the_template_of_a_province_holds_its_own_levels(world):
    school = make_school(world.siak, "SMK")

    book = load_workbook(BytesIO(template_for(world.proposal(office=world.dinas_riau))))

    assert [cell.value for cell in book["Sekolah"]["A"]] == ["NPSN", school.npsn]


def test_the_template_comes_back_unchanged(world, proposal):
    world.group(proposal, imbas=2, snp_note="=1+1")
    file = ContentFile(template_for(proposal), name="usulan.xlsx")

    upload = receive_sheet(proposal.pk, file, by=world.operator)

    assert (faults(upload), [change["kind"] for change in upload.changes]) == ([], ["same"] * 3)


def test_receiving_changes_nothing_and_taking_in_changes_all(world, proposal, send):
    near = world.schools(2)
    upload = send(model(world.school, Berkomitmen="Ya"), *[imbas(s, world.school) for s in near])
    before = Candidate.objects.count()

    take_in_sheet(proposal.pk, upload.pk, by=world.operator)

    added = Candidate.objects.models().get()
    assert (before, upload.rejected, added.committed, added.imbas.count(), added.share.taken) == (0, 0, True, 2, 1)
    assert Event.objects.get(verb="proposal.imported").data["rows"] == 3


def test_taking_in_twice_or_sending_twice_adds_nothing(world, proposal, send):
    upload = send(model(world.school))
    take_in_sheet(proposal.pk, upload.pk, by=world.operator)
    take_in_sheet(proposal.pk, upload.pk, by=world.operator)
    take_in_sheet(proposal.pk, send(model(world.school)).pk, by=world.operator)

    assert (Candidate.objects.count(), QuotaShare.objects.get(quota__place=world.kampar, level="SD").taken) == (1, 1)


def test_imbas_schools_join_a_model_of_the_draft(world, proposal, send):
    group = world.group(proposal, imbas=0)

    take_in_sheet(proposal.pk, send(imbas(world.school, group.school, Keterangan="Dekat")).pk, by=world.operator)

    assert group.imbas.get().note == "Dekat"


def test_a_changed_cell_is_shown_as_a_difference_and_an_empty_cell_changes_nothing(world, proposal, send):
    group = world.group(proposal, imbas=0, note="lama", snp_note="tetap")

    upload = send(model(group.school, **{"Keterangan": "baru", "Didukung daerah": "Tidak"}))
    take_in_sheet(proposal.pk, upload.pk, by=world.operator)

    group.refresh_from_db()
    assert upload.changes[0]["what"] == ["Didukung daerah: Ya → Tidak", "Keterangan: lama → baru"]
    assert (group.note, group.snp_note, group.supported) == ("baru", "tetap", False)


def test_a_school_missing_from_the_sheet_stays(world, proposal, send):
    world.group(proposal, imbas=0)

    take_in_sheet(proposal.pk, send(model(world.school)).pk, by=world.operator)

    assert Candidate.objects.live().count() == 2


def test_funding_outside_the_quota_takes_no_place(world, proposal, send):
    upload = send(model(world.school, Pendanaan="Di luar kuota"))

    take_in_sheet(proposal.pk, upload.pk, by=world.operator)

    assert Candidate.objects.get().share is None


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"Peran": None}, "Peran", "Peran belum diisi."),
        ({"Peran": "Induk"}, "Peran", "Isi dengan Model atau Imbas."),
        ({"NPSN": None}, "NPSN", "NPSN belum diisi."),
        ({"NPSN": "12AB"}, "NPSN", "«12AB» bukan NPSN: 8 angka, NP dan 6 angka, atau P dan 7 angka."),
        ({"NPSN": "99999999"}, "NPSN", "NPSN tidak ditemukan. Periksa angkanya, atau minta LPMP memperbarui data."),
        ({"NPSN": "=A1"}, "NPSN", "Sel berisi rumus. Salin, lalu tempel sebagai nilai."),
        ({"Keterangan": '=HYPERLINK("x")'}, "Keterangan", "Sel berisi rumus. Salin, lalu tempel sebagai nilai."),
        ({"Berkomitmen": "Mungkin"}, "Berkomitmen", "Isi dengan Ya atau Tidak."),
        ({"Pendanaan": "APBD"}, "Pendanaan", "Isi dengan Dalam kuota atau Di luar kuota."),
        ({"Keterangan": "x" * 301}, "Keterangan", "Paling panjang 300 huruf; yang ditulis 301."),
        ({"NPSN sekolah model": "10400001"}, "NPSN sekolah model",
         "Kosongkan: sekolah model tidak mempunyai sekolah model."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_row_and_column(world, send, cells, column, message):
    assert faults(send(model(world.school, **cells))) == [(2, column, message)]


def test_an_imbas_school_needs_a_model_that_is_there(world, send):
    near, far = world.schools(2)
    upload = send({"Peran": "Imbas", "NPSN": near.npsn}, imbas(far, world.school))

    assert faults(upload) == [
        (2, "NPSN sekolah model", "Tulis NPSN sekolah modelnya."),
        (3, "NPSN sekolah model", "Sekolah model ini tidak ada pada lembar atau usulan."),
    ]


def test_an_imbas_school_of_an_unknown_model_is_a_fault_and_no_fault_of_ours(world, send):
    unknown = School(npsn="99999999")

    upload = send(model(unknown), imbas(world.school, unknown))

    assert [(row, column) for row, column, _ in faults(upload)] == [(2, "NPSN"), (3, "NPSN sekolah model")]


def test_a_sheet_that_breaks_off_is_refused_as_a_whole(world, proposal):
    whole, broken = ZipFile(workbook(model(world.school))), BytesIO()
    with ZipFile(broken, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, content[:-40] if name.endswith("sheet1.xml") else content)

    upload = receive_sheet(proposal.pk, ContentFile(broken.getvalue(), name="usulan.xlsx"), by=world.operator)

    assert [message for *_, message in faults(upload)] == [
        "Berkas tidak dapat dibaca sebagai Excel. Simpan ulang sebagai .xlsx, lalu unggah."
    ]


def test_a_number_twice_is_named_with_its_first_row(world, send):
    assert faults(send(model(world.school), model(world.school))) == [(3, "NPSN", "NPSN ini sudah ada pada baris 2.")]


def test_the_rules_of_eligibility_hold_in_the_sheet_too(world, send):
    met, sma = make_school(world.kampar, quality="5"), make_school(world.kampar, "SMA")
    elsewhere = make_school(world.siak)

    upload = send(model(met), model(sma), model(elsewhere))

    assert [message for _, _, message in faults(upload)] == [
        "Sudah memenuhi SNP; sekolah model dipilih dari yang belum.", "Jenjang SMA diusulkan oleh dinas provinsi.",
        "Sekolah ini berada di Kab. Siak, di luar wilayah Anda.",
    ]  # fmt: skip


def test_an_imbas_school_of_another_level_is_refused(world, send):
    upload = send(model(world.school), imbas(make_school(world.kampar, "SMP"), world.school))

    assert faults(upload) == [(3, "NPSN", "Jenjang SMP berbeda dari sekolah modelnya (SD).")]


def test_more_models_than_places_are_refused_in_the_order_of_the_rows(world, send):
    upload = send(*[model(school) for school in world.schools(3)])

    assert faults(upload) == [(4, "Pendanaan", "Kuota SD Kab. Kampar tidak cukup. Pilih «Di luar kuota».")]


def test_more_imbas_schools_than_the_target_are_refused(world, send):
    upload = send(model(world.school), *[imbas(school, world.school) for school in world.schools(6)])

    assert faults(upload) == [
        (8, "NPSN sekolah model", "Sekolah imbas SD NEGERI 008 LUBUK SAKAI melebihi sasaran 5."),
    ]


def test_a_known_school_does_not_change_its_part_or_its_model(world, proposal, send):
    one, other = world.group(proposal, imbas=1), world.group(proposal, imbas=0)
    follower = one.imbas.get()

    upload = send(imbas(one.school, other.school), imbas(follower.school, other.school))

    assert faults(upload) == [
        (2, "Peran", "Sudah diusulkan sebagai Model. Keluarkan dahulu dari usulan."),
        (3, "NPSN sekolah model", f"Sudah menjadi imbas dari {one.school.name}. Keluarkan dahulu dari usulan."),
    ]


def test_a_decided_school_does_not_change(world, proposal, send):
    group = world.group(proposal, imbas=0, state="verified")

    upload = send(model(group.school, Keterangan="baru"))

    assert faults(upload) == [(2, "NPSN", "Sudah «Layak»; isiannya tidak dapat diubah.")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"title": "Lembar1"}, "Lembar «Usulan» tidak ada. Pakai templat yang diunduh dari halaman usulan."),
        ({"heads": ["Peran", "NPSN"]},
         "Kolom «NPSN sekolah model» tidak ada pada baris judul. Pakai templat, jangan ubah judulnya."),
        ({}, "Lembar ini belum berisi sekolah."),
    ],
)  # fmt: skip
def test_a_wrong_sheet_is_refused_as_a_whole(send, options, message):
    assert [fault["message"] for fault in send(**options).faults] == [message]


def test_a_file_that_is_no_workbook_is_refused(world, proposal):
    upload = receive_sheet(proposal.pk, ContentFile(b"PK\x03\x04 rusak", name="x.xlsx"), by=world.operator)

    assert "tidak dapat dibaca sebagai Excel" in upload.faults[0]["message"]


def test_columns_may_stand_in_any_order(world, proposal, send):
    upload = send(model(world.school), heads=list(reversed(HEADS)))

    assert (upload.rejected, len(upload.changes)) == (0, 1)


def test_rows_beyond_the_limit_are_said_and_not_read(world, send, monkeypatch):
    monkeypatch.setattr("programs.services.sheet_reader.MAX_ROWS", 1)

    upload = send(model(world.school), model(world.schools(1)[0]))

    assert faults(upload)[0][2] == "Paling banyak 1 baris; baris ini dan sesudahnya tidak dibaca."


def test_what_changed_since_the_preview_is_checked_again(world, proposal, send):
    upload = send(model(world.school))
    QuotaShare.objects.update(taken=2)

    with pytest.raises(Conflict, match="1 galat. Baris 2: Kuota SD"):
        take_in_sheet(proposal.pk, upload.pk, by=world.operator)

    assert Candidate.objects.count() == 0


def test_after_a_return_schools_are_replaced_on_their_pages(world):
    returned = world.proposal(state="returned", returned_at=world.program.opened_at, returned_by=world.staff)

    upload = receive_sheet(returned.pk, workbook(model(world.school)), by=world.operator)

    assert upload.faults[0]["message"].startswith("Putaran pengganti diisi per sekolah")


def test_funding_in_the_sheet_moves_the_place(world, proposal, send):
    add_model(proposal.pk, world.school.pk, by=world.operator)

    upload = send(model(world.school, Pendanaan="Di luar kuota"))
    take_in_sheet(proposal.pk, upload.pk, by=world.operator)

    assert upload.changes[0]["what"] == ["Pendanaan: Dalam kuota → Di luar kuota"]
    assert QuotaShare.objects.get(quota__place=world.kampar, level="SD").taken == 0
