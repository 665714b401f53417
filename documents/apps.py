"""The register of letters."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Surat dan dokumen"
    verbs = {
        "letter.drafted": "{actor} membuat konsep {subject}",
        "letter.issued": "{actor} menerbitkan {subject}",
        "letter.rendered": "PDF {subject} siap ({pages} halaman)",
        "letter.signed": "{actor} mencatat {subject} sudah ditandatangani",
        "letter.sent": "{actor} mencatat {subject} sudah dikirim",
        "letter.archived": "{actor} mengarsipkan {subject}",
        "letter.cancelled": "{actor} membatalkan {subject}: {reason}",
        "text.saved": "{actor} menyimpan konsep {subject}",
        "text.published": "{actor} menerbitkan {subject} versi {version}: {note}",
        "text.discarded": "{actor} membuang konsep {subject}",
        "text.restored": "{actor} mengambil kembali versi {version} sebagai konsep {subject}",
    }
    jobs = {"documents.render": "documents.services.render"}
    workflows = {"Surat": "documents.rules.LETTER_MOVES"}
