"""What a verification sheet asks, under which names, and what is still missing before it may be finished."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from core.formats import long_date, number
from programs.rules import Criterion, Method, Result
from schools.models import School

Values = dict[str, Any]
Gap = tuple[str, str]  # what is missing, and the name of the field that mends it


class ImbasCheck(models.TextChoices):
    """What is asked of each imbas school (R-3.2-06, R-2.2-02)."""

    REACHABLE = "reachable", "Mudah dijangkau dari sekolah model"
    COMMITTED = "committed", "Bersedia dan berkomitmen"
    FIT = "fit", "Layak menjadi sekolah imbas"


class Answer(models.TextChoices):
    YES = "yes", "Ya"
    NO = "no", "Tidak"


class Match(models.TextChoices):
    """What came of comparing one registered value with what the school showed (R-3.3-02)."""

    SAME = "same", "Sesuai"
    ACCEPT = "accept", "Berbeda, pakai temuan"
    KEEP = "keep", "Berbeda, tetap data terdaftar"


MATCHED = {
    "name": "Nama sekolah",
    "address": "Alamat",
    "head_name": "Kepala sekolah",
    "accreditation": "Akreditasi",
    "curriculum": "Kurikulum",
    "coordinates": "Koordinat",
    "pupils": "Jumlah peserta didik",
}
TEXTS = {
    "venue": ("Tempat pelaksanaan", 200),
    "condition": ("Kondisi awal sekolah", 4000),
    "commitment": ("Komitmen seluruh komponen (FGD)", 4000),
    "flagship": ("Program unggulan", 4000),
    "management": ("Pengelolaan sekolah", 4000),
    "motivation": ("Motivasi mengikuti program", 4000),
    "witness_name": ("Nama saksi", 150),
    "witness_position": ("Jabatan saksi", 150),
    "reason": ("Alasan hasil", 300),
}
PLAIN = ("methods", "visited_on", *TEXTS, "result")


class Asked(NamedTuple):
    """The schools a sheet is about: the model, and its imbas schools as (key, name)."""

    model: int
    imbas: list[tuple[int, str]]
    photos: int = 0


def registered(school: School) -> dict[str, str]:
    """What is registered of the school, as the sheet shows it beside the findings."""
    has_place = school.latitude is not None
    return {
        "name": school.name,
        "address": ", ".join(filter(None, [school.address, school.village])),
        "head_name": school.head_name,
        "accreditation": school.get_accreditation_display(),
        "curriculum": school.curriculum,
        "coordinates": f"{school.latitude:.6f}, {school.longitude:.6f}" if has_place else "",
        "pupils": number(school.pupils) if school.pupils is not None else "",
    }


def findings_asked(asked: Asked) -> Iterator[tuple[int, str]]:
    """School and criterion of every finding, the model's first."""
    for criterion in Criterion:
        yield asked.model, criterion.value
    for key, _ in asked.imbas:
        for check in ImbasCheck:
            yield key, check.value


def gaps(values: Mapping[str, Any], asked: Asked) -> list[Gap]:
    """Everything that is missing, in the order of the page. A draft may miss all of it."""
    found = [*_how_gaps(values), *_match_gaps(values), *_model_gaps(values, asked)]
    if values["result"] == Result.FIT:
        found += _imbas_gaps(values, asked)
    found += _word_gaps(values)
    if Method.VISIT in values["methods"] and not asked.photos:
        found.append(("Belum ada foto kunjungan.", "photos"))
    return found + _result_gaps(values, asked)


def _how_gaps(values: Mapping[str, Any]) -> Iterator[Gap]:
    if not values["methods"]:
        yield "Pilih sedikitnya satu metode verifikasi.", "methods"
    if not values["visited_on"]:
        yield "Tanggal pelaksanaan belum diisi.", "visited_on"
    elif values["visited_on"] > timezone.localdate():
        yield f"Tanggal pelaksanaan {long_date(values['visited_on'])} belum tiba.", "visited_on"
    if not values["venue"]:
        yield "Tempat pelaksanaan belum diisi.", "venue"


def _match_gaps(values: Mapping[str, Any]) -> Iterator[Gap]:
    if Method.DAPODIK not in values["methods"]:
        return
    for key, label in MATCHED.items():
        choice = values[f"match_{key}"]
        if not choice:
            yield f"Pencocokan Dapodik: {label} belum dicocokkan.", f"match_{key}"
        elif choice != Match.SAME and not values[f"found_{key}"]:
            yield f"Pencocokan Dapodik: tulis {label} yang ditemukan di sekolah.", f"found_{key}"
        elif choice == Match.KEEP and not values[f"why_{key}"]:
            yield f"Pencocokan Dapodik: tulis mengapa {label} tetap memakai data terdaftar.", f"why_{key}"


def _model_gaps(values: Mapping[str, Any], asked: Asked) -> Iterator[Gap]:
    for criterion in Criterion:
        met = values[f"met_{asked.model}_{criterion}"]
        if not met:
            yield f"Kriteria «{criterion.label}» belum dinilai.", f"met_{asked.model}_{criterion}"
        elif met == Answer.NO and not values[f"note_{asked.model}_{criterion}"]:
            yield f"Kriteria «{criterion.label}» tidak terpenuhi: tulis temuannya.", f"note_{asked.model}_{criterion}"


def _imbas_gaps(values: Mapping[str, Any], asked: Asked) -> Iterator[Gap]:
    for key, name in asked.imbas:
        for check in ImbasCheck:
            if not values[f"met_{key}_{check}"]:
                yield f"{name}: «{check.label}» belum dinilai.", f"met_{key}_{check}"
        if values[f"met_{key}_fit"] == Answer.NO and not values[f"note_{key}_fit"]:
            yield f"{name}: tulis mengapa tidak layak.", f"note_{key}_fit"


def _word_gaps(values: Mapping[str, Any]) -> Iterator[Gap]:
    if {Method.SURVEY, Method.VISIT} & set(values["methods"]) and not values["condition"]:
        yield "Kondisi awal sekolah belum ditulis.", "condition"
    if Method.FGD in values["methods"] and not values["commitment"]:
        yield "Komitmen seluruh komponen dari FGD belum ditulis.", "commitment"
    if not values["witness_name"]:
        yield "Nama saksi berita acara belum diisi.", "witness_name"
    if not values["witness_position"]:
        yield "Jabatan saksi berita acara belum diisi.", "witness_position"


def _result_gaps(values: Mapping[str, Any], asked: Asked) -> list[Gap]:
    if not values["result"]:
        return [("Hasil verifikasi belum dipilih.", "result")]
    if values["result"] != Result.FIT:
        return [] if values["reason"] else [("Tulis alasan hasil ini; dinas akan membacanya.", "reason")]
    failed = [c.label for c in Criterion if values[f"met_{asked.model}_{c}"] == Answer.NO]
    text = f"Hasil «Layak» tidak sejalan dengan kriteria yang tidak terpenuhi: {', '.join(failed)}."
    return [(text, "result")] if failed else []
