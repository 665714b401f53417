"""What does the LPMP tell the office after verification: the result, and what it asks for (R-3.3-03, -04)?"""

from core.formats import in_sentence, long_date
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.rows import Row, for_tables, groups, how_many
from programs.models import Proposal
from programs.rules import CandidateState

TOLD = [CandidateState.PROPOSED, CandidateState.VERIFIED, CandidateState.FAILED, CandidateState.DETERMINED]


def result_notice(proposal: Proposal) -> LetterDraft:
    """Result per school, and the request for replacements with its date when schools failed."""
    program, office = proposal.program, proposal.office
    rows = groups(for_tables(proposal.candidates.filter(state__in=TOLD)))
    said, terms = wording(RESULT_NOTICE, program.institution), f"{program.model_term} dan {program.imbas_term}"
    return LetterDraft(
        kind=RESULT_NOTICE.code,
        subject=proposal,
        title=f"Hasil Verifikasi dan Validasi Calon {terms} Tahun {program.year}",
        addressee=f"Kepala {office.name}",
        content={
            "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": office.town,
            **said.content(values(proposal, rows)),
            "note": proposal.close_reason if proposal.closed_at else proposal.return_reason,
            "signer": head_of(program.institution), "copies": [],
            "letter_of": f"Surat Kepala {program.institution.name}",
            "table_title": [f"HASIL VERIFIKASI DAN VALIDASI CALON {terms.upper()}",
                            f"{office.place.formal.upper()} TAHUN {program.year}"],
            "rows": [shown(row) | {"imbas": [shown_imbas(one) for one in row["imbas"]]} for row in rows],
        },
        issuer=program.institution, recipient=office, within=proposal, text_version=said.version,
    )  # fmt: skip


def shown(row: Row) -> Row:
    """Nobody reads «Diusulkan» as a result."""
    is_open = row["result"] == CandidateState.PROPOSED.label
    return row | {"result": "Masih diperiksa" if is_open else row["result"]}


def shown_imbas(row: Row) -> Row:
    """The table has no column for the reason of an imbas school; it stands with its result."""
    words = [shown(row)["result"], row["reason"] if row["result"] == CandidateState.FAILED.label else ""]
    return row | {"result": ": ".join(filter(None, words))}


def count(rows: list[Row], state: CandidateState) -> int:
    return sum(row["result"] == state.label for row in rows)


def values(proposal: Proposal, rows: list[Row]) -> dict[str, str]:
    number = f" Nomor {proposal.letter_number}" if proposal.letter_number else ""
    fit = count(rows, CandidateState.VERIFIED) + count(rows, CandidateState.DETERMINED)
    failed = count(rows, CandidateState.FAILED)
    waiting = count(rows, CandidateState.PROPOSED)
    checked = f", {how_many(waiting, 'sekolah')} masih dalam pemeriksaan," if waiting else ""
    return texts.common(proposal.program) | {
        "usulan": f"usulan Saudara{number}",
        "calon": how_many(len(rows), f"calon {in_sentence(proposal.program.model_term)}"),
        "yang_layak": f"{schools(fit)} dinyatakan layak{checked}",
        "yang_tidak_layak": f"{schools(failed)} dinyatakan tidak layak{of_imbas(proposal, rows)}",
        "kelengkapan": request(proposal, rows),
        "daerah": proposal.office.place.formal,
    }


def schools(number: int) -> str:
    """``3 (tiga) sekolah``; nobody writes that 0 (nol) schools are fit."""
    return how_many(number, "sekolah") if number else "tidak ada sekolah yang"


def of_imbas(proposal: Proposal, rows: list[Row]) -> str:
    """The imbas schools that failed, which the figures of the models do not hold."""
    failed = sum(count(row["imbas"], CandidateState.FAILED) for row in rows)
    term = in_sentence(proposal.program.imbas_term)
    return f"; di antara calon {term}nya, {schools(failed)} dinyatakan tidak layak" if failed else ""


def request(proposal: Proposal, rows: list[Row]) -> str:
    """What replacements must come with, and by when; nothing when no school failed or the proposal is closed."""
    failed = [one for row in rows for one in (row, *row["imbas"]) if one["result"] == CandidateState.FAILED.label]
    if proposal.closed_at or not failed:
        return ""
    until = f" paling lambat tanggal {long_date(proposal.replace_until)}" if proposal.replace_until else ""
    return f"kelengkapannya{until}"


RESULT_NOTICE = LetterKind(
    "result_notice", "Laporan hasil verifikasi", Naskah.LETTER, IssuedBy.LPMP, SignedBy.HEAD, builder=result_notice,
    subject="programs.Proposal", number_class="surat", subject_code="KR", retention=EVIDENCE,
    attachments=("Hasil verifikasi dan validasi per sekolah",),
    version=2, blocks=texts.RESULT_NOTICE, sample=specimens.result_notice,
)  # fmt: skip
