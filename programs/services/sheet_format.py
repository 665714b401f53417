"""How the spreadsheet of a proposal is laid out: its columns, and what may stand in them."""

from typing import NamedTuple

SHEET, SCHOOLS, GUIDE = "Usulan", "Sekolah", "Petunjuk"
MAX_ROWS = 2000
YES_NO = {"ya": True, "tidak": False}
PARTS = {"model": "model", "imbas": "imbas"}
FUNDINGS = {"dalam kuota": "in_quota", "di luar kuota": "over_quota"}


class Column(NamedTuple):
    """One column: its head on the sheet, the field it fills, how wide it is drawn."""

    head: str
    field: str
    width: int = 16


COLUMNS = (
    Column("Peran", "part", 10),
    Column("NPSN", "npsn", 12),
    Column("Nama sekolah", "name", 38),
    Column("NPSN sekolah model", "model_npsn", 20),
    Column("Pendanaan", "funding", 16),
    Column("Belum memenuhi SNP", "not_yet_snp", 20),
    Column("Berkomitmen", "committed", 14),
    Column("Didukung daerah", "supported", 16),
    Column("Bukti belum SNP", "snp_note", 28),
    Column("Bukti komitmen", "commitment_note", 28),
    Column("Bukti dukungan", "support_note", 28),
    Column("Alasan imbas kurang", "fewer_reason", 28),
    Column("Keterangan", "note", 28),
)
HEADS = {column.field: column.head for column in COLUMNS}
TRUTHS = ("not_yet_snp", "committed", "supported")
TEXTS = ("snp_note", "commitment_note", "support_note", "fewer_reason", "note")
CHOICES = {"part": ("Model", "Imbas"), "funding": ("Dalam kuota", "Di luar kuota")} | dict.fromkeys(
    TRUTHS, ("Ya", "Tidak")
)
GUIDE_LINES = (
    "Cara mengisi lembar «Usulan»",
    "1. Satu baris untuk satu sekolah. Baris sekolah model memakai Peran «Model».",
    "2. Baris sekolah imbas memakai Peran «Imbas» dan menyebut NPSN sekolah modelnya.",
    "3. NPSN dapat disalin dari lembar «Sekolah». Nama sekolah hanya untuk dibaca.",
    "4. Sel yang dikosongkan tidak mengubah isian yang sudah ada di aplikasi.",
    "5. Baris yang Anda hapus dari lembar ini tidak menghapus sekolah dari usulan.",
    "6. Jangan memakai rumus; tuliskan nilainya.",
    "7. Simpan sebagai .xlsx, lalu unggah di halaman usulan. Tidak ada yang masuk sebelum Anda menyetujui pratinjau.",
)
