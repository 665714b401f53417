"""What stands behind the demo: the kab/kota of Riau, their public codes, and the figures of programme year 2020.

Kecamatan are given as a rough centre, around which invented schools are scattered.
"""

from typing import NamedTuple


class Spot(NamedTuple):
    """A kecamatan, roughly."""

    name: str
    latitude: float
    longitude: float
    km: float = 0  # radius in which schools lie, where less than usual


class Regency(NamedTuple):
    """One kab/kota: codes of the three systems, its town, the 2020 figures, and schools per level to invent."""

    name: str
    kind: str
    code: str
    kemdikbud_code: str
    bps_code: str
    town: str
    models: int
    imbas: int
    schools: dict[str, int]
    spots: list[Spot]


def _levels(sd: int, smp: int, sma: int, smk: int) -> dict[str, int]:
    return {"SD": sd, "SMP": smp, "SMA": sma, "SMK": smk}


REGENCIES = [
    Regency(
        "Kampar", "regency", "14.01", "090100", "1406", "Bangkinang", 34, 113, _levels(242, 62, 26, 14),
        [
            Spot("Bangkinang Kota", 0.34, 101.03), Spot("Tambang", 0.44, 101.28), Spot("Siak Hulu", 0.36, 101.48),
            Spot("Tapung", 0.62, 101.12), Spot("Tapung Hulu", 0.78, 100.98), Spot("Kampar Kiri", 0.06, 101.19),
            Spot("XIII Koto Kampar", 0.31, 100.77),
        ],
    ),
    Regency(
        "Indragiri Hulu", "regency", "14.02", "090400", "1402", "Rengat", 25, 93, _levels(150, 36, 16, 12),
        [
            Spot("Rengat", -0.38, 102.54), Spot("Rengat Barat", -0.44, 102.42), Spot("Pasir Penyu", -0.40, 102.26),
            Spot("Seberida", -0.67, 102.48), Spot("Batang Cenaku", -0.77, 102.30), Spot("Peranap", -0.52, 101.98),
        ],
    ),
    Regency(
        "Bengkalis", "regency", "14.03", "090200", "1408", "Bengkalis", 21, 88, _levels(169, 49, 23, 13),
        [
            Spot("Bengkalis", 1.51, 102.15), Spot("Bantan", 1.51, 102.18), Spot("Mandau", 1.27, 101.20),
            Spot("Pinggir", 1.11, 101.26), Spot("Bukit Batu", 1.36, 101.96), Spot("Siak Kecil", 1.22, 102.00),
        ],
    ),
    Regency(
        "Indragiri Hilir", "regency", "14.04", "090500", "1403", "Tembilahan", 16, 60, _levels(200, 60, 22, 12),
        [
            Spot("Tembilahan", -0.32, 103.15), Spot("Tempuling", -0.40, 102.98), Spot("Enok", -0.55, 103.22),
            Spot("Keritang", -0.72, 102.95), Spot("Reteh", -0.69, 103.12), Spot("Mandah", 0.05, 103.45),
        ],
    ),
    Regency(
        "Pelalawan", "regency", "14.05", "090800", "1404", "Pangkalan Kerinci", 15, 63, _levels(110, 32, 13, 10),
        [
            Spot("Pangkalan Kerinci", 0.38, 101.85), Spot("Langgam", 0.25, 101.72), Spot("Ukui", -0.15, 102.12),
            Spot("Pangkalan Kuras", 0.10, 101.90), Spot("Kerumutan", 0.05, 102.38), Spot("Teluk Meranti", 0.22, 102.58),
        ],
    ),
    Regency(
        "Rokan Hulu", "regency", "14.06", "090900", "1407", "Pasir Pengaraian", 22, 88, _levels(182, 64, 18, 19),
        [
            Spot("Rambah", 0.87, 100.32), Spot("Rambah Hilir", 0.98, 100.38), Spot("Tambusai", 1.07, 100.20),
            Spot("Ujung Batu", 0.70, 100.53), Spot("Kunto Darussalam", 0.86, 100.67),
            Spot("Rokan IV Koto", 0.58, 100.38),
        ],
    ),
    Regency(
        "Rokan Hilir", "regency", "14.07", "091000", "1409", "Bagansiapiapi", 21, 85, _levels(180, 61, 32, 14),
        [
            Spot("Bangko", 2.10, 100.84), Spot("Rimba Melintang", 1.88, 100.88), Spot("Bangko Pusako", 1.75, 100.80),
            Spot("Tanah Putih", 1.60, 100.92), Spot("Bagan Sinembah", 1.68, 100.48), Spot("Pujud", 1.40, 100.72),
        ],
    ),
    Regency(
        "Siak", "regency", "14.08", "091100", "1405", "Siak Sri Indrapura", 20, 89, _levels(112, 49, 17, 13),
        [
            Spot("Siak", 0.80, 102.04), Spot("Dayun", 0.66, 102.02), Spot("Tualang", 0.66, 101.62),
            Spot("Minas", 0.84, 101.46), Spot("Kandis", 0.96, 101.26), Spot("Sungai Apit", 1.04, 102.14),
        ],
    ),
    Regency(
        "Kuantan Singingi", "regency", "14.09", "091400", "1401", "Teluk Kuantan", 13, 60, _levels(124, 37, 14, 11),
        [
            Spot("Kuantan Tengah", -0.52, 101.56), Spot("Kuantan Mudik", -0.66, 101.46), Spot("Benai", -0.47, 101.62),
            Spot("Pangean", -0.42, 101.68), Spot("Singingi", -0.34, 101.34), Spot("Logas Tanah Darat", -0.32, 101.56),
        ],
    ),
    Regency(
        "Kepulauan Meranti", "regency", "14.10", "091500", "1410", "Selatpanjang", 15, 57, _levels(88, 26, 13, 9),
        [
            Spot("Tebing Tinggi", 0.95, 102.70), Spot("Tebing Tinggi Barat", 0.95, 102.56),
            Spot("Merbau", 1.02, 102.40), Spot("Rangsang", 0.95, 102.99), Spot("Rangsang Barat", 1.06, 102.70, 3),
        ],
    ),
    Regency(
        "Pekanbaru", "city", "14.71", "096000", "1471", "Pekanbaru", 28, 125, _levels(146, 62, 30, 30),
        [
            Spot("Tampan", 0.47, 101.38), Spot("Marpoyan Damai", 0.47, 101.44), Spot("Payung Sekaki", 0.52, 101.41),
            Spot("Bukit Raya", 0.48, 101.48, 2), Spot("Tenayan Raya", 0.50, 101.53), Spot("Rumbai", 0.58, 101.43),
        ],
    ),
    Regency(
        "Dumai", "city", "14.72", "096200", "1473", "Dumai", 10, 39, _levels(52, 18, 10, 10),
        [
            Spot("Dumai Timur", 1.66, 101.47), Spot("Dumai Selatan", 1.62, 101.43), Spot("Dumai Barat", 1.66, 101.40),
            Spot("Bukit Kapur", 1.52, 101.38), Spot("Sungai Sembilan", 1.80, 101.33),
        ],
    ),
]  # fmt: skip
SPREAD_KM = {"regency": 6.0, "city": 2.5}
LPMP_TOWN = Spot("Pekanbaru", 0.5, 101.45)
MODELS_2020 = sum(regency.models for regency in REGENCIES)
IMBAS_2020 = sum(regency.imbas for regency in REGENCIES)
