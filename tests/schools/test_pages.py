"""Do the pages of schools show what is asked for, at a constant price, and take corrections without losing any?"""

from decimal import Decimal

import pytest
from django.urls import reverse

from core import jobs
from core.errors import NotAllowed
from core.models import Event
from schools.models import Cluster, ImportBatch, ImportRow, Institution, School
from schools.services import save_cluster
from tests import files
from tests.cast import make_candidate, make_person, make_place, make_school
from tests.schools.lists import SATU, jendela

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user, backend="accounts.backends.UsernameOrEmail")
        client.get(reverse("portal:help"))
        return client

    return sign_in


def names(page):
    return [row.record.name for row in page.context["table"].paginated_rows]


def make_many(world, count):
    for _ in range(count):
        school = make_school(world.kampar)
        Cluster.objects.create(kind="gugus", name=f"G {school.npsn}", level="SD", place=world.kampar).schools.add(
            school
        )


@pytest.mark.parametrize("name", ["list", "map", "clusters", "institutions", "import_list"])
def test_lists_ask_as_often_for_one_row_as_for_twenty(as_, world, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_many(world, 1)
    client = as_(world.staff)
    with CaptureQueriesContext(connection) as first:
        client.get(reverse(f"schools:{name}"))
    make_many(world, 19)

    with django_assert_num_queries(len(first)):
        client.get(reverse(f"schools:{name}"))


FILTERS = {
    "q": ("sdn 8 lubuk", 1), "jenjang": ("SMP", 1), "status": ("S", 1), "mutu": ("4", 1), "akreditasi": ("TT", 1),
    "peran": ("none", 3), "kabkota": ("", 3),
}  # fmt: skip


@pytest.mark.parametrize(("field", "value", "count"), [(f, *v) for f, v in FILTERS.items()], ids=FILTERS)
def test_list_is_filtered(as_, world, field, value, count):
    make_school(world.kampar, "SMP", status="S")
    make_school(world.siak, quality="4", accreditation="TT")

    page = as_(world.staff).get(reverse("schools:list"), {field: value})

    assert len(names(page)) == count


def test_kecamatan_is_offered_for_the_chosen_kabkota_only(as_, world):
    district = make_place("district", world.kampar, "Bangkinang")
    inside = make_school(world.kampar, district=district)

    page = as_(world.staff).get(reverse("schools:list"), {"kabkota": world.kampar.pk, "kecamatan": district.pk})

    assert names(page) == [inside.name]
    assert "kecamatan" not in as_(world.staff).get(reverse("schools:list")).context["filter"].form.fields


def test_list_is_exported_as_shown(as_, world):
    make_school(world.siak, name="SD SIAK")

    export = as_(world.staff).get(reverse("schools:list"), {"kabkota": world.siak.pk, "unduh": "csv"})

    lines = b"".join(export.streaming_content).decode().splitlines()
    assert [line.split(";")[1] for line in lines] == ["Nama", "SD SIAK"]


def test_map_draws_a_dot_a_school_and_says_the_same_in_a_table(as_, world):
    make_school(world.kampar, latitude=None, longitude=None)
    make_school(world.kampar, latitude=48.0, longitude=2.0)

    page = as_(world.staff).get(reverse("schools:map"))

    text = page.content.decode()
    assert (page.context["map"]["count"], page.context["map"]["total"]) == (1, 3)
    assert reverse("schools:detail", args=[world.school.pk]) in text
    assert '<td class="num">1</td>' in text


def test_many_dots_are_thinned_to_cells_that_open_a_nearer_map(as_, world, monkeypatch):
    monkeypatch.setattr("schools.reports.MANY_DOTS", 5)
    for n in range(12):
        make_school(world.kampar, latitude=0.3 + n / 100_000, longitude=101.2 + n % 2)

    page = as_(world.staff).get(reverse("schools:map"))

    box = next(dot["box"] for dot in page.context["map"]["dots"] if dot["n"] > 1)
    near = as_(world.staff).get(reverse("schools:map"), {"kotak": box})
    assert sum(dot["n"] for dot in page.context["map"]["dots"]) == 13
    assert 0 < near.context["map"]["count"] < 13


@pytest.mark.parametrize("box", ["", "a,b", "1,2,3", "101,0,100,1", "nan,0,1,1"])
def test_a_box_that_is_none_shows_the_whole_map(as_, world, box):
    page = as_(world.staff).get(reverse("schools:map"), {"kotak": box})

    assert page.context["map"]["count"] == 1


def test_a_map_without_dots_says_what_to_do(as_, world):
    page = as_(world.staff).get(reverse("schools:map"), {"q": "tidak ada"})

    assert "Tidak ada titik" in page.content.decode()


def test_page_tells_the_whole_story(as_, world):
    school = world.school
    school.names.create(name="SD LAMA")
    make_candidate(world.proposal(), school)
    Cluster.objects.create(kind="gugus", name="Melati", level="SD", place=world.kampar).schools.add(
        school, make_school(world.kampar, name="SD SEGUGUS")
    )

    text = as_(world.staff).get(school.get_absolute_url()).content.decode()

    said = ["SD LAMA", "Calon model 2020", "Gugus Melati", "SD SEGUGUS", world.school_head.name, "Menuju SNP 3"]
    assert [word for word in said if word not in text] == []


def test_a_school_reads_who_its_neighbours_are_without_links_that_lead_nowhere(as_, world):
    other = make_school(world.kampar, name="SD SEGUGUS")
    cluster = Cluster.objects.create(kind="gugus", name="Melati", level="SD", place=world.kampar)
    cluster.schools.add(world.school, other)

    for page in (world.school.get_absolute_url(), cluster.get_absolute_url()):
        at_school, at_office = (as_(who).get(page).content.decode() for who in (world.school_head, world.operator))

        assert "SD SEGUGUS" in at_school
        assert other.get_absolute_url() not in at_school
        assert other.get_absolute_url() in at_office


def test_only_a_school_of_vocations_is_asked_for_them(as_, world):
    page = as_(world.staff).get(world.school.get_absolute_url())

    assert "Kompetensi keahlian" not in page.content.decode()


def test_a_school_corrects_what_it_knows_and_history_says_old_and_new(as_, world):
    client = as_(world.school_head)
    page = client.get(reverse("schools:edit", args=[world.school.pk]))
    seen = page.context["form"].initial["seen"]

    done = client.post(
        page.request["PATH_INFO"], {"head_name": "Siti", "phone": "0761", "name": "CURANG", "seen": seen}
    )

    school = School.objects.get(pk=world.school.pk)
    changes = Event.objects.about(school).first().data["changes"]
    assert (done.status_code, school.head_name, school.name) == (302, "Siti", world.school.name)
    assert changes["kepala sekolah"] == ["Kepala Sekolah Contoh", "Siti"]
    assert "name" not in page.context["form"].fields


@pytest.mark.parametrize("typed", [("0,5071", "101,447"), ("0.5071", "101.447")])
def test_degrees_are_read_with_comma_and_with_dot_and_shown_with_comma(as_, world, typed):
    head, link = as_(world.school_head), reverse("schools:edit", args=[world.school.pk])
    form = head.get(link).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    head.post(link, data | dict(zip(("latitude", "longitude"), typed, strict=True)))

    world.school.refresh_from_db()
    assert (world.school.latitude, world.school.longitude) == (0.5071, 101.447)
    assert 'value="0,5071"' in head.get(link).content.decode()


def test_staff_change_all_and_a_new_name_enters_the_history(as_, world):
    client, url = as_(world.staff), reverse("schools:edit", args=[world.school.pk])
    values = {"name": "SD NEGERI 9 BARU", "level": "SD", "form": "SD", "status": "N", "is_open": "on",
              "regency": world.kampar.pk, "packages": "A\n\nB", "latitude": "0.5", "longitude": "101.5"}  # fmt: skip

    done = client.post(url, values)

    school = School.objects.get(pk=world.school.pk)
    assert (done.status_code, school.name_key, school.packages) == (302, "SD N 9 BARU", ["A", "B"])
    assert {row.name for row in school.names.all()} == {"SD NEGERI 008 LUBUK SAKAI", "SD NEGERI 9 BARU"}


def test_a_stale_save_shows_both_values_and_loses_nothing(as_, world):
    client, url = as_(world.school_head), reverse("schools:edit", args=[world.school.pk])
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, {"head_name": "Yang Lain", "seen": seen})

    page = client.post(url, {"head_name": "Yang Ini", "seen": seen})
    again = client.post(url, {"head_name": "Yang Ini", "seen": page.context["form"]["seen"].value()})

    text = page.content.decode()
    assert (page.status_code, "Yang Ini" in text, "Yang Lain" in text, again.status_code) == (409, True, True, 302)
    assert School.objects.get(pk=world.school.pk).head_name == "Yang Ini"


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("head_nip", "123", "18 angka"), ("latitude", "0.5", "kedua-duanya"), ("email", "bukan", "valid")],
)
def test_a_faulty_correction_keeps_everything_typed(as_, world, field, value, word):
    typed = {"head_name": "Tetap Ada", field: value}

    page = as_(world.school_head).post(reverse("schools:edit", args=[world.school.pk]), typed)

    text = page.content.decode()
    assert (page.status_code, "Tetap Ada" in text, value in text) == (200, True, True)
    assert word in str(page.context["form"].errors[field])


def test_schools_are_put_into_a_cluster_in_bulk(as_, world):
    client = as_(world.operator)
    ids = [school.pk for school in world.schools(3)]
    client.post(
        reverse("schools:cluster_new"), {"kind": "gugus", "name": "Mawar", "level": "SD", "place": world.kampar.pk}
    )
    cluster = Cluster.objects.get()

    client.post(cluster.get_absolute_url(), {"school": ids})
    client.post(cluster.get_absolute_url(), {"school": ids[:2]})

    assert sorted(cluster.schools.values_list("pk", flat=True)) == ids[:2]
    assert [e.verb for e in Event.objects.about(cluster)][0] == "cluster.filled"
    assert client.get(cluster.get_absolute_url()).context["members"].count() == 2


def test_a_member_that_lies_elsewhere_is_offered_and_stays(as_, world):
    cluster = Cluster.objects.create(kind="gugus", name="Mawar", level="SD", place=world.kampar)
    far = make_school(world.siak, cluster=cluster)
    client = as_(world.staff)

    offered = client.get(cluster.get_absolute_url()).context["schools"]
    client.post(cluster.get_absolute_url(), {"school": [far.pk, world.school.pk]})

    assert offered[0] == far
    assert set(cluster.schools.all()) == {far, world.school}


def test_a_cluster_is_made_in_the_own_area_only(world):
    values = {"kind": "gugus", "name": "Mawar", "level": "SD", "place": world.siak}

    with pytest.raises(NotAllowed, match="di luar wewenang"):
        save_cluster(None, values, by=world.operator)

    assert not Cluster.objects.exists()


def test_two_clusters_of_a_place_do_not_share_a_name_and_a_cluster_is_renamed(as_, world):
    client = as_(world.staff)
    values = {"kind": "klaster", "name": "Satu", "level": "SMP", "place": world.siak.pk}
    client.post(reverse("schools:cluster_new"), values)

    page = client.post(reverse("schools:cluster_new"), values)
    client.post(reverse("schools:cluster_edit", args=[Cluster.objects.get().pk]), values | {"name": "Dua"})

    assert "sudah ada" in page.content.decode()
    assert Cluster.objects.get().name == "Dua"


OFFICE = {"name": "BPMP Provinsi Riau", "short_name": "BPMP Riau", "parent_name": "KEMENTERIAN", "head_title": "Kepala",
          "number_format": "{seq4}/{unit}/{year}", "unit_code": "C7"}  # fmt: skip


def test_the_name_of_an_office_is_data_and_its_logo_is_written_anew(as_, world):
    client = as_(world.admin)
    logo = files.picture("PNG", mode="RGBA", name="logo.png")

    client.post(reverse("schools:institution", args=[world.lpmp.pk]), OFFICE | {"logo": logo})

    lpmp = Institution.objects.get(pk=world.lpmp.pk)
    shown = client.get(reverse("schools:logo", args=[lpmp.pk]))
    page = client.get(lpmp.get_absolute_url()).content.decode()
    assert (lpmp.short_name, shown["Content-Type"]) == ("BPMP Riau", "image/png")
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    assert "0012/C7/2020" in page


def test_a_faulty_number_format_is_explained_and_shown_while_typing(as_, world):
    client = as_(world.admin)

    page = client.post(reverse("schools:institution", args=[world.lpmp.pk]), OFFICE | {"number_format": "{tahun}"})
    live = client.get(reverse("schools:number_example"), {"number_format": "{seq}/{year}"})

    assert "tidak dikenal" in page.content.decode()
    assert "12/2020" in live.content.decode()


def test_a_dinas_edits_its_own_office_and_no_other(as_, world):
    client = as_(world.operator)

    own = client.post(reverse("schools:institution", args=[world.dinas_kampar.pk]), OFFICE)
    lpmp = client.post(reverse("schools:institution", args=[world.lpmp.pk]), OFFICE)
    siak = client.get(reverse("schools:institution", args=[world.dinas_siak.pk]))

    assert (own.status_code, lpmp.status_code, siak.status_code) == (302, 403, 404)
    assert as_(make_person("tpmps", world.school)).get(reverse("schools:institutions")).status_code == 403


def test_an_import_goes_from_upload_to_summary(as_, world):
    client = as_(world.staff)
    first = client.post(
        reverse("schools:import_new"), {"file": jendela(SATU, SATU.replace("10499901", "9"))}, follow=True
    )
    partial = client.get(first.request["PATH_INFO"], headers={"HX-Request": "true"})
    jobs.run_all_due()
    ready = client.get(first.request["PATH_INFO"], headers={"HX-Request": "true"})
    looked = client.get(first.request["PATH_INFO"], {"kind": "error"})
    faults = client.get(first.request["PATH_INFO"], {"kind": "error", "unduh": "xlsx"})
    client.post(reverse("schools:import_commit", args=[ImportBatch.objects.get().pk]))
    jobs.run_all_due()
    done = client.get(first.request["PATH_INFO"]).content.decode()

    assert "sedang diperiksa" in first.content.decode()
    assert ("hx-get" in partial.content.decode(), ready.headers.get("HX-Refresh")) == (True, "true")
    assert [row.record.row for row in looked.context["table"].paginated_rows] == [3]
    assert b"".join(faults.streaming_content).startswith(b"PK")
    assert ("Sudah dimasukkan" in done, School.objects.filter(npsn="10499901").count()) == (True, 1)


def test_the_same_file_again_is_noticed_and_the_original_is_kept(as_, world):
    client = as_(world.staff)
    for _ in range(2):
        client.post(reverse("schools:import_new"), {"file": jendela(SATU)})
        jobs.run_all_due()
        client.post(reverse("schools:import_commit", args=[ImportBatch.objects.first().pk]))
        jobs.run_all_due()

    last = ImportBatch.objects.first()
    page = client.get(last.get_absolute_url()).content.decode()
    kept = client.get(reverse("schools:import_file", args=[last.pk]))
    assert "persis sama" in page
    assert b"".join(kept.streaming_content) == jendela(SATU).read()


def test_findings_are_paged_at_a_constant_price(as_, world, django_assert_max_num_queries):
    batch = ImportBatch.objects.create(file="x.csv", file_name="x.csv", sha256="0" * 64, province=world.province,
                                       rows=120, new=120, state="checked")  # fmt: skip
    ImportRow.objects.bulk_create(ImportRow(batch=batch, kind="new", row=n, npsn=f"{n:08d}") for n in range(120))
    client = as_(world.staff)

    with django_assert_max_num_queries(12):
        page = client.get(batch.get_absolute_url())

    assert len(page.context["table"].paginated_rows) == 50
    assert client.post(reverse("schools:import_cancel", args=[batch.pk])).status_code == 302
    assert ImportBatch.objects.get().state == "cancelled"


def test_quality_is_shown_with_a_decimal_comma(as_, world):
    School.objects.filter(pk=world.school.pk).update(quality_score=Decimal("3.92"))

    assert "3,92" in as_(world.school_head).get(world.school.get_absolute_url()).content.decode()


def test_the_elements_of_a_number_are_explained_with_the_offices_own_unit(client, world):
    world.lpmp.unit_code = "C7.4"
    world.lpmp.save()
    client.force_login(world.admin)

    page = client.get(f"/lembaga/{world.lpmp.pk}/")

    assert ("unit", "kode unit", "C7.4") in page.context["tokens"]
    assert page.content.decode().count("{month_roman}") == 1
