"""What does the decree say that makes candidates participants of the year, and who stands in it?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.formats import in_sentence, long_date
from documents.kinds import LASTING, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.rows import Row, for_tables, groups, how_many, sums
from programs.models import Candidate, ProgramYear


def decree(program: ProgramYear, candidates: Iterable[Candidate], determined_on: date) -> LetterDraft:
    """The decree over these candidates, models and imbas schools, with a section for every kab/kota."""
    issuer = program.institution
    chosen = Candidate.objects.filter(pk__in=[candidate.pk for candidate in candidates])
    parts, said = sections(for_tables(chosen)), wording(DECREE, issuer)
    total = sums([row for part in parts for row in part["rows"]])
    about = f"PENETAPAN {program.model_term} DAN {program.imbas_term}".upper()
    signer = head_of(issuer, on=determined_on)
    return LetterDraft(
        kind=DECREE.code,
        subject=program,
        title=f"Penetapan {program.model_term} dan {program.imbas_term} Tahun {program.year}",
        content={
            "authority": f"KEPALA {issuer.name}".upper(),
            "about": [about, f"TAHUN {program.year}"],
            "list_title": f"{program.model_term} DAN {program.imbas_term} TAHUN {program.year}".upper(),
            **said.content(values(program, parts, total)),
            "decision": f"KEPUTUSAN KEPALA {issuer.name} TENTANG {about} TAHUN {program.year}.".upper(),
            "town": issuer.town, "date": long_date(determined_on), "signer": signer, "sections": parts,
            "total": total,
        },
        issuer=issuer, letter_date=determined_on, within=program, text_version=said.version,
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


def values(program: ProgramYear, parts: list[dict[str, Any]], total: dict[str, Any]) -> dict[str, str]:
    return texts.common(program) | {
        "jumlah_model": how_many(total["models"], in_sentence(program.model_term)),
        "jumlah_imbas": how_many(total["imbas"], in_sentence(program.imbas_term)),
        "jumlah_wilayah": how_many(len(parts), "kabupaten/kota"),
        "di_luar_kuota": "ya" if total["over_quota"] else "",
        "pedoman": program.guideline,
    }


DECREE = LetterKind(
    "decree", "Surat keputusan penetapan", Naskah.DECISION, IssuedBy.LPMP, SignedBy.HEAD, builder=decree,
    subject="programs.ProgramYear", number_class="keputusan", subject_code="KP", retention=LASTING,
    attachments=("Daftar sekolah model dan sekolah imbas per kabupaten/kota",),
    blocks=texts.DECREE, sample=specimens.decree,
)  # fmt: skip
