"""What does the berita acara of a verification say: who met, how it was checked, what was found (R-3.3-02)?"""

from typing import Any

from core.formats import date_in_words, nip_spaced
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.models import LetterDraft
from documents.pictures import frozen_picture
from documents.texts import wording
from programs.checking import ImbasCheck, Match
from programs.letters import specimens, texts
from programs.models import Candidate, Verification
from programs.rules import Criterion, Method, Part, Result

TEXTS = [
    ("condition", "Kondisi awal"),
    ("commitment", "Komitmen seluruh komponen"),
    ("flagship", "Program unggulan"),
    ("management", "Pengelolaan sekolah"),
    ("motivation", "Motivasi"),
]
MET = {True: "Terpenuhi", False: "Tidak terpenuhi", None: "Belum diperiksa"}
RESULTS = {
    "": "BELUM DINILAI layak",
    Result.FIT: "LAYAK ditetapkan",
    Result.NOT_FIT: "TIDAK LAYAK ditetapkan",
    Result.NEEDS_REPLACEMENT: "PERLU DIGANTI dengan sekolah lain",
}


def official_record(verification: Verification) -> LetterDraft:
    """The finished sheet as a record that both parties sign."""
    candidate = verification.candidate
    program, school = candidate.program, candidate.school
    said = wording(OFFICIAL_RECORD, program.institution)
    return LetterDraft(
        kind=OFFICIAL_RECORD.code,
        subject=verification,
        title=f"Berita Acara Verifikasi dan Validasi {school.name}",
        content={
            "heading": ["BERITA ACARA", f"VERIFIKASI DAN VALIDASI CALON {program.model_term.upper()}"],
            **said.content(values(verification)),
            "first_party": [party_of_verifier(person) for person in verifiers(verification)],
            "second_party": party_of_school(candidate), "school": school.name, "npsn": school.npsn,
            "methods": [Method(code).label for code in verification.methods if code in Method.values],
            "findings": findings(verification),
            "texts": [[label, text] for name, label in TEXTS if (text := getattr(verification, name).strip())],
            "differences": differences(verification),
            "reason": verification.reason, "town": school.regency.name,
            "witness": {"name": verification.witness_name, "title": verification.witness_position, "nip": ""},
            "photos": photos(verification),
        },
        issuer=program.institution, school=school, recipient=candidate.proposal.office,
        letter_date=verification.visited_on, within=candidate, text_version=said.version,
    )  # fmt: skip


def values(verification: Verification) -> dict[str, str]:
    school = verification.candidate.school
    return texts.common(verification.candidate.program) | {
        "tanggal": date_in_words(verification.visited_on or verification.changed_at),
        "tempat": verification.venue or school.name,
        "sekolah": school.name,
        "hasil": RESULTS[verification.result],
    }


def photos(verification: Verification) -> list[dict[str, str]]:
    """Every photo by its frozen copy, with what it shows."""
    return [
        {"image": frozen_picture(photo.image.name), "caption": photo.caption or f"Foto {n} di {_place(verification)}"}
        for n, photo in enumerate(verification.photos.all(), 1)
    ]


def _place(verification: Verification) -> str:
    return verification.candidate.school.name


def verifiers(verification: Verification) -> list[Any]:
    """Those assigned without a conflict of interest; otherwise whoever finished the sheet."""
    assigned = verification.candidate.assignments.filter(declared_at=None).select_related("verifier")
    return [one.verifier for one in assigned] or [verification.finished_by or verification.changed_by]


def party_of_verifier(person: Any) -> dict[str, str]:
    if person is None:
        return {"name": "", "nip": "", "title": "Verifikator"}
    nip = nip_spaced(person.nip) if person.nip else ""
    return {"name": person.full_name, "nip": nip, "title": person.position or "Verifikator"}


def party_of_school(candidate: Candidate) -> dict[str, str]:
    school = candidate.school
    nip = nip_spaced(school.head_nip) if school.head_nip else ""
    return {"name": school.head_name, "nip": nip, "title": f"Kepala {school.name}"}


def findings(verification: Verification) -> list[dict[str, Any]]:
    """One block per school, the model first, one row per criterion."""
    found: dict[Candidate, list[list[str]]] = {}
    rows = verification.findings.select_related("candidate__school").order_by("candidate", "pk")
    for row in rows:
        asked = Criterion if row.candidate.part == Part.MODEL else ImbasCheck
        label = dict(asked.choices).get(row.criterion, row.criterion)
        found.setdefault(row.candidate, []).append([str(label), MET[row.met], row.note])
    blocks = [
        {"school": one.school.name, "npsn": one.school.npsn, "part": one.get_part_display(), "rows": lines}
        for one, lines in found.items()
    ]
    return sorted(blocks, key=lambda block: block["part"] != Part.MODEL.label)


def differences(verification: Verification) -> list[list[str]]:
    """Fields on which school and Dapodik do not agree: label, Dapodik, school, what was decided."""
    return [
        [row.get("label", key), row.get("dapodik", ""), row.get("school", ""), Match(row["match"]).label]
        for key, row in verification.dapodik.items()
        if row.get("match") in (Match.ACCEPT, Match.KEEP)
    ]


OFFICIAL_RECORD = LetterKind(
    "official_record", "Berita acara verifikasi", Naskah.RECORD, IssuedBy.LPMP, SignedBy.PARTIES,
    builder=official_record, subject="programs.Verification", number_class="berita_acara", subject_code="BA",
    retention=EVIDENCE, version=3,
    blocks=texts.OFFICIAL_RECORD, sample=specimens.official_record,
)  # fmt: skip
