"""School lists as the sources really write them: one small file per layout of import-formats.md section 2."""

import os
from pathlib import Path

import pytest

from tests import files

SHARED = Path(os.environ.get("IMBAS_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared/data"))


def shared(name):
    """A real file for measuring; the project ships none of them."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} of the shared data; name its folder in IMBAS_SHARED_DATA")
    return path


JENDELA = (
    "kode_prop,propinsi,kode_kab_kota,kabupaten_kota,kode_kec,kecamatan,id,npsn,sekolah,bentuk,status,alamat_jalan,"
    "lintang,bujur"
)
SATU = (
    "090000  ,Prov. Riau,090100  ,Kab. Kampar,090121  ,Kec. Contoh Hulu,203924C9-2FF5-E011-9A83-87B37B0BCEDD,10499901,"
    "SMP NEGERI 2 CONTOH HULU,SMP,N,Jl. Raya Contoh Km 58,.1150000,101.2867000"
)
DUA = "90000,PROV. RIAU,90100,KAB. KAMPAR,90120,Kec.Contoh Hilir,,10499902,SD  NEGERI 008\tCONTOH,SD,S,,0,0"


def jendela(*rows, name="sekolah.csv"):
    return files.upload("\n".join([JENDELA, *(rows or (SATU, DUA))]).encode(), name)


LAYOUTS = {
    "2a": (jendela(), {"name": "SMP NEGERI 2 CONTOH HULU", "latitude": 0.115, "status": "N", "level": "SMP"}),
    "2b": (
        files.upload(
            b'"schoolId","schoolName","schoolAddress","province","school_level","lat","long"\n'
            b'"10499901","SMA NEGERI 1 CONTOH","Jl. Contoh","Prop. Riau","SMA","0,35","101,2"\n',
            "lama.csv",
        ),
        {"name": "SMA NEGERI 1 CONTOH", "latitude": 0.35, "longitude": 101.2, "level": "SMA"},
    ),
    "2c": (
        files.workbook(
            [
                ("Progres Pengiriman", None),
                (),
                ("No", "Nama Sekolah", "NPSN", "BP", "Status", "Last Sync", "Jml Sync", "PD", "Rombel", "Guru"),
                (1, "SD NEGERI 1 CONTOH", 10499901, "SD", "Negeri", "05 Feb 2025 12:21:55", 3, 1.693, 6, 14),
                ("Jumlah", None, None, None, None, None, None, 1693),
            ],
            name="progres.xlsx",
        ),
        {"name": "SD NEGERI 1 CONTOH", "pupils": 1693, "teachers": 14, "status": "N"},
    ),
    "2d": (
        files.upload(
            b"sekolah_id_enkrip;Nama_Sekolah;Provinsi;Kota_Kabupaten;Kecamatan;NPSN;Status;Bentuk_Pendidikan;Kepsek;"
            b"Akreditasi;Kurikulum;Alamat;Desa_Kelurahan;Lintang;Bujur;Guru_Total;Peserta_Didik_Total\n"
            b"x;SMK CONTOH;Prov. Riau;Kab. Kampar;Kec. A;10499901;Swasta;SMK;Rahasia;A;Kurikulum 2013;Jl. B;Desa C;"
            b"-1;116;30;1.204\n",
            "profil.csv",
        ),
        {"name": "SMK CONTOH", "pupils": 1204, "village": "Desa C", "accreditation": "A", "latitude": None,
         "head_name": ""},
    ),
    "2e": (
        files.workbook(
            [
                ("No", "npsn", "Nama", "Bentuk Pendidikan", "Status Sekolah", "Alamat", "Propinsi/Luar Negeri (LN)",
                 "Kab.-Kota/Negara (LN)", "Kecamatan/Kota (LN)", "Desa/Kelurahan"),
                (1, "'10499901", "MTs CONTOH", "MTs", "SWASTA", "-", "PROV. RIAU", "KAB. KAMPAR", "KEC. X", "Desa Y"),
            ],
            name="referensi.xlsx",
        ),
        {"name": "MTs CONTOH", "level": "LAIN", "form": "MTS", "status": "S", "address": "", "village": "Desa Y"},
    ),
    "2f": (
        files.upload(
            "\ufeffsatuanPendidikanId,npsn,nama,bentukPendidikan,statusSatuanPendidikan,jenjangPendidikan,kodeWilayah,"
            "namaDesa,namaKecamatan,namaKabupaten,namaProvinsi,alamatJalan,peringkatAkreditasi\n"
            "203924C9-2FF5-E011-9A83-87B37B0BCEDD,10499901,SDLB CONTOH,SDLB,SWASTA,Dikdas,090121,D,Hulu,KAB. KAMPAR,"
            "PROV. RIAU,Jl. Z,Tidak Terakreditasi\n".encode(),
            "induk.csv",
        ),
        {"name": "SDLB CONTOH", "level": "SLB", "form": "SDLB", "accreditation": "TT", "address": "Jl. Z"},
    ),
}  # fmt: skip
