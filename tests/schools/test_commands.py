"""Do the commands say what they did, in JSON for programs and in words for people?"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from schools.models import ImportBatch, Institution, Place, School
from schools.rules import PlaceKind
from tests.cast import make_place
from tests.schools.lists import DUA, JENDELA, SATU, shared

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
REGIONS = """code,name,type,parent,kemdikbud_code,bps_code_2020,lat,lng
14,Riau,province,,090000,14,,
14.01,Kabupaten Kampar,regency,14,090100,1406,0.23,101.21
14.71,Kota Pekanbaru,city,14,096000,1471,0.53,101.45
"""
MINISTRY = """kode_wilayah,name_in_source,level,parent_kode_wilayah,kemendagri_code,kemendagri_name,match,source_year
090000,Riau,province,,14,Riau,name,2026
090100,Kab. Kampar,regency_city,090000,14.01,Kabupaten Kampar,name,2019
090101,Kec. Koto Gasip,district,090100,14.01.05,Koto Gasib,fuzzy,2019
350000,Sekolah Indonesia Luar Negeri,province,,,,none,2026
"""


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def listing(tmp_path):
    path = tmp_path / "sekolah.csv"
    path.write_text("\n".join([JENDELA, SATU, DUA, DUA.replace("10499902", "12")]))
    return path


def test_json_has_exactly_these_keys(world, listing):
    found = json.loads(run("import_schools", listing, "--json"))

    assert list(found) == ["rows", "new", "changed", "unchanged", "rejected", "errors"]
    assert [found[name] for name in ("rows", "new", "rejected")] == [3, 2, 1]
    assert list(found["errors"][0]) == ["row", "column", "value", "message"]
    assert ImportBatch.objects.count() == 0


def test_commit_keeps_the_file_and_the_second_time_changes_nothing(world, listing):
    words = run("import_schools", listing, "--commit")

    again = json.loads(run("import_schools", listing, "--commit", "--json"))
    assert "3 baris, 2 baru, 0 berubah, 0 sama, 1 ditolak" in words
    assert [again[name] for name in ("new", "changed", "unchanged")] == [0, 0, 2]
    assert [batch.state for batch in ImportBatch.objects.all()] == ["committed", "committed"]


def test_a_refused_file_ends_with_one_and_still_speaks_json(world, tmp_path):
    (tmp_path / "murid.csv").write_text("Nama,NISN\nBudi,001\n")
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("import_schools", tmp_path / "murid.csv", "--json", stdout=out, stderr=StringIO())

    found = json.loads(out.getvalue())
    assert (ended.value.code, found["rows"]) == (1, 0)
    assert "data pribadi" in found["errors"][0]["message"]


def test_a_missing_file_and_an_unknown_place_are_told(world, tmp_path, listing):
    with pytest.raises(SystemExit):
        run("import_schools", tmp_path / "tidak-ada.csv")
    with pytest.raises(CommandError, match="99.99"):
        run("import_schools", listing, kabkota="99.99")


def test_places_stand_with_three_codes_side_by_side(db, tmp_path):
    for name, text in (("a.csv", REGIONS), ("b.csv", MINISTRY)):
        (tmp_path / name).write_text(text)

    first, second = run("load_places", tmp_path / "a.csv"), run("load_places", tmp_path / "b.csv")

    assert (first.strip(), second.strip()) == ("3 baru, 0 dilengkapi", "1 baru, 0 dilengkapi")
    kampar = Place.objects.get(code="14.01")
    assert (kampar.kemdikbud_code, kampar.bps_code, kampar.name, kampar.latitude) == ("090100", "1406", "Kampar", 0.23)
    district = Place.objects.get(kind=PlaceKind.DISTRICT)
    assert (district.name, district.other_names, district.code) == ("Koto Gasib", ["Koto Gasip"], "")


def test_places_loaded_twice_stay_and_lacks_are_filled(db, tmp_path):
    nation = make_place(PlaceKind.NATION, name="Indonesia")
    make_place(PlaceKind.PROVINCE, nation, "Riau", code="14")
    (tmp_path / "a.csv").write_text(REGIONS)

    first, second = run("load_places", tmp_path / "a.csv"), run("load_places", tmp_path / "a.csv")

    assert (first.strip(), second.strip()) == ("2 baru, 1 dilengkapi", "0 baru, 0 dilengkapi")
    assert Place.objects.get(code="14").kemdikbud_code == "090000"


@pytest.mark.parametrize("text", ["x,y\n1,2\n", REGIONS.replace("14.01,Kab", "99.01,Kab").replace(",14,09", ",99,09")])
def test_places_of_no_known_format_or_without_parent_are_refused(db, tmp_path, text):
    (tmp_path / "a.csv").write_text(text)

    with pytest.raises(CommandError, match="Ditolak"):
        run("load_places", tmp_path / "a.csv")

    assert Place.objects.count() == 0


@pytest.mark.parametrize(("name", "rows"), [("riau", 5469), ("kaltim", 2931)])
def test_the_real_file_of_a_province_goes_in_whole_and_twice(db, name, rows):
    path = shared(f"schools_{name}_2019.csv")
    run("load_places", shared("regions.csv"))

    first = json.loads(run("import_schools", path, "--commit", "--json"))
    second = json.loads(run("import_schools", path, "--json"))

    assert (first["rows"], first["new"], second["unchanged"]) == (rows, rows, rows)
    assert School.objects.count() == rows


@pytest.mark.postgres
def test_the_whole_country_is_read(db):
    path = shared("schools_national_2019.csv.gz")
    run("load_places", shared("regions.csv"))

    found = json.loads(run("import_schools", path, "--json"))

    assert (found["rows"], found["new"], found["rejected"]) == (215372, 215371, 1)
    assert found["errors"][0]["value"] == "10263519"


def test_an_empty_installation_gets_an_lpmp_whose_admin_may_begin(client, tmp_path):
    (tmp_path / "wilayah.csv").write_text(REGIONS)
    run("load_places", tmp_path / "wilayah.csv")
    run("createsuperuser", "--no-input", username="ratna", name="Ratna Dewi")

    words = run("begin_lpmp", "14", "Ratna")
    again = run("begin_lpmp", "14", "ratna")

    client.force_login(User.objects.get())
    assert words == "Ratna Dewi: Admin LPMP · Provinsi Riau. 4 lembaga baru.\n"
    assert again == "Ratna Dewi: Admin LPMP · Provinsi Riau. 0 lembaga baru.\n"
    assert client.get("/").status_code == client.get(Institution.objects.first().get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("province", "username"), [("99", "ratna"), ("14", "tak.dikenal")])
def test_nothing_begins_without_the_province_or_the_person(world, province, username):
    User.objects.create_user("ratna")
    before = Institution.objects.count()

    with pytest.raises(CommandError, match="tidak ada"):
        run("begin_lpmp", province, username)

    assert Institution.objects.count() == before
