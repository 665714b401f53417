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
        "letter.signed": "{actor} mencatat {subject} sudah ditandatangani",
        "letter.sent": "{actor} mencatat {subject} sudah dikirim",
        "letter.received": "{actor} mencatat {subject} diterima {received_on}",
        "letter.archived": "{actor} mengarsipkan {subject}",
        "letter.cancelled": "{actor} membatalkan {subject}: {reason}",
    }
    jobs = {"documents.render": "documents.services.render"}
    workflows = {"Surat": "documents.rules.LETTER_MOVES"}
