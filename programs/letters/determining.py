"""What does the decree say that makes candidates participants of the year, and who stands in it?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.formats import in_sentence, long_date
from documents.kinds import LASTING, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from programs.letters.rows import Row, for_tables, groups, how_many, sums
from programs.models import Candidate, ProgramYear

ORDINALS = ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"]
LEGAL_BASIS = [
    "Undang-Undang Nomor 20 Tahun 2003 tentang Sistem Pendidikan Nasional;",
    "Peraturan Pemerintah Nomor 19 Tahun 2005 tentang Standar Nasional Pendidikan beserta perubahannya;",
    "Peraturan Menteri Pendidikan dan Kebudayaan Nomor 28 Tahun 2016 tentang Sistem Penjaminan Mutu "
    "Pendidikan Dasar dan Menengah;",
]


def decree(program: ProgramYear, candidates: Iterable[Candidate], determined_on: date) -> LetterDraft:
    """The decree over these candidates, models and imbas schools, with a section for every kab/kota."""
    issuer = program.institution
    chosen = Candidate.objects.filter(pk__in=[candidate.pk for candidate in candidates])
    parts = sections(for_tables(chosen))
    about = f"PENETAPAN {program.model_term} DAN {program.imbas_term}".upper()
    signer = head_of(issuer, on=determined_on)
    return LetterDraft(
        kind=DECREE.code,
        subject=program,
        title=f"Penetapan {program.model_term} dan {program.imbas_term} Tahun {program.year}",
        content={
            "authority": f"KEPALA {issuer.name}".upper(),
            "about": [about, f"{program.title} TAHUN {program.year}".upper()],
            "list_title": f"{program.model_term} DAN {program.imbas_term} TAHUN {program.year}".upper(),
            "considering": considering(program),
            "basis": LEGAL_BASIS + ([f"{program.guideline};"] if program.guideline else []),
            "decision": f"KEPUTUSAN KEPALA {issuer.name} TENTANG {about} TAHUN {program.year}.".upper(),
            "points": points(program, parts, sums([row for part in parts for row in part["rows"]])),
            "town": issuer.town, "date": long_date(determined_on), "signer": signer, "sections": parts,
            "total": sums([row for part in parts for row in part["rows"]]),
        },
        issuer=issuer, letter_date=determined_on, within=program,
    )  # fmt: skip


def sections(candidates: list[Candidate]) -> list[dict[str, Any]]:
    """Schools by the kab/kota they lie in; an imbas school stands with its model."""
    home = {one.pk: one.school.regency for one in candidates}
    by_place: dict[Any, list[Candidate]] = {}
    for one in candidates:
        by_place.setdefault(home.get(one.model_id, home[one.pk]), []).append(one)
    return [section(place.formal, groups(schools)) for place, schools in by_place.items()]


def section(name: str, rows: list[Row]) -> dict[str, Any]:
    return {"place": name, "rows": rows, "sums": sums(rows)}


def considering(program: ProgramYear) -> list[str]:
    model, imbas = in_sentence(program.model_term), in_sentence(program.imbas_term)
    return [
        f"bahwa untuk mewujudkan penjaminan mutu pendidikan secara mandiri di satuan pendidikan perlu dikembangkan "
        f"{model} dan pola pengimbasannya;",
        f"bahwa {model} dan {imbas} dalam Lampiran Keputusan ini telah diusulkan oleh pemerintah daerah serta "
        "memenuhi verifikasi dan validasi;",
        f"bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a dan huruf b, perlu menetapkan Keputusan "
        f"Kepala {program.institution.name} tentang Penetapan {program.model_term} dan {program.imbas_term} "
        f"Tahun {program.year};",
    ]


def points(program: ProgramYear, parts: list[dict[str, Any]], total: dict[str, Any]) -> list[list[str]]:
    """KESATU, KEDUA …: what is decided."""
    texts = [
        f"Menetapkan {how_many(total['models'], in_sentence(program.model_term))} dan "
        f"{how_many(total['imbas'], in_sentence(program.imbas_term))} di {how_many(len(parts), 'kabupaten/kota')} "
        "sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
        f"{program.model_term} melaksanakan sistem penjaminan mutu internal secara utuh dan mengimbaskannya kepada "
        f"{in_sentence(program.imbas_term)} yang menjadi binaannya.",
    ]
    if total["over_quota"]:
        texts.append(
            f"{program.model_term} di luar kuota dibiayai oleh pemerintah daerah pengusul dan dibina oleh "
            "fasilitator daerah."
        )
    texts.append("Keputusan ini mulai berlaku pada tanggal ditetapkan.")
    return [[ordinal, text] for ordinal, text in zip(ORDINALS, texts, strict=False)]


DECREE = LetterKind(
    "decree", "Surat keputusan penetapan", Naskah.DECISION, IssuedBy.LPMP, SignedBy.HEAD, builder=decree,
    subject="programs.ProgramYear", number_class="keputusan", subject_code="KP", retention=LASTING,
    attachments=("Daftar sekolah model dan sekolah imbas per kabupaten/kota",),
)  # fmt: skip
