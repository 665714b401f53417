"""What do Formulir 02.2 and 02.3 say, with which a school commits itself (R-3.2-09, -10)?"""

from typing import Any

from core.formats import nip_spaced
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.models import LetterDraft
from documents.texts import Wording, wording
from programs.letters import specimens, texts
from programs.models import Candidate, Commitment
from schools.models import Institution, School

# Who signs beside the head: key in ``Commitment.signatories`` -> function on the paper.
# The value there is {"name": …, "nip": …} or just the name.
MODEL_SIGNATORIES = {
    "teacher": "Wakil Guru",
    "staff": "Wakil Tenaga Kependidikan",
    "committee": "Ketua Komite Sekolah",
    "parent": "Wakil Orang Tua",
    "pupil": "Wakil Peserta Didik",
}
IMBAS_SIGNATORIES = {"committee": "Ketua Komite Sekolah"}
SUPERVISOR = "supervisor"


def f022(commitment: Commitment) -> LetterDraft:
    """Willingness and commitment of a model school, signed by all components (R-2.2-02)."""
    candidate = commitment.candidate
    term = candidate.program.model_term
    said = wording(F022, candidate.program.institution)
    values = texts.common(candidate.program) | {"jumlah_imbas": str(candidate.program.default_imbas)}
    content = _common(commitment, term) | {
        **said.content(values),
        "signers": _signers(commitment, MODEL_SIGNATORIES),
        "known_by": [_known(commitment, SUPERVISOR, "Pengawas Pembina"), _office_head(candidate)],
    }
    return _draft(said, commitment, term, content)


def f023(commitment: Commitment) -> LetterDraft:
    """Willingness and commitment of an imbas school, known by the head of its model school."""
    candidate = commitment.candidate
    term, model = candidate.program.imbas_term, candidate.model.school
    said = wording(F023, candidate.program.institution)
    values = texts.common(candidate.program) | {"sekolah_model": f"{model.name} (NPSN {model.npsn})"}
    content = _common(commitment, term)
    content["identity"].append([candidate.program.model_term, f"{model.name} (NPSN {model.npsn})"])
    content |= {
        **said.content(values),
        "signers": _signers(commitment, IMBAS_SIGNATORIES),
        "known_by": [
            _block(f"Kepala {model.name}", model.head_name, model.head_nip),
            _known(commitment, SUPERVISOR, "Pengawas Pembina"),
        ],
    }
    return _draft(said, commitment, term, content)


def _draft(said: Wording, commitment: Commitment, term: str, content: dict[str, Any]) -> LetterDraft:
    school = commitment.candidate.school
    title = f"Pernyataan Kesediaan dan Komitmen sebagai {term}"
    return LetterDraft(
        kind=said.kind.code, subject=commitment, title=title, content=content, school=school,
        within=commitment.candidate, text_version=said.version,
    )  # fmt: skip


def _common(commitment: Commitment, term: str) -> dict[str, Any]:
    candidate = commitment.candidate
    return {
        "heading": ["SURAT PERNYATAAN KESEDIAAN DAN KOMITMEN", f"SEBAGAI {term.upper()}"],
        "program": f"{candidate.program.title} Tahun {candidate.program.year}",
        "identity": identity(candidate.school),
        "term": term,
        "place": candidate.school.regency.name,
        "year": candidate.program.year,
        "head": _block("Kepala Sekolah", candidate.school.head_name, candidate.school.head_nip),
    }


def identity(school: School) -> list[list[str]]:
    where = [school.address, school.village, school.district.formal if school.district else ""]
    return [
        ["Nama kepala sekolah", school.head_name],
        ["NIP", nip_spaced(school.head_nip) if school.head_nip else ""],
        ["Nomor HP", school.head_phone],
        ["Nama sekolah", school.name],
        ["NPSN", school.npsn],
        ["Alamat", ", ".join(filter(None, where))],
        ["Kabupaten/Kota", school.regency.formal],
    ]


def _block(title: str, name: str, nip: str = "") -> dict[str, str]:
    return {"title": title, "name": name, "nip": nip_spaced(nip) if nip else ""}


def _signers(commitment: Commitment, functions: dict[str, str]) -> list[dict[str, str]]:
    return [_known(commitment, key, title) for key, title in functions.items()]


def _known(commitment: Commitment, key: str, title: str) -> dict[str, str]:
    """The person the school named for this function; dots to write on when it named nobody."""
    person = commitment.signatories.get(key) or ""
    if isinstance(person, str):
        return _block(title, person)
    return _block(title, person.get("name", ""), person.get("nip", ""))


def _office_head(candidate: Candidate) -> dict[str, str]:
    """``Kepala Dinas`` of ``Dinas Pendidikan …`` is its ``Kepala Dinas Pendidikan …``: no word stands twice."""
    office: Institution = candidate.proposal.office
    title = office.head_title.removesuffix(" " + office.name.split(" ")[0])
    return _block(f"{title} {office.name}", office.head_name, office.head_nip)


F022 = LetterKind(
    "f022", "Formulir 02.2 Komitmen sekolah model", Naskah.STATEMENT, IssuedBy.SCHOOL, SignedBy.SCHOOL,
    builder=f022, subject="programs.Commitment", retention=EVIDENCE,
    version=2, blocks=texts.F022, sample=specimens.f022,
)  # fmt: skip
F023 = LetterKind(
    "f023", "Formulir 02.3 Komitmen sekolah imbas", Naskah.STATEMENT, IssuedBy.SCHOOL, SignedBy.SCHOOL,
    builder=f023, subject="programs.Commitment", retention=EVIDENCE,
    version=2, blocks=texts.F023, sample=specimens.f023,
)  # fmt: skip
