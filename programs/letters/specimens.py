"""What do the letters look like with nobody's data in them? Invented rows around the texts of a preview."""

from typing import Any

from documents.letters import signer
from documents.models import LetterDraft
from schools.models import Institution

NIP = "196401011989031001"
PERSON = {"name": "Nama Lengkap, S.Pd.", "nip": "", "title": "Verifikator"}
IMBAS = {
    "no": 1, "npsn": "10400002", "name": "SD NEGERI 002 CONTOH", "level": "SD", "status": "N", "district": "Contoh",
    "cluster": "Gugus I", "distance": "1,4", "packages": "", "result": "Layak", "reason": "",
}  # fmt: skip
MODEL = {
    "no": 1, "npsn": "10400001", "name": "SD NEGERI 001 CONTOH", "level": "SD", "status": "N", "district": "Contoh",
    "cluster": "Gugus I", "address": "Jalan Contoh Nomor 1", "head": "Nama Kepala Sekolah", "phone": "",
    "accreditation": "B", "curriculum": "K13", "quality": "3,92 (Menuju SNP 3)", "packages": "",
    "funding": "Dalam kuota", "note": "", "result": "Layak", "reason": "", "imbas": [IMBAS],
}  # fmt: skip
SUMS = {"models": 1, "imbas": 1, "by_level": "1 SD", "over_quota": 0}
DINAS_HEAD = {
    "logo": "", "upper": ["PEMERINTAH KABUPATEN CONTOH"], "name": "Dinas Pendidikan Kabupaten Contoh",
    "address": "Jalan Contoh Nomor 1, Contoh", "contact": "",
}  # fmt: skip
SCHOOL_HEAD = {
    "logo": "", "upper": ["PEMERINTAH KABUPATEN CONTOH", "DINAS PENDIDIKAN KABUPATEN CONTOH"],
    "name": "SD NEGERI 001 CONTOH", "address": "Jalan Contoh Nomor 1", "contact": "NPSN 10400001",
}  # fmt: skip


def _draft(kind: str, lpmp: Institution, title: str, content: dict[str, Any], addressee: str = "") -> LetterDraft:
    return LetterDraft(kind, lpmp, title, content, lpmp, addressee)


def _head(lpmp: Institution) -> dict[str, str]:
    name = lpmp.head_name or "Nama Kepala, M.Pd."
    return signer(lpmp.head_title, name, rank=lpmp.head_rank, nip=lpmp.head_nip or NIP)


def f021(lpmp: Institution) -> LetterDraft:
    content = {
        "letterhead": DINAS_HEAD, "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": lpmp.town,
        "signer": signer("Kepala Dinas", "Nama Kepala Dinas, M.Si.", nip=NIP), "copies": ["Bupati Contoh (laporan)."],
        "letter_of": "Surat Kepala Dinas Pendidikan Kabupaten Contoh",
        "table_title": ["DAFTAR USULAN CALON SEKOLAH MODEL DAN SEKOLAH IMBAS", "KABUPATEN CONTOH TAHUN 2020"],
        "rows": [MODEL], "sums": SUMS,
    }  # fmt: skip
    title = "Usulan Calon Sekolah Model dan Sekolah Imbas Tahun 2020"
    return _draft("f021", lpmp, title, content, f"Kepala {lpmp.name}")


def f022(lpmp: Institution) -> LetterDraft:
    return _statement("f022", lpmp, "Sekolah Model", ["Wakil Guru", "Wakil Tenaga Kependidikan", "Ketua Komite Sekolah",
                                                      "Wakil Orang Tua", "Wakil Peserta Didik"])  # fmt: skip


def f023(lpmp: Institution) -> LetterDraft:
    return _statement("f023", lpmp, "Sekolah Imbas", ["Ketua Komite Sekolah"])


def _statement(kind: str, lpmp: Institution, term: str, components: list[str]) -> LetterDraft:
    content = {
        "letterhead": SCHOOL_HEAD, "heading": ["SURAT PERNYATAAN KESEDIAAN DAN KOMITMEN", f"SEBAGAI {term.upper()}"],
        "program": "Program Sekolah Model Tahun 2020", "term": term, "place": "Contoh", "year": 2020,
        "identity": [["Nama kepala sekolah", "Nama Kepala Sekolah"], ["Nama sekolah", "SD NEGERI 001 CONTOH"],
                     ["NPSN", "10400001"], ["Kabupaten/Kota", "Kabupaten Contoh"]],
        "head": {"title": "Kepala Sekolah", "name": "Nama Kepala Sekolah", "nip": ""},
        "signers": [{"title": title, "name": "", "nip": ""} for title in components],
        "known_by": [{"title": "Pengawas Pembina", "name": "", "nip": ""}],
    }  # fmt: skip
    return _draft(kind, lpmp, f"Pernyataan Kesediaan dan Komitmen sebagai {term}", content)


def official_record(lpmp: Institution) -> LetterDraft:
    content = {
        "heading": ["BERITA ACARA", "VERIFIKASI DAN VALIDASI CALON SEKOLAH MODEL"], "first_party": [PERSON],
        "second_party": PERSON | {"title": "Kepala SD NEGERI 001 CONTOH"}, "school": "SD NEGERI 001 CONTOH",
        "npsn": "10400001", "methods": ["Kunjungan ke sekolah", "Data Dapodik"], "findings": [], "texts": [],
        "differences": [], "reason": "", "town": "Contoh", "witness": PERSON | {"name": ""}, "photos": [],
    }  # fmt: skip
    return _draft("official_record", lpmp, "Berita Acara Verifikasi dan Validasi", content)


def result_notice(lpmp: Institution) -> LetterDraft:
    content = {
        "manner": "Biasa", "enclosures": "1 (satu) berkas", "town": "Contoh", "note": "", "signer": _head(lpmp),
        "copies": [], "letter_of": f"Surat Kepala {lpmp.name}", "rows": [MODEL],
        "table_title": ["HASIL VERIFIKASI DAN VALIDASI CALON SEKOLAH MODEL", "KABUPATEN CONTOH TAHUN 2020"],
    }  # fmt: skip
    title = "Hasil Verifikasi dan Validasi Calon Sekolah Model Tahun 2020"
    return _draft("result_notice", lpmp, title, content, "Kepala Dinas Pendidikan Kabupaten Contoh")


def decree(lpmp: Institution) -> LetterDraft:
    about = "PENETAPAN SEKOLAH MODEL DAN SEKOLAH IMBAS"
    content = {
        "authority": f"KEPALA {lpmp.name}".upper(), "about": [about, "PROGRAM SEKOLAH MODEL TAHUN 2020"],
        "list_title": "SEKOLAH MODEL DAN SEKOLAH IMBAS TAHUN 2020", "town": lpmp.town, "date": "30 April 2020",
        "decision": f"KEPUTUSAN KEPALA {lpmp.name} TENTANG {about} TAHUN 2020.".upper(), "signer": _head(lpmp),
        "sections": [{"place": "Kabupaten Contoh", "rows": [MODEL], "sums": SUMS}], "total": SUMS,
    }  # fmt: skip
    return _draft("decree", lpmp, "Penetapan Sekolah Model dan Sekolah Imbas Tahun 2020", content)


def _person(lpmp: Institution) -> dict[str, str]:
    return _head(lpmp) | {"text": f"Kepala {lpmp.name}, selanjutnya disebut PIHAK KESATU", "called": "PIHAK KESATU"}


def invitation(lpmp: Institution) -> LetterDraft:
    content = {
        "manner": "Penting", "enclosures": "-", "town": "Contoh", "topics": ["sosialisasi program", "pembagian kuota"],
        "facts": [["Hari, tanggal", "Senin, 10 Februari 2020"], ["Pukul", "09.00–15.00 WIB"], ["Tempat", "Aula"]],
        "participants": ["kepala bidang pembinaan SD dan SMP", "pengawas sekolah"], "note": "", "copies": [],
        "signer": _head(lpmp), "letter_of": "", "table_title": ["", ""], "rundown": [],
    }  # fmt: skip
    title = "Undangan Rapat Koordinasi Program Sekolah Model"
    return _draft("invitation", lpmp, title, content, "Kepala Dinas Pendidikan Kabupaten Contoh")


def support_statement(lpmp: Institution) -> LetterDraft:
    content = {
        "letterhead": DINAS_HEAD, "heading": ["SURAT PERNYATAAN DUKUNGAN", "PROGRAM SEKOLAH MODEL TAHUN 2020"],
        "identity": [["Nama", "Nama Kepala Dinas, M.Si."], ["Jabatan", "Kepala Dinas Pendidikan Kabupaten Contoh"]],
        "forms": ["pendampingan oleh pengawas sekolah"], "town": "Contoh",
        "signer": signer("Kepala Dinas", "Nama Kepala Dinas, M.Si.", nip=NIP),
    }  # fmt: skip
    return _draft("support_statement", lpmp, "Pernyataan Dukungan Pemerintah Kabupaten Contoh", content)


def agreement(lpmp: Institution) -> LetterDraft:
    first = _person(lpmp)
    second = first | {"name": "Nama Bupati", "title": "Bupati Contoh", "nip": "", "rank": "", "called": "PIHAK KEDUA",
                      "text": "Bupati Contoh, selanjutnya disebut PIHAK KEDUA"}  # fmt: skip
    content = {
        "heading": ["KESEPAKATAN KERJA SAMA", f"ANTARA {lpmp.name}".upper(), "DAN PEMERINTAH KABUPATEN CONTOH"],
        "opening": "Pada hari ini kami yang bertanda tangan di bawah ini:",
        "first": first,
        "second": second,
        "articles": [{"no": 1, "title": "Maksud dan Tujuan", "texts": ["Isi pasal ditulis Imbas dari data."]}],
    }
    return _draft("agreement", lpmp, "Kesepakatan Kerja Sama", content)


def task_letter(lpmp: Institution) -> LetterDraft:
    content = {
        "heading": ["SURAT TUGAS"], "authority": f"Kepala {lpmp.name}", "basis": ["Dasar penugasan;"],
        "officers": [{"no": 1, "name": "Nama Verifikator", "nip": "-", "rank": "-", "position": "Verifikator"}],
        "town": lpmp.town, "signer": _head(lpmp), "copies": [], "letter_of": f"Surat Tugas Kepala {lpmp.name}",
        "table_title": ["DAFTAR CALON SEKOLAH MODEL YANG DIVERIFIKASI", "TAHUN 2020"], "schools": [],
    }  # fmt: skip
    return _draft("task_letter", lpmp, "Surat Tugas Verifikasi dan Validasi", content)


def fgd_record(lpmp: Institution) -> LetterDraft:
    content = {
        "heading": ["BERITA ACARA", "DISKUSI KELOMPOK TERPUMPUN (FGD)", "KOMITMEN SELURUH KOMPONEN SEKOLAH"],
        "people": [["Kepala Sekolah", "Nama Kepala Sekolah"]], "results": ["Seluruh komponen menyatakan bersedia."],
        "first_party": [PERSON], "second_party": PERSON | {"title": "Kepala SD NEGERI 001 CONTOH"},
        "witness": PERSON | {"name": ""},
    }  # fmt: skip
    return _draft("fgd_record", lpmp, "Berita Acara FGD", content)


def school_notice(lpmp: Institution) -> LetterDraft:
    content = {
        "manner": "Penting", "enclosures": "-", "town": "Kabupaten Contoh", "signer": _head(lpmp), "copies": [],
        "partners": [["SD NEGERI 002 CONTOH", "10400002", "Jalan Contoh Nomor 2"]],
        "partner_words": "Sekolah Saudara mengimbaskan praktik baik kepada 1 (satu) sekolah imbas:", "decree": 0,
    }  # fmt: skip
    title = "Pemberitahuan Penetapan sebagai Sekolah Model Tahun 2020"
    return _draft("school_notice", lpmp, title, content, "Kepala SD NEGERI 001 CONTOH")
