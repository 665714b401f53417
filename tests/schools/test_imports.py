"""Does a list of schools go in whole, in every layout, twice without a change, and with its history?"""

import pytest

from core import jobs
from core.errors import NotAllowed
from core.models import Event, Job
from core.uploads import BadUpload
from schools import services
from schools.models import ImportBatch, ImportRow, Place, School
from tests import files
from tests.cast import make_school
from tests.schools.lists import DUA, JENDELA, LAYOUTS, SATU, jendela

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


def put_in(file, by=None, **chosen):
    """Both steps at once. The batch as it is then."""
    batch = services.upload_import(file, by=by, queued=False, **chosen)
    services.check(batch)
    batch.refresh_from_db()
    services.commit(batch, by=by)
    batch.refresh_from_db()
    return batch


def look(file, **chosen):
    return services.examine(ImportBatch(file=file, **chosen))


def counts(batch):
    return batch.rows, batch.new, batch.changed, batch.unchanged, batch.rejected


def findings(batch, kind):
    return list(batch.findings.filter(kind=kind).values_list("row", "column", "value", "message"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read(world, layout):
    file, expected = LAYOUTS[layout]
    make_school(world.kampar, npsn="10499901", name="NAMA LAMA", latitude=None, longitude=None, head_name="")

    batch = put_in(file, regency=world.kampar)

    school = School.objects.get(npsn="10499901")
    assert {name: getattr(school, name) for name in expected} == expected
    assert (batch.changed, school.regency) == (1, world.kampar)


def test_new_schools_go_in_and_the_second_time_nothing_changes(world):
    first, second = put_in(jendela()), put_in(jendela())

    assert (counts(first), counts(second)) == ((2, 2, 0, 0, 0), (2, 0, 0, 2, 0))
    school = School.objects.get(npsn="10499902")
    assert (school.name, school.name_key, school.latitude) == ("SD NEGERI 008 CONTOH", "SD N 8 CONTOH", None)
    assert (school.regency, str(school.district)) == (world.kampar, "Kec. Contoh Hilir")


def test_looking_changes_nothing(world):
    before = School.objects.count(), Place.objects.count(), ImportBatch.objects.count()

    tally = look(jendela())

    assert tally.counts == {"rows": 2, "new": 2, "changed": 0, "unchanged": 0, "rejected": 0}
    assert before == (School.objects.count(), Place.objects.count(), ImportBatch.objects.count())


def test_a_change_is_shown_with_old_and_new_and_kept_in_history(world):
    put_in(jendela(SATU))

    batch = put_in(jendela(SATU.replace("SMP NEGERI 2 CONTOH HULU", "SMP NEGERI 2 CONTOH HULU RAYA")))

    school = School.objects.get(npsn="10499901")
    assert batch.findings.get(kind="changed").difference == {
        "nama": ["SMP NEGERI 2 CONTOH HULU", "SMP NEGERI 2 CONTOH HULU RAYA"]
    }
    assert {row.name for row in school.names.all()} == {"SMP NEGERI 2 CONTOH HULU", "SMP NEGERI 2 CONTOH HULU RAYA"}
    event = Event.objects.about(school).get()
    assert (event.verb, event.data["fields"]) == ("school.imported", "nama")


def test_nothing_is_ever_blanked(world):
    school = make_school(world.kampar, npsn="10499901", address="Jl. Lama", pupils=200, phone="0761")
    row = SATU.replace("Jl. Raya Contoh Km 58", "-").replace(".1150000,101.2867000", ",")

    put_in(jendela(row))

    after = School.objects.get(pk=school.pk)
    assert (after.address, after.pupils, after.phone, after.latitude) == ("Jl. Lama", 200, "0761", school.latitude)


def test_a_row_with_a_number_and_nothing_else_leaves_the_school_alone(world):
    school = make_school(world.kampar, npsn="10499901")

    batch = put_in(files.upload(b"npsn,Nama,Status Sekolah\n10499901,,\n10499999,,\n", "hasil.csv"))

    assert counts(batch) == (2, 0, 0, 1, 1)
    assert School.objects.get(pk=school.pk).name == school.name


def test_the_same_number_twice_is_reported(world):
    batch = put_in(jendela(SATU, SATU.replace("HULU", "HILIR")))

    assert counts(batch) == (2, 1, 0, 0, 1)
    assert findings(batch, "error") == [
        (3, "npsn", "10499901", "NPSN ini sudah ada di baris 2; yang kedua tidak dimasukkan.")
    ]


def test_a_number_that_changes_hands_is_flagged(world):
    make_school(world.kampar, npsn="10499901", name="SMA NEGERI 1 TELUK BELENGKONG", level="SMA")

    batch = put_in(jendela(SATU.replace("SMP NEGERI 2 CONTOH HULU", "SMAS MAARIF NURUL HIDAYAH")))

    flagged = batch.findings.filter(kind="warning", message__contains="dipakai ulang")
    assert flagged.get().message.count("SMA NEGERI 1 TELUK BELENGKONG") == 1


FAULTY = {
    "number": (SATU.replace("10499901", "123"), "npsn", "bukan NPSN"),
    "exponent": (SATU.replace("10499901", "1.04E+07"), "npsn", "notasi ilmiah"),
    "status": (SATU.replace(",N,", ",Y,"), "status", "tidak dikenal"),
    "form": (SATU.replace(",SMP,", ",123,"), "bentuk", "bukan bentuk"),
    "name": (SATU.replace("SMP NEGERI 2 CONTOH HULU", "-"), "sekolah", "nama"),
    "shifted": (SATU.replace("Prov. Riau", "INDONESIA"), "propinsi", "bergeser"),
}


@pytest.mark.parametrize(("row", "column", "word"), FAULTY.values(), ids=FAULTY.keys())
def test_a_fault_is_named_by_row_column_and_value(world, row, column, word):
    tally = look(jendela(row))

    error = tally.errors[0]
    assert (tally.rejected, error["row"], error["column"]) == (1, 2, column)
    assert word in error["message"]


def test_a_fault_quotes_what_was_typed(world):
    tally = look(jendela(SATU.replace(",N,", ",Y,")))

    assert tally.errors[0]["message"].startswith("Status «Y» tidak dikenal")


def test_a_kecamatan_made_from_the_file_is_named_by_its_own_column(world):
    batch = put_in(jendela(SATU))

    assert findings(batch, "warning")[0][:3] == (2, "kecamatan", "Contoh Hulu")


DOUBTFUL = {
    "far": (SATU.replace("101.2867000", "116.5"), "Koordinat 1"),
    "abroad": (SATU.replace(".1150000", "45.5"), "luar Indonesia"),
    "sign": (SATU.replace("101.2867000", "-101.2867"), "Tanda bujur tampaknya terbalik"),
    "half": (SATU.replace("101.2867000", "0"), "nol atau hanya separuh"),
    "whole": (SATU.replace(".1150000,101.2867000", "1,101"), "bilangan bulat"),
    "swapped": (SATU.replace(".1150000,101.2867000", "101.2867,.115"), "tertukar"),
    "impossible": (SATU.replace("101.2867000", "500"), "tidak mungkin"),
    "words": (SATU.replace("101.2867000", "timur"), "bukan koordinat"),
}


@pytest.mark.parametrize(("row", "words"), DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_a_doubtful_position_is_a_warning_and_the_school_goes_in(world, row, words):
    Place.objects.filter(pk=world.kampar.pk).update(latitude=0.3, longitude=101.2)

    batch = put_in(jendela(row))

    assert batch.new == 1
    assert any(words in message for *_, message in findings(batch, "warning"))


def test_missing_places_are_made_only_where_the_code_is_sure(world):
    sure = SATU.replace("090100", "091500").replace("Kab. Kampar", "Kab. Contoh Baru")
    unsure = b"npsn,nama,bentuk,status,provinsi,kabupaten\n10499903,SD X,SD,N,Riau,Kab. Tak Ada\n"

    made, refused = put_in(jendela(sure)), put_in(files.upload(unsure, "tanpa.csv"))

    place = Place.objects.get(kemdikbud_code="091500")
    assert (place.name, place.kind, place.parent) == ("Contoh Baru", "regency", world.province)
    assert (made.new, refused.rejected) == (1, 1)
    assert "tidak dikenal di Riau" in findings(refused, "error")[0][3]


def test_an_ambiguous_code_is_never_guessed(world):
    """1401 is Kampar in one system and Kuantan Singingi in another."""
    Place.objects.create(kind="regency", name="Kuantan Singingi", parent=world.province, code="14.09", bps_code="1401")
    text = b"npsn,nama,bentuk,status,kode_kab_kota\n10499901,SD X,SD,N,1401\n"

    asked = look(files.upload(text, "kode.csv"))
    chosen = {
        system: put_in(files.upload(text.replace(b"901", number), "kode.csv"), code_system=system)
        for system, number in (("bps", b"902"), ("kemendagri", b"903"))
    }

    assert "bermakna ganda" in asked.errors[0]["message"]
    assert [batch.new for batch in chosen.values()] == [1, 1]
    assert [s.regency.name for s in School.objects.filter(npsn__gte="10499902")] == ["Kampar", "Kuantan Singingi"]


def test_personal_data_is_refused(world):
    file = files.workbook([("Daftar Peserta Didik",), (), ("No", "Nama", "NIPD", "JK", "NISN", "NPSN"), (1, "Budi")])
    batch = services.upload_import(file, by=None, queued=False)

    with pytest.raises(BadUpload, match="data pribadi"):
        services.check(batch)

    batch.refresh_from_db()
    assert (batch.state, "NISN" in batch.refusal, counts(batch)) == ("refused", True, (0, 0, 0, 0, 0))


def test_personal_data_is_not_kept(world):
    batch = services.upload_import(files.upload(b"Nama,NISN,NPSN\nBudi,001,10400001\n", "murid.csv"), by=None)
    name, storage = batch.file.name, batch.file.storage

    with pytest.raises(BadUpload, match="data pribadi"):
        services.check(batch)

    batch.refresh_from_db()
    assert (batch.file.name, storage.exists(name), batch.file_name) == ("", False, "murid.csv")


def test_an_lpmp_changes_its_own_province_only(world):
    other = Place.objects.create(kind="province", name="Aceh", code="11", kemdikbud_code="060000", parent=world.nation)
    Place.objects.create(kind="regency", name="Pidie", code="11.07", kemdikbud_code="060300", parent=other)
    foreign = SATU.replace("090000", "060000").replace("Riau", "Aceh").replace("090100", "060300")

    batch = put_in(jendela(foreign.replace("Kab. Kampar", "Kab. Pidie"), DUA), by=world.staff)

    assert counts(batch) == (2, 1, 0, 0, 1)
    assert "luar provinsi" in findings(batch, "error")[0][3]


def test_the_jobs_check_and_put_in_with_progress(world):
    batch = services.upload_import(jendela(), by=world.staff)
    jobs.run_all_due()
    services.ask_commit(batch.pk, by=world.staff)
    jobs.run_all_due()

    batch.refresh_from_db()
    assert (batch.state, batch.committed_by, counts(batch)) == ("committed", world.staff, (2, 2, 0, 0, 0))
    assert [(job.state, job.done) for job in Job.objects.all()] == [("done", 2), ("done", 2)]
    assert len(batch.sha256) == 64


def test_a_file_is_put_in_once_and_a_cancelled_one_never(world):
    batch = services.upload_import(jendela(), by=world.staff)
    jobs.run_all_due()
    services.ask_commit(batch.pk, by=world.staff)
    cancelled = services.upload_import(jendela(DUA), by=world.staff)
    jobs.run_all_due()
    services.cancel_import(cancelled.pk, by=world.staff)

    with pytest.raises(NotAllowed):
        services.ask_commit(batch.pk, by=world.admin)
    with pytest.raises(NotAllowed, match="Dibatalkan"):
        services.ask_commit(cancelled.pk, by=world.staff)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        services.upload_import(jendela(), by=world.operator)


def test_a_job_that_died_half_way_is_finished_by_the_next(world):
    batch = services.upload_import(jendela(), by=world.staff, queued=False)
    services.check(batch)
    put_in(jendela(SATU))

    services.commit(batch, by=world.staff)

    assert School.objects.filter(npsn__startswith="104999").count() == 2
    assert School.objects.get(npsn="10499901").names.count() == 0


def test_sheets_headers_and_totals_in_the_middle(world):
    head = ("NPSN", "Nama", "Bentuk", "Status", "Provinsi", "Kabupaten")
    rows = [("Daftar", None), head, ("10499901", "SD A", "SD", "N", "Riau", "Kampar"), ("Jumlah", 1), head,
            (10499902.0, "SD B", "SD Umum", 1, "Prop. Riau", "KABUPATEN KAMPAR"), (None, None, "x")]  # fmt: skip

    batch = put_in(files.workbook(rows))

    assert counts(batch) == (2, 2, 0, 0, 0)
    assert set(ImportRow.objects.filter(kind="new").values_list("sheet", "row")) == {("Sheet", 3), ("Sheet", 6)}


def test_a_file_without_header_is_refused(world):
    with pytest.raises(BadUpload, match="Baris judul"):
        look(files.upload(b"a,b,c\n1,2,3\n", "apa.csv"))
    with pytest.raises(BadUpload, match="Baris judul"):
        look(files.upload("\n".join(["x,y"] * 40 + [JENDELA, SATU]).encode(), "jauh.csv"))
