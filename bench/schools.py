"""What do 215,372 schools cost? Their import, and the list, map and page over all of them."""

import csv
import gzip
import io
import os
import uuid
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

from django.core.management import call_command

from accounts.rules import Role
from bench.calls import measure_call
from bench.pages import measure_page
from bench.registry import Figures, measurement
from schools.models import Place, School
from schools.rules import PlaceKind
from tests.cast import make_person, make_place
from tests.services import TOP

ROWS = 215_372
SHARED = Path(os.environ.get("IMBAS_SHARED_DATA", TOP.parent / "shared/data"))
HEADER = [
    "kode_prop", "propinsi", "kode_kab_kota", "kabupaten_kota", "kode_kec", "kecamatan", "id", "npsn", "sekolah",
    "bentuk", "status", "alamat_jalan", "lintang", "bujur",
]  # fmt: skip


@cache
def national_list() -> Path:
    """The ministry's list of 2019 where it lies beside the project, else one as large with invented schools."""
    real = SHARED / "schools_national_2019.csv.gz"
    if real.exists():
        return real
    path = Path(os.environ["IMBAS_BENCH_VAR"], "nasional.csv.gz")
    with gzip.open(path, "wt", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(map(invented, range(ROWS)))
    return path


def invented(n: int) -> list[str]:
    """Row ``n`` of 34 provinces with 15 kab/kota of 14 kecamatan each."""
    province, regency, district = n % 34 + 1, n % 510 // 34 + 1, n % 7140 // 510 + 1
    code = f"{province:02d}{regency:02d}"
    level = ("SD", "SD", "SD", "SMP", "SMA", "SMK")[n % 6]
    return [
        f"{province:02d}0000  ", f"Prov. Contoh {province}", f"{code}00  ", f"Kab. Contoh {code}",
        f"{code}{district:02d}  ", f"Kec. Contoh {district}", str(uuid.UUID(int=n)).upper(), f"{20_000_000 + n}",
        f"{level} NEGERI {n:06d} CONTOH", level, "NS"[n % 5 == 0], f"Jl. Contoh No. {n}",
        f"{-8 + province / 4 + n % 97 / 300:.7f}", f"{96 + province + n % 89 / 300:.7f}",
    ]  # fmt: skip


def import_all(path: str, *options: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        call_command("import_schools", path, "--commit", *options)
    return said.getvalue().splitlines()[1]


def load_catalogue() -> None:
    """The places the real list names, where their catalogue lies beside it."""
    if (SHARED / "regions.csv").exists():
        with redirect_stdout(io.StringIO()):
            call_command("load_places", SHARED / "regions.csv")


def the_nation() -> None:
    """All schools, unless the measurements of the import have put them there."""
    load_catalogue()
    if School.objects.count() < ROWS - 1:
        import_all(str(national_list()))


@measurement("import of 215,372 schools", needs=load_catalogue, at_most={"seconds": 60, "memory_mb": 300})
def national_import() -> Figures:
    return measure_call(import_all, str(national_list()))


@measurement("the same again, unchanged", needs=load_catalogue, at_most={"seconds": 60, "memory_mb": 300})
def national_import_again() -> Figures:
    return measure_call(import_all, str(national_list()))


@cache
def reader() -> object:
    """Somebody who sees the whole country."""
    nation = Place.objects.filter(kind=PlaceKind.NATION).first() or make_place(PlaceKind.NATION)
    return make_person(Role.NATIONAL, nation)


@measurement("list of 215,000 schools", needs=the_nation, at_most={"sql": 12, "p50": 200, "gzip_bytes": 60_000})
def school_list() -> Figures:
    return measure_page("/sekolah/", user=reader(), requests=80)


@measurement("search among 215,000 schools", needs=the_nation, at_most={"sql": 12, "p50": 400})
def school_search() -> Figures:
    return measure_page("/sekolah/?q=sdn+1+bangkinang", user=reader(), requests=40)


@measurement("map of 215,000 schools", needs=the_nation, at_most={"sql": 15, "p50": 900})
def school_map() -> Figures:
    return measure_page("/sekolah/peta/", user=reader(), requests=40)
