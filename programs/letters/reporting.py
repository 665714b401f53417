"""What does the LPMP tell the office after verification: the result, and what it asks for (R-3.3-03, -04)?"""

from core.formats import in_sentence, long_date
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from programs.letters.rows import Row, for_tables, groups, how_many
from programs.models import Proposal
from programs.rules import CandidateState

TOLD = [CandidateState.PROPOSED, CandidateState.VERIFIED, CandidateState.FAILED, CandidateState.DETERMINED]


def result_notice(proposal: Proposal) -> LetterDraft:
    """Result per school, and the request for replacements with its date when schools failed."""
    program, office = proposal.program, proposal.office
    rows = groups(for_tables(proposal.candidates.filter(state__in=TOLD)))
    terms = f"{program.model_term} dan {program.imbas_term}"
    return LetterDraft(
        kind=RESULT_NOTICE.code,
        subject=proposal,
        title=f"Hasil Verifikasi dan Validasi Calon {terms} Tahun {program.year}",
        addressee=f"Kepala {office.name}",
        content={
            "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": office.town,
            "opening": opening(proposal, rows), "request": request(proposal, rows),
            "note": proposal.close_reason if proposal.closed_at else proposal.return_reason,
            "signer": head_of(program.institution), "copies": [],
            "letter_of": f"Surat Kepala {program.institution.name}",
            "table_title": [f"HASIL VERIFIKASI DAN VALIDASI CALON {terms.upper()}",
                            f"{office.place.formal.upper()} TAHUN {program.year}"],
            "rows": rows,
        },
        issuer=program.institution, recipient=office, within=proposal,
    )  # fmt: skip


def count(rows: list[Row], state: CandidateState) -> int:
    return sum(row["result"] == state.label for row in rows)


def opening(proposal: Proposal, rows: list[Row]) -> str:
    program = proposal.program
    letter = f" Nomor {proposal.letter_number}" if proposal.letter_number else ""
    term = in_sentence(program.model_term)
    fit = count(rows, CandidateState.VERIFIED) + count(rows, CandidateState.DETERMINED)
    text = (
        f"Sehubungan dengan usulan Saudara{letter}, bersama ini kami sampaikan bahwa dari "
        f"{how_many(len(rows), f'calon {term}')} yang diusulkan, {how_many(fit, 'sekolah')} dinyatakan layak"
    )
    if waiting := count(rows, CandidateState.PROPOSED):
        text += f", {how_many(waiting, 'sekolah')} masih dalam pemeriksaan,"
    failed = count(rows, CandidateState.FAILED)
    return f"{text} dan {how_many(failed, 'sekolah')} dinyatakan tidak layak, dengan rincian sebagaimana terlampir."


def request(proposal: Proposal, rows: list[Row]) -> str:
    """The replacements asked for; nothing when no school failed."""
    if proposal.closed_at:
        return ""
    failed = [row for row in rows if row["result"] == CandidateState.FAILED.label]
    imbas = sum(one["result"] == CandidateState.FAILED.label for row in rows for one in row["imbas"])
    if not failed and not imbas:
        return ""
    until = f" paling lambat tanggal {long_date(proposal.replace_until)}" if proposal.replace_until else ""
    return (
        "Untuk sekolah yang dinyatakan tidak layak, kami mohon Saudara mengusulkan sekolah pengganti beserta "
        f"kelengkapannya{until}. Sekolah pengganti akan diverifikasi kembali."
    )


RESULT_NOTICE = LetterKind(
    "result_notice", "Laporan hasil verifikasi", Naskah.LETTER, IssuedBy.LPMP, SignedBy.HEAD, builder=result_notice,
    subject="programs.Proposal", number_class="surat", subject_code="KR", retention=EVIDENCE, bulk=True,
    attachments=("Hasil verifikasi dan validasi per sekolah",),
)  # fmt: skip
