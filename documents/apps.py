"""The register of letters."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Surat dan dokumen"
    verbs = {
        "letter.drafted": "{actor} membuat konsep {subject}",
        "letter.initialled": "{actor} membubuhkan paraf pada {subject}",
        "letter.sent_back": "{actor} mengembalikan {subject} ke konsep: {reason}",
        "letter.issued": "{actor} menerbitkan {subject}",
        "letter.rendered": "PDF {subject} siap ({pages} halaman)",
        "letter.signed": "{subject} ditandatangani: {way}, diverifikasi oleh {actor}",
        "letter.signature_waits": "{actor} mengunggah {subject} bertanda tangan; penerbit sertifikatnya belum dikenal",
        "letter.sent": "{actor} mencatat {subject} sudah dikirim",
        "letter.received": "{actor} mencatat {subject} diterima {received_on}",
        "letter.archived": "{actor} mengarsipkan {subject}",
        "letter.cancelled": "{actor} membatalkan {subject}: {reason}",
        "incoming.registered": "{actor} mencatat {subject}",
        "incoming.changed": "{actor} memperbaiki {subject}: {fields}",
        "incoming.crossed_out": "{actor} mencoret {subject}: {reason}",
        "dossier.asked": "{actor} meminta {subject}",
        "dossier.made": "{subject} siap: {files} berkas",
        "bulk.started": "{actor} memulai {subject}: {count} surat",
        "bulk.paused": "{actor} menjeda {subject}",
        "bulk.orphaned": "{subject} dijeda: keanggotaan pemberi perintah ({member}) sudah berakhir",
        "bulk.resumed": "{actor} melanjutkan {subject}",
        "bulk.stopped": "{actor} menghentikan {subject}; {skipped} surat tidak dibuat",
        "bulk.retried": "{actor} mengulangi {count} surat yang gagal dari {subject}",
        "bulk.finished": "{subject} selesai: {ready} siap, {failed} gagal",
        "bulk.bound": "{actor} menggabungkan {count} surat dari {subject} menjadi {form}",
        "text.saved": "{actor} menyimpan konsep {subject}",
        "text.published": "{actor} menerbitkan {subject} versi {version}: {note}",
        "text.discarded": "{actor} membuang konsep {subject}",
        "text.restored": "{actor} mengambil kembali versi {version} sebagai konsep {subject}",
    }
    verbs |= {
        "scan.uploaded": "{actor} mengunggah pindaian {subject}",
        "scan.read": "Pindaian {subject} dibaca: {matched} dari {pages} lembar cocok",
        "scan.matched": "{actor} mencocokkan lembar {position} dari {subject} sebagai halaman {page}",
        "scan.set_aside": "{actor} menyisihkan lembar {position} dari {subject}",
        "key.added": "{actor} memasang kunci tanda tangan",
        "key.dropped": "{actor} menghapus kunci tanda tangan",
    }
    jobs = {
        "documents.render": "documents.services.render",
        "documents.dossier": "documents.services.dossier.make_dossier",
        "documents.read_scan": "documents.services.read_scan",
        "documents.bulk": "documents.services.bulk.make_bulk",
        "documents.bind": "documents.services.binding.bind",
    }
    dossier_parts = "documents.collecting.parts"
    workflows = {"Surat": "documents.rules.LETTER_MOVES", "Penerbitan massal": "documents.rules.BULK_MOVES"}
