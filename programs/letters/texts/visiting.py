"""How are the letters of a visit, and those to schools afterwards, worded until an LPMP words them itself?"""

from documents.wording import Block, Placeholder, Shape
from programs.letters.texts.common import COMMON, SCHOOL

TASK_LETTER = (
    Block(
        "tasks", "Butir tugas",
        "melaksanakan verifikasi dan validasi {calon} beserta calon {sebutan_imbas} sebagaimana tercantum dalam "
        "lampiran, pada {waktu};\n"
        "mencatat temuan pada instrumen verifikasi dan menandatangani berita acara bersama sekolah;\n"
        "melaporkan hasilnya kepada Kepala {lembaga} paling lambat lima hari kerja setelah pelaksanaan.",
        placeholders=(
            Placeholder("calon", "Jumlah calon sekolah yang diverifikasi.", "12 (dua belas) calon sekolah model"),
            Placeholder("waktu", "Hari dan tanggal tugas.", "Senin, 30 Maret 2020 s.d. Rabu, 1 April 2020"), *COMMON,
        ),
        needs=("calon", "waktu"), shape=Shape.LINES, longest=3000,
    ),
    Block(
        "closing", "Penutup",
        "Surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab. Pihak terkait dimohon memberikan "
        "bantuan seperlunya.",
        placeholders=COMMON,
    ),
)  # fmt: skip

FGD_RECORD = (
    Block(
        "opening", "Alinea pembuka",
        "Pada hari ini, {tanggal}, bertempat di {tempat}, telah dilaksanakan diskusi kelompok terpumpun mengenai "
        "komitmen {sekolah} (NPSN {npsn}) sebagai calon {sebutan_model}, yang dihadiri oleh:",
        placeholders=(
            Placeholder("tanggal", "Hari dan tanggal dengan huruf.",
                        "Jumat tanggal tiga bulan April tahun dua ribu dua puluh"),
            Placeholder("tempat", "Tempat diskusi.", "Ruang guru"),
            Placeholder("npsn", "NPSN sekolah.", "10400001"), SCHOOL, *COMMON,
        ),
        needs=("tanggal", "tempat", "sekolah"),
    ),
    Block("closing", "Penutup",
          "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
          placeholders=(SCHOOL, *COMMON)),
)  # fmt: skip

# R-2.1-01, -04, R-4.1-02, -03 of a model school; R-2.1-04 and section 4.4 of an imbas school.
SCHOOL_NOTICE = (
    Block(
        "opening", "Alinea pembuka",
        "Berdasarkan Keputusan Kepala {lembaga} Nomor {nomor_keputusan} tanggal {tanggal_keputusan}, dengan hormat "
        "kami beritahukan bahwa {sekolah} (NPSN {npsn}) ditetapkan sebagai {sebagai} dalam {program} Tahun {tahun}.",
        placeholders=(
            Placeholder("nomor_keputusan", "Nomor keputusan penetapan.", "1/D7.4/KP/2020"),
            Placeholder("tanggal_keputusan", "Tanggal keputusan penetapan.", "30 April 2020"),
            Placeholder("npsn", "NPSN sekolah.", "10400001"),
            Placeholder("sebagai", "Sebutan peran sekolah itu di dalam kalimat.", "sekolah model"), SCHOOL, *COMMON,
        ),
        needs=("nomor_keputusan", "tanggal_keputusan", "sekolah", "sebagai"),
    ),
    Block(
        "funding", "Di luar kuota",
        "Sekolah ditetapkan di luar kuota: pembiayaan menjadi tanggung jawab Pemerintah {pemilik} dan pembinaan "
        "dilaksanakan oleh fasilitator daerah.",
        when="di_luar_kuota",
        placeholders=(
            Placeholder("pemilik", "Pemerintah daerah yang mengelola sekolah itu.", "Kabupaten Contoh"), *COMMON,
        ),
        help="Muncul bila sekolah itu ditetapkan di luar kuota.",
    ),
    Block("duties_lead", "Pengantar permintaan", "Sehubungan dengan itu, kami mohon Saudara:",
          placeholders=(SCHOOL, *COMMON)),
    Block(
        "model_duties", "Permintaan kepada sekolah model",
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS) dengan keputusan kepala sekolah;\n"
        "menyiapkan enam peserta pelatihan: kepala sekolah, guru, tenaga administrasi, komite, dan pengawas;\n"
        "menyampaikan penetapan ini kepada {sebutan_imbas} yang menjadi binaannya.",
        placeholders=(SCHOOL, *COMMON), shape=Shape.LINES, into="duties", when="model",
        help="Hanya pada surat kepada sekolah model. Pratinjau menampilkan keduanya.",
    ),
    Block(
        "imbas_duties", "Permintaan kepada sekolah imbas",
        "membentuk Tim Penjaminan Mutu Pendidikan Sekolah (TPMPS);\n"
        "mengirimkan wakil pada setiap pendampingan di {sebutan_model};\n"
        "mengikuti diseminasi setiap akhir semester.",
        placeholders=(SCHOOL, *COMMON), shape=Shape.LINES, into="duties", when="imbas",
        help="Hanya pada surat kepada sekolah imbas. Pratinjau menampilkan keduanya.",
    ),
    Block("closing", "Penutup", "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
          placeholders=(SCHOOL, *COMMON)),
)  # fmt: skip
