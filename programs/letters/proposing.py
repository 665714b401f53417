"""What does Formulir 02.1 say, the letter with which an office proposes its schools (R-3.2-09)?"""

from typing import Any

from django.db.models import Sum

from accounts.rules import OFFICE_LEVELS
from core.formats import in_sentence
from documents.kinds import EVIDENCE, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.letters.rows import for_tables, groups, how_many, lines_of, sums
from programs.models import Proposal, QuotaShare


def f021(proposal: Proposal) -> LetterDraft:
    """The proposal as it stands, under the office's own number when it typed one."""
    office, program = proposal.office, proposal.program
    terms = f"{program.model_term} dan {program.imbas_term}"
    rows = groups(for_tables(proposal.candidates.live()))
    figures, said = sums(rows), wording(F021, program.institution)
    round_ = f" (Putaran {proposal.round})" if proposal.round > 1 else ""
    return LetterDraft(
        kind=F021.code,
        subject=proposal,
        title=f"Usulan Calon {terms} Tahun {program.year}{round_}",
        addressee=f"Kepala {program.institution.name}",
        content={
            "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": program.institution.town,
            **said.content(values(proposal, figures)), "signer": head_of(office, on=proposal.letter_date),
            "copies": lines_of(proposal.copies_to),
            "letter_of": f"Surat Kepala {office.name}",
            "table_title": [f"DAFTAR USULAN CALON {terms.upper()}",
                            f"{office.place.formal.upper()} TAHUN {program.year}{round_.upper()}"],
            "rows": rows, "sums": figures,
        },
        issuer=office, recipient=program.institution, letter_date=proposal.letter_date,
        number=proposal.letter_number.strip(), within=proposal,
        text_version=said.version,
    )  # fmt: skip


def values(proposal: Proposal, figures: dict[str, Any]) -> dict[str, str]:
    """How many of what, against the quota."""
    program, quota = proposal.program, quota_of(proposal)
    model, imbas = in_sentence(program.model_term), in_sentence(program.imbas_term)
    by_level = f", terdiri atas {figures['by_level']}," if figures["by_level"] else ""
    outside = figures["over_quota"]
    return texts.common(program) | {
        "calon_model": how_many(figures["models"], f"calon {model}") + by_level,
        "calon_imbas": how_many(figures["imbas"], f"calon {imbas}"),
        "kuota": how_many(quota, model) if quota else "",
        "di_luar_kuota": how_many(outside, model) if outside else "",
        "dukungan": proposal.support_note.strip(),
        "daerah": proposal.office.place.formal,
    }


def quota_of(proposal: Proposal) -> int:
    """Places of the levels this office proposes: of its kab/kota, or of all of them for the province."""
    place = proposal.office.place
    shares = QuotaShare.objects.filter(quota__program=proposal.program_id, level__in=OFFICE_LEVELS.get(place.kind, ()))
    inside = {"quota__place__parent": place} if place.kind == "province" else {"quota__place": place}
    return shares.filter(**inside).aggregate(total=Sum("models_total"))["total"] or 0


F021 = LetterKind(
    "f021", "Formulir 02.1 Usulan calon sekolah", Naskah.LETTER, IssuedBy.DINAS, SignedBy.HEAD, builder=f021,
    subject="programs.Proposal", number_class="surat", subject_code="KR", retention=EVIDENCE,
    attachments=("Daftar usulan calon sekolah model dan sekolah imbas",),
    version=2, blocks=texts.F021, sample=specimens.f021,
)  # fmt: skip
