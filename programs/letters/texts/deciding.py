"""How are the record of a verification, its result and the decree worded until an LPMP words them itself?"""

from documents.wording import Block, Placeholder, Shape
from programs.letters.texts.common import COMMON, REGION, SCHOOL

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
