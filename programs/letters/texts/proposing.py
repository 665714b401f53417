"""How are Formulir 02.1 to 02.3 worded until an LPMP words them itself?"""

from documents.wording import Block, Placeholder, Shape
from programs.letters.texts.common import COMMON, REGION

F021 = (
    Block(
        "opening", "Alinea pembuka",
        "Menindaklanjuti rapat koordinasi {program} Tahun {tahun}, bersama ini kami mengusulkan {calon_model} beserta "
        "{calon_imbas} sebagaimana terlampir.",
        placeholders=(
            Placeholder("calon_model", "Jumlah calon sekolah model; dirinci per jenjang di antara koma bila ada.",
                        "3 (tiga) calon sekolah model, terdiri atas 2 SD dan 1 SMP,"),
            Placeholder("calon_imbas", "Jumlah calon sekolah imbas.", "13 (tiga belas) calon sekolah imbas"),
            *COMMON, REGION,
        ),
        needs=("calon_model", "calon_imbas"),
    ),
    Block(
        "quota", "Kalimat kuota", "Kuota yang diberikan adalah {kuota}.", into="opening", when="kuota",
        placeholders=(Placeholder("kuota", "Jumlah kuota dinas itu.", "4 (empat) sekolah model"), *COMMON, REGION),
        needs=("kuota",), help="Menyambung alinea pembuka bila dinas itu mendapat kuota.",
    ),
    Block(
        "over_quota", "Kalimat di luar kuota",
        "Sebanyak {di_luar_kuota} diusulkan di luar kuota dan dibiayai oleh Pemerintah {daerah}.",
        into="opening", when="di_luar_kuota",
        placeholders=(
            Placeholder("di_luar_kuota", "Jumlah yang diusulkan di luar kuota.", "1 (satu) sekolah model"),
            *COMMON, REGION,
        ),
        needs=("di_luar_kuota",), help="Menyambung alinea pembuka bila ada usulan di luar kuota.",
    ),
    Block("criteria_lead", "Pengantar kriteria", "Sekolah yang diusulkan memenuhi kriteria sebagai berikut:",
          placeholders=(*COMMON, REGION)),
    Block(
        "criteria", "Kriteria",
        "belum memenuhi Standar Nasional Pendidikan menurut hasil pemetaan mutu;\n"
        "seluruh komponen sekolah bersedia dan berkomitmen mengikuti seluruh rangkaian kegiatan, "
        "sebagaimana dinyatakan dalam Formulir 02.2 dan Formulir 02.3;\n"
        "didukung oleh Pemerintah {daerah}.",
        placeholders=(*COMMON, REGION), shape=Shape.LINES,
    ),
    Block(
        "support", "Dukungan daerah", "Dukungan pemerintah daerah: {dukungan}", when="dukungan",
        placeholders=(
            Placeholder("dukungan", "Dukungan yang ditulis dinas pada usulannya.", "Dana APBD Rp250.000.000."),
            *COMMON, REGION,
        ),
        needs=("dukungan",), help="Muncul bila dinas menulis dukungannya.",
    ),
    Block("closing", "Penutup",
          "Demikian usulan ini kami sampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
          placeholders=(*COMMON, REGION)),
)  # fmt: skip

DECLARING = Block(
    "declaring", "Pengantar pernyataan", "dengan ini menyatakan dengan sungguh-sungguh bahwa kami:",
    placeholders=COMMON,
)  # fmt: skip
PROMISED = Block(
    "closing", "Penutup",
    "Pernyataan ini kami buat dengan sebenarnya, tanpa paksaan dari pihak mana pun, dan kami laksanakan dengan penuh "
    "tanggung jawab.",
    placeholders=COMMON,
)  # fmt: skip

# R-2.1-01, -04, R-2.2-02, -04 as promises.
F022 = (
    DECLARING,
    Block(
        "statements", "Butir pernyataan",
        "bersedia menjadi {sebutan_model} dalam {program} Tahun {tahun};\n"
        "seluruh komponen sekolah bersedia mengikuti pelatihan, pendampingan, supervisi, monitoring, dan evaluasi;\n"
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS) dengan keputusan kepala sekolah;\n"
        "melaksanakan lima langkah penjaminan mutu internal secara utuh dan berkelanjutan;\n"
        "menggunakan hasil pemetaan mutu sebagai dasar perencanaan peningkatan mutu;\n"
        "mengimbaskan praktik baik kepada {jumlah_imbas} {sebutan_imbas};\n"
        "memaparkan hasil pelaksanaan pada diseminasi setiap akhir semester;\n"
        "menyampaikan data dan laporan yang benar dan tepat waktu;\n"
        "mendukung pembiayaan kegiatan dari BOS dan/atau sumber lain yang sah.",
        placeholders=(
            Placeholder("jumlah_imbas", "Banyaknya sekolah imbas untuk satu sekolah model.", "5"), *COMMON,
        ),
        needs=("sebutan_model", "jumlah_imbas"), shape=Shape.LINES, longest=3000,
    ),
    PROMISED,
)  # fmt: skip

# R-2.1-04, section 4.4: what an imbas school does with its model school.
F023 = (
    DECLARING,
    Block(
        "statements", "Butir pernyataan",
        "bersedia menjadi {sebutan_imbas} dari {sekolah_model} dalam {program} Tahun {tahun};\n"
        "mengirimkan wakil pada seluruh kegiatan pendampingan di sekolah model;\n"
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS);\n"
        "menerapkan sistem penjaminan mutu internal di sekolah;\n"
        "mengikuti diseminasi dengan menghadirkan pengawas, kepala sekolah, dan wakil guru;\n"
        "menyampaikan data dan laporan yang benar dan tepat waktu.",
        placeholders=(
            Placeholder("sekolah_model", "Nama dan NPSN sekolah modelnya.", "SD NEGERI 001 CONTOH (NPSN 10400001)"),
            *COMMON,
        ),
        needs=("sebutan_imbas", "sekolah_model"), shape=Shape.LINES, longest=3000,
    ),
    PROMISED,
)  # fmt: skip
