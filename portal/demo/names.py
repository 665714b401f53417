"""How invented people, villages and schools of the demo are called: plausible, and nobody's real name."""

from datetime import date, timedelta
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


FIRST_MEN = _words(
    "Ahmad Budi Darman Edi Fahmi Gunawan Hendri Irwan Junaidi Khairul Lukman Marwan Nasrul Oktavian "
    "Parlindungan Rahmat Syafrizal Taufik Usman Wahyudi Yusri Zulkifli Afrizal Bahrum Desrizal Erwin Fauzan"
)
FIRST_WOMEN = _words(
    "Aisyah Betti Citra Dewi Erlina Fatmawati Gusneli Hasnah Indrawati Jumiati Kartini Lismar Mardiana "
    "Nurhayati Oktarina Parida Ratna Suryani Tetty Umi Wirdaningsih Yulianti Zuraida Asmanidar Delvina Elfira"
)
LAST = _words(
    "Siregar Nasution Hasibuan Piliang Caniago Tanjung Saputra Wijaya Hidayat Kurniawan Rahman Lubis Harahap "
    "Batubara Sinaga Simanjuntak Purnomo Santoso Wibowo Halim Azwar Marpaung Anwar Ismail Yusuf Ramadhan Sikumbang"
)
DEGREES = ["S.Pd.", "S.Pd.", "S.Pd.", "M.Pd.", "M.Pd.", "S.Ag.", "S.Pd.SD", "M.M."]
VILLAGE_HEADS = _words(
    "Suka Tanjung Muara Bukit Sungai Pulau Kampung Batu Simpang Teluk Lubuk Air Padang Rantau Talang Pasir"
)
VILLAGE_TAILS = _words(
    "Indah Makmur Jaya Sari Mulya Damai Sepakat Pinang Berlian Kemuning Delima Cempaka Rambai Mayang Selasih "
    "Seroja Kenanga Melati Tembesu Gaharu Keladi Rumbia Nilam Mutiara Cendana Bidara"
)
STREETS = [
    "Jalan Pendidikan",
    "Jalan Lintas",
    "Jalan Pelajar",
    "Jalan Merdeka",
    "Jalan Cempaka",
    "Jalan Datuk Laksamana",
]
FOUNDATIONS = [
    "Cahaya Ilmu",
    "Tunas Harapan",
    "Nurul Hikmah",
    "Bina Insani",
    "Budi Luhur",
    "Al Muttaqin",
    "Santa Lestari",
]
PACKAGES = [
    "Teknik Komputer dan Jaringan", "Akuntansi dan Keuangan Lembaga", "Teknik Kendaraan Ringan Otomotif",
    "Agribisnis Tanaman Perkebunan", "Otomatisasi dan Tata Kelola Perkantoran", "Tata Boga", "Nautika Kapal Niaga",
]  # fmt: skip
RANKS = ["Penata, III/c", "Penata Tk. I, III/d", "Pembina, IV/a", "Pembina Tk. I, IV/b"]


class Person:
    """An invented person: name, titles, NIP and phone that fit each other."""

    def __init__(self, rng: Random, serial: int):
        man = rng.random() < 0.5
        self.name = f"{rng.choice(FIRST_MEN if man else FIRST_WOMEN)} {rng.choice(LAST)}"
        self.before = (
            rng.choice(["Drs.", "Drs.", "H."] if man else ["Dra.", "Hj.", "Hj."]) if rng.random() < 0.2 else ""
        )
        self.after = rng.choice(DEGREES)
        born = date(1962, 1, 1) + timedelta(days=rng.randrange(365 * 22))
        appointed = f"{born.year + 25}{rng.randrange(1, 13):02d}"
        self.nip = f"{born:%Y%m%d}{appointed}{1 if man else 2}{serial % 1000:03d}"
        self.phone = f"0812{serial:08d}"
        self.rank = rng.choice(RANKS)

    @property
    def full(self) -> str:
        """Name with titles."""
        return f"{self.before} {self.name}, {self.after}".strip()


def village(rng: Random) -> str:
    return f"{rng.choice(VILLAGE_HEADS)} {rng.choice(VILLAGE_TAILS)}"


def school_name(rng: Random, level: str, number: int, is_public: bool, place: str) -> str:
    """``SD NEGERI 014 LUBUK KEMUNING`` or ``SMP BUDI LUHUR LUBUK KEMUNING``."""
    if is_public:
        return (
            f"{level} NEGERI {number:03d} {place}".upper()
            if level == "SD"
            else f"{level} NEGERI {number} {place}".upper()
        )
    return f"{level} {rng.choice(FOUNDATIONS)} {place}".upper()
