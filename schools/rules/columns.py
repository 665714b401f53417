"""Which column of a school list says what: the header is found by the names the sources really use."""

import re
from collections.abc import Sequence
from typing import NamedTuple

HEADER_WITHIN = 30
# Field -> header words, letters only; of two that fit, the earlier one counts (import-formats.md section 2).
SYNONYMS: dict[str, tuple[str, ...]] = {
    "npsn": ("npsn", "schoolid"),
    "name": ("namasekolah", "namasatuanpendidikan", "schoolname", "sekolah", "satuanpendidikan", "nama"),
    "form": ("bentuk", "bp", "bentukpendidikan", "jenissatuanpendidikan", "schoollevel", "jenjang",
             "jenjangpendidikan"),
    "status": ("status", "statussekolah", "statussatuanpendidikan", "negeriswasta"),
    "province": ("propinsi", "provinsi", "namaprovinsi", "propinsiluarnegeriln", "province",
                 "indukprovinsi", "prov"),
    "regency": ("kabupatenkota", "kabkota", "kabupaten", "kabkotanegaraln", "kotakabupaten", "namakabupaten",
                "kotakab", "indukkabupaten"),
    "district": ("kecamatan", "kecamatankotaln", "namakecamatan", "kec", "indukkecamatan"),
    "province_code": ("kodeprop", "kodeprov", "kodeprovinsi", "kodepropinsi", "kodewilayahindukprovinsi"),
    "regency_code": ("kodekabkota", "kodekab", "kodekabupaten", "kodekabupatenkota", "kodewilayahindukkabupaten"),
    "district_code": ("kodekec", "kodekecamatan", "kodewilayahindukkecamatan", "kodewilayah"),
    "village": ("desakelurahan", "kelurahan", "namadesa", "desa"),
    "address": ("alamatjalan", "alamat", "schooladdress", "alamatsekolah"),
    "latitude": ("lintang", "latitude", "lat"),
    "longitude": ("bujur", "longitude", "long", "lng", "lon"),
    "dapodik_id": ("id", "sekolahid", "satuanpendidikanid"),
    "accreditation": ("akreditasi", "accreditation", "peringkatakreditasi"),
    "curriculum": ("kurikulum",),
    "pupils": ("pd", "pesertadidiktotal", "totalpesertadidik", "jumlahpesertadidik", "pesertadidik"),
    "teachers": ("guru", "gurutotal", "jumlahguru"),
    "email": ("email", "posel"),
    "phone": ("telepon", "nomortelepon", "notelepon", "notelp"),
}  # fmt: skip
PERSONAL = {"nisn", "nik"}
OF_DAPODIK = {"kodeprop", "kodewilayah", "kodewilayahindukkecamatan"}
# A column that only one source has names the layout.
LAYOUTS = (
    ("kodeprop", "Sekolah Kita (Jendela)"), ("schoolid", "Sekolah Kita 2017"), ("lastsync", "Progres Dapodik"),
    ("sekolahidenkrip", "Profil Dapodik"), ("satuanpendidikanid", "Data Induk"),
    ("propinsiluarnegeriln", "Referensi"), ("noakreditasi", "Referensi"),
)  # fmt: skip


class Layout(NamedTuple):
    """Where each field stands in the rows of one sheet."""

    columns: dict[str, int]
    headers: tuple[str, ...]
    name: str
    has_dapodik_codes: bool

    def header(self, field: str) -> str:
        return self.headers[self.columns[field]] if field in self.columns else ""


def header_key(value: object) -> str:
    """``Kab.-Kota/Negara (LN)`` -> ``kabkotanegaraln``; line breaks and case do not count."""
    return re.sub(r"[^a-z0-9]", "", str(value or "").casefold())


def is_personal(cells: Sequence[object]) -> bool:
    """Whether this header belongs to a list of pupils or staff: NISN or NIK is personal data."""
    return any(header_key(cell) in PERSONAL for cell in cells)


def find_layout(cells: Sequence[object]) -> Layout | None:
    """The layout when this row is the header: it names NPSN and at least one thing more."""
    keys = [header_key(cell) for cell in cells]
    columns = {}
    for field, words in SYNONYMS.items():
        if word := next((word for word in words if word in keys), None):
            columns[field] = keys.index(word)
    if "npsn" not in columns or len(columns) < 2:
        return None
    name = next((name for key, name in LAYOUTS if key in keys), "Daftar dengan NPSN")
    headers = tuple(" ".join(str(cell or "").split())[:80] for cell in cells)
    return Layout(columns, headers, name, bool(OF_DAPODIK & set(keys)))


def is_header_again(cells: Sequence[object], layout: Layout) -> bool:
    """A header repeated in the middle, as copied pages have it."""
    at = layout.columns["npsn"]
    return at < len(cells) and header_key(cells[at]) in SYNONYMS["npsn"]


def is_total(cells: Sequence[object]) -> bool:
    """A line of totals under a table."""
    words = (header_key(cell) for cell in cells if cell not in (None, ""))
    return next(words, "").startswith(("jumlah", "total", "grandtotal"))
