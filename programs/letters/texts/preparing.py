"""How are the letters before a proposal worded until an LPMP words them itself?"""

from documents.wording import Block, Placeholder
from programs.letters.texts.common import COMMON, REGION

EVENT = Placeholder("acara", "Nama rapat.", "Rapat Koordinasi Program Sekolah Model")

INVITATION = (
    Block(
        "opening", "Alinea pembuka",
        "Dalam rangka {program} Tahun {tahun}, kami mengundang Saudara untuk menghadiri {acara} yang dilaksanakan "
        "pada:",
        placeholders=(EVENT, *COMMON), needs=("acara",),
    ),
    Block("topics_lead", "Pengantar acara pokok", "Acara pokok:", placeholders=(EVENT, *COMMON)),
    Block(
        "participants_lead", "Pengantar peserta",
        "Kami mohon Saudara menugaskan peserta dari instansi Saudara sebagai berikut:", placeholders=(EVENT, *COMMON),
    ),
    Block(
        "confirming", "Konfirmasi kehadiran", "Konfirmasi kehadiran disampaikan kepada {narahubung}.",
        when="narahubung",
        placeholders=(
            Placeholder("narahubung", "Narahubung yang dicatat pada rapat.", "Sekretariat, telepon (0761) 12345"),
            EVENT, *COMMON,
        ),
        needs=("narahubung",), help="Muncul bila rapat mencatat narahubungnya.",
    ),
    Block("closing", "Penutup", "Atas perhatian dan kehadiran Saudara, kami ucapkan terima kasih.",
          placeholders=(EVENT, *COMMON)),
)  # fmt: skip

SUPPORT_STATEMENT = (
    Block(
        "opening", "Kalimat pernyataan",
        "dengan ini menyatakan bahwa Pemerintah {daerah} mendukung {program} Tahun {tahun} yang diselenggarakan oleh "
        "{lembaga}, dalam bentuk:",
        placeholders=(REGION, *COMMON), needs=("daerah",),
    ),
    Block(
        "budget", "Kalimat anggaran", "Anggaran yang disediakan sebesar {anggaran} bersumber dari {sumber}.",
        when="anggaran",
        placeholders=(
            Placeholder("anggaran", "Jumlah dengan angka dan huruf.",
                        "Rp250.000.000 (dua ratus lima puluh juta rupiah)"),
            Placeholder("sumber", "Sumber anggaran.", "APBD"), REGION, *COMMON,
        ),
        needs=("anggaran", "sumber"), help="Muncul bila jumlah anggarannya ditulis.",
    ),
    Block("closing", "Penutup", "Pernyataan ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
          placeholders=(REGION, *COMMON)),
)  # fmt: skip

AGREEMENT = (
    Block(
        "agreeing", "Kalimat kesepakatan",
        "PIHAK KESATU dan PIHAK KEDUA, selanjutnya disebut PARA PIHAK, sepakat bekerja sama dengan ketentuan sebagai "
        "berikut.",
        placeholders=(REGION, *COMMON),
    ),
    Block(
        "closing", "Penutup",
        "Demikian kesepakatan ini dibuat dan ditandatangani oleh PARA PIHAK pada hari dan tanggal tersebut di atas.",
        placeholders=(REGION, *COMMON),
    ),
)  # fmt: skip
