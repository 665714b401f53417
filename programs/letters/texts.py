"""Which pieces of these letters may the LPMP word itself, and what may it put into them? Version 0 stands here."""

from core.formats import in_sentence
from documents.wording import Block, Placeholder, Shape
from programs.models import ProgramYear

YEAR = Placeholder("tahun", "Tahun program.", "2020")
PROGRAM = Placeholder("program", "Judul program pada tahun itu.", "Program Sekolah Model")
MODEL = Placeholder("sebutan_model", "Sebutan sekolah model di dalam kalimat.", "sekolah model")
IMBAS = Placeholder("sebutan_imbas", "Sebutan sekolah imbas di dalam kalimat.", "sekolah imbas")
MODEL_TITLE = Placeholder("judul_model", "Sebutan sekolah model dengan huruf besar di awal.", "Sekolah Model")
IMBAS_TITLE = Placeholder("judul_imbas", "Sebutan sekolah imbas dengan huruf besar di awal.", "Sekolah Imbas")
OFFICE = Placeholder("lembaga", "Nama lengkap LPMP.", "Lembaga Penjaminan Mutu Pendidikan Provinsi Contoh")
COMMON = (PROGRAM, YEAR, MODEL, IMBAS, MODEL_TITLE, IMBAS_TITLE, OFFICE)
REGION = Placeholder("daerah", "Kabupaten, kota, atau provinsi pengusul.", "Kabupaten Contoh")
SCHOOL = Placeholder("sekolah", "Nama sekolah.", "SD NEGERI 001 CONTOH")


def common(program: ProgramYear) -> dict[str, str]:
    """What every text of the programme may name."""
    return {
        "program": program.title, "tahun": str(program.year), "lembaga": program.institution.name,
        "sebutan_model": in_sentence(program.model_term), "sebutan_imbas": in_sentence(program.imbas_term),
        "judul_model": program.model_term, "judul_imbas": program.imbas_term,
    }  # fmt: skip


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

OFFICIAL_RECORD = (
    Block(
        "opening", "Alinea pembuka",
        "Pada hari ini, {tanggal}, bertempat di {tempat}, kami yang bertanda tangan di bawah ini:",
        placeholders=(
            Placeholder("tanggal", "Hari dan tanggal dengan huruf.",
                        "Jumat tanggal tiga bulan April tahun dua ribu dua puluh"),
            Placeholder("tempat", "Tempat verifikasi.", "Ruang guru"),
            SCHOOL, *COMMON,
        ),
        needs=("tanggal", "tempat"),
    ),
    Block(
        "methods_lead", "Pengantar metode",
        "Pihak Pertama telah melakukan verifikasi dan validasi terhadap {sekolah} bersama Pihak Kedua dengan metode:",
        placeholders=(SCHOOL, *COMMON), needs=("sekolah",),
    ),
    Block(
        "result", "Kalimat hasil", "{sekolah} dinyatakan {hasil} sebagai {sebutan_model}",
        placeholders=(
            Placeholder("hasil", "Hasil verifikasi beserta kata sambungnya.", "LAYAK ditetapkan"), SCHOOL, *COMMON,
        ),
        needs=("sekolah", "hasil"), longest=400,
    ),
    Block("closing", "Penutup",
          "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
          placeholders=(SCHOOL, *COMMON)),
)  # fmt: skip

RESULT_NOTICE = (
    Block(
        "opening", "Alinea pembuka",
        "Sehubungan dengan {usulan}, bersama ini kami sampaikan bahwa dari {calon} yang diusulkan, {yang_layak} dan "
        "{yang_tidak_layak}, dengan rincian sebagaimana terlampir.",
        placeholders=(
            Placeholder("usulan", "Usulan yang dijawab, dengan nomornya bila ada.",
                        "usulan Saudara Nomor 421.2/1187/DPK/2020"),
            Placeholder("calon", "Jumlah calon yang diusulkan.", "3 (tiga) calon sekolah model"),
            Placeholder("yang_layak", "Jumlah yang layak; yang masih diperiksa menyusul di antara koma bila ada.",
                        "2 (dua) sekolah dinyatakan layak"),
            Placeholder("yang_tidak_layak", "Jumlah yang tidak layak.", "1 (satu) sekolah dinyatakan tidak layak"),
            *COMMON, REGION,
        ),
        needs=("calon", "yang_layak", "yang_tidak_layak"),
    ),
    Block(
        "request", "Permintaan sekolah pengganti",
        "Untuk sekolah yang dinyatakan tidak layak, kami mohon Saudara mengusulkan sekolah pengganti beserta "
        "{kelengkapan}. Sekolah pengganti akan diverifikasi kembali.",
        when="kelengkapan",
        placeholders=(
            Placeholder("kelengkapan", "Kata “kelengkapannya”, dengan batas waktunya bila ditentukan.",
                        "kelengkapannya paling lambat tanggal 10 April 2020"),
            *COMMON, REGION,
        ),
        needs=("kelengkapan",), help="Muncul bila ada sekolah yang tidak layak dan usulan belum ditutup.",
    ),
    Block("closing", "Penutup",
          "Demikian kami sampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
          placeholders=(*COMMON, REGION)),
)  # fmt: skip

DECREE = (
    Block(
        "considering", "Menimbang",
        "bahwa untuk mewujudkan penjaminan mutu pendidikan secara mandiri di satuan pendidikan perlu dikembangkan "
        "{sebutan_model} dan pola pengimbasannya;\n"
        "bahwa {sebutan_model} dan {sebutan_imbas} dalam Lampiran Keputusan ini telah diusulkan oleh pemerintah daerah "
        "serta memenuhi verifikasi dan validasi;\n"
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a dan huruf b, perlu menetapkan Keputusan "
        "Kepala {lembaga} tentang Penetapan {judul_model} dan {judul_imbas} Tahun {tahun};",
        placeholders=COMMON, shape=Shape.LINES, most_lines=5, longest=3000,
    ),
    Block(
        "basis", "Mengingat",
        "Undang-Undang Nomor 20 Tahun 2003 tentang Sistem Pendidikan Nasional;\n"
        "Peraturan Pemerintah Nomor 19 Tahun 2005 tentang Standar Nasional Pendidikan beserta perubahannya;\n"
        "Peraturan Menteri Pendidikan dan Kebudayaan Nomor 28 Tahun 2016 tentang Sistem Penjaminan Mutu Pendidikan "
        "Dasar dan Menengah;",
        placeholders=COMMON, shape=Shape.LINES, longest=4000,
    ),
    Block(
        "guideline", "Mengingat: pedoman", "{pedoman};", into="basis", when="pedoman", shape=Shape.LINES, most_lines=1,
        placeholders=(
            Placeholder("pedoman", "Pedoman yang dicatat pada tahun program.", "Pedoman Pengembangan Sekolah Model"),
            *COMMON,
        ),
        needs=("pedoman",), help="Butir terakhir dasar hukum, bila tahun program mencatat pedomannya.", longest=400,
    ),
    Block(
        "points", "Diktum",
        "Menetapkan {jumlah_model} dan {jumlah_imbas} di {jumlah_wilayah} sebagaimana tercantum dalam Lampiran yang "
        "merupakan bagian tidak terpisahkan dari Keputusan ini.\n"
        "{judul_model} melaksanakan sistem penjaminan mutu internal secara utuh dan mengimbaskannya kepada "
        "{sebutan_imbas} yang menjadi binaannya.",
        placeholders=(
            Placeholder("jumlah_model", "Jumlah sekolah model.", "34 (tiga puluh empat) sekolah model"),
            Placeholder("jumlah_imbas", "Jumlah sekolah imbas.", "170 (seratus tujuh puluh) sekolah imbas"),
            Placeholder("jumlah_wilayah", "Jumlah kabupaten/kota.", "2 (dua) kabupaten/kota"),
            *COMMON,
        ),
        needs=("jumlah_model", "jumlah_imbas", "jumlah_wilayah"), shape=Shape.POINTS, most_lines=8, longest=3000,
        help="Satu baris satu diktum. KESATU, KEDUA, dan seterusnya ditulis sendiri oleh Imbas.",
    ),
    Block(
        "over_quota", "Diktum di luar kuota",
        "{judul_model} di luar kuota dibiayai oleh pemerintah daerah pengusul dan dibina oleh fasilitator daerah.",
        placeholders=COMMON, into="points", when="di_luar_kuota", shape=Shape.POINTS, most_lines=1,
        help="Muncul bila ada sekolah model di luar kuota.",
    ),
    Block(
        "in_force", "Diktum terakhir", "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        placeholders=COMMON, into="points", shape=Shape.POINTS, most_lines=1,
    ),
)  # fmt: skip
