"""What do a pemda's statement of support and its agreement with the LPMP say (R-3.1-06)?"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.formats import date_in_words, in_sentence, in_words, number
from documents.kinds import LASTING, IssuedBy, LetterKind, Naskah, SignedBy
from documents.letters import full_title, head_of
from documents.models import LetterDraft
from documents.texts import wording
from programs.letters import specimens, texts
from programs.models import ProgramYear
from schools.models import Institution


@dataclass(frozen=True)
class Promise:
    """What a pemda promises: typed by the office, frozen in the paper."""

    forms: list[str] = field(default_factory=list)  # bentuk dukungan
    amount: Decimal | None = None
    source: str = "APBD"
    number: str = ""  # the office's own
    dated: date | None = None
    until: date | None = None  # end of the agreement


def support_statement(program: ProgramYear, issuer: Institution, promise: Promise) -> LetterDraft:
    """The pemda supports the year: in which forms, with which budget."""
    place, said = issuer.place, wording(SUPPORT_STATEMENT, program.institution)
    return LetterDraft(
        kind=SUPPORT_STATEMENT.code,
        subject=program,
        title=f"Pernyataan Dukungan Pemerintah {place.formal} Tahun {program.year}",
        addressee=f"Kepala {program.institution.name}",
        content={
            "heading": ["SURAT PERNYATAAN DUKUNGAN", f"{program.title} TAHUN {program.year}".upper()],
            "identity": identity(head_of(issuer, on=promise.dated), issuer),
            **said.content(texts.common(program) | {
                "daerah": place.formal, "anggaran": money(promise), "sumber": promise.source,
            }),
            "forms": promise.forms, "town": issuer.town or place.name,
            "signer": head_of(issuer, on=promise.dated),
        },
        issuer=issuer, recipient=program.institution, letter_date=promise.dated, number=promise.number, within=program,
        text_version=said.version,
    )  # fmt: skip


def identity(who: dict[str, str], issuer: Institution) -> list[list[str]]:
    rows = [["Nama", who["name"]], ["NIP", who["nip"]], ["Pangkat, golongan", who["rank"]]]
    rows += [["Jabatan", full_title(who, issuer)], ["Instansi", issuer.name]]
    return [row for row in rows if row[1]]


def money(promise: Promise) -> str:
    """The commitment in figures and words; nothing when no amount was given."""
    return "" if promise.amount is None else f"Rp{number(promise.amount)} ({in_words(int(promise.amount))} rupiah)"


def agreement(program: ProgramYear, pemda: Institution, promise: Promise) -> LetterDraft:
    """Two parties, their duties, the money and the term."""
    lpmp, place = program.institution, pemda.place
    said = wording(AGREEMENT, lpmp)
    day = promise.dated or date(program.year, 3, 1)
    return LetterDraft(
        kind=AGREEMENT.code,
        subject=program,
        title=f"Kesepakatan Kerja Sama dengan Pemerintah {place.formal} Tahun {program.year}",
        addressee=f"Pemerintah {place.formal}",
        content={
            "heading": ["KESEPAKATAN KERJA SAMA", f"ANTARA {lpmp.name}".upper(), f"DAN {pemda.name}".upper(),
                        f"TENTANG {program.title} TAHUN {program.year}".upper()],
            "opening": f"Pada hari ini, {date_in_words(day)}, bertempat di {lpmp.town or place.name}, kami yang "
            "bertanda tangan di bawah ini:",
            "first": party(lpmp, "PIHAK KESATU", day), "second": party(pemda, "PIHAK KEDUA", day),
            "articles": articles(program, promise), **said.content(texts.common(program) | {"daerah": place.formal}),
        },
        issuer=lpmp, recipient=pemda, letter_date=promise.dated, within=program, text_version=said.version,
    )  # fmt: skip


def party(institution: Institution, called: str, day: date) -> dict[str, Any]:
    who = head_of(institution, on=day)
    who["title"] = full_title(who, institution)
    text = f"{who['title']}, bertindak untuk dan atas nama {institution.name}"
    where = f" yang berkedudukan di {institution.address}" if institution.address else ""
    return who | {"text": f"{text}{where}, selanjutnya disebut {called}", "called": called}


def articles(program: ProgramYear, promise: Promise) -> list[dict[str, Any]]:
    """Pasal by pasal: title and paragraphs. The guideline asks for an agreement; these words are RECONSTRUCTED."""
    model, imbas = in_sentence(program.model_term), in_sentence(program.imbas_term)
    until = promise.until or date(program.year, 12, 31)
    paid = "Pembiayaan kegiatan di luar kuota menjadi tanggung jawab PIHAK KEDUA."
    if amount := money(promise):
        paid = f"Anggaran yang disediakan sebesar {amount} bersumber dari {promise.source}."
    clauses = [
        ("Maksud dan Tujuan", [
            f"Kesepakatan ini menjadi dasar kerja sama PARA PIHAK dalam {program.title}.",
            "Tujuannya ialah terwujudnya penjaminan mutu pendidikan secara mandiri di satuan pendidikan."]),
        ("Ruang Lingkup", [
            f"Penyiapan, verifikasi, dan penetapan {model} dan {imbas}; pelatihan, pendampingan, supervisi, "
            "monitoring dan evaluasi; serta diseminasi."]),
        ("Tugas PIHAK KESATU", [
            f"menetapkan dan membina {model};", "menyiapkan fasilitator daerah dan bahan pelatihan;",
            "melaporkan hasil setiap tahap kepada PIHAK KEDUA."]),
        ("Tugas PIHAK KEDUA", as_duties(promise.forms)),
        ("Pembiayaan", [paid]),
        ("Jangka Waktu", [f"Kesepakatan ini berlaku sejak ditandatangani sampai dengan {date_in_words(until)}."]),
        ("Penutup", ["Kesepakatan ini dibuat rangkap dua, masing-masing mempunyai kekuatan hukum yang sama."]),
    ]  # fmt: skip
    return [{"no": n, "title": title, "texts": lines} for n, (title, lines) in enumerate(clauses, 1)]


def as_duties(forms: list[str]) -> list[str]:
    """Typed lines as the items of one sentence: small at the begin, semicolons between, a full stop at the end."""
    bare = [f"{text[:1].lower()}{text[1:].rstrip('.; ')}" for text in forms]
    return [f"{text};" for text in bare[:-1]] + [f"{text}." for text in bare[-1:]]


SUPPORT_STATEMENT = LetterKind(
    "support_statement", "Pernyataan dukungan pemda", Naskah.STATEMENT, IssuedBy.PEMDA, SignedBy.HEAD,
    builder=support_statement, subject="programs.ProgramYear", number_class="surat", subject_code="KR",
    retention=LASTING, blocks=texts.SUPPORT_STATEMENT, sample=specimens.support_statement,
)  # fmt: skip
AGREEMENT = LetterKind(
    "agreement", "Kesepakatan kerja sama", Naskah.AGREEMENT, IssuedBy.LPMP, SignedBy.PARTIES, builder=agreement,
    subject="programs.ProgramYear", number_class="kerja_sama", subject_code="KS", retention=LASTING,
    blocks=texts.AGREEMENT, sample=specimens.agreement,
)  # fmt: skip
