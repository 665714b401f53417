"""Addresses of the register of letters, and the public one that a QR code leads to."""

from django.urls import path

from documents import views
from documents.views import bulk, texts

app_name = "documents"
urlpatterns = [
    path("surat/", views.letters, name="list"),
    path("surat/agenda/", views.agenda, name="agenda"),
    path("surat/<int:letter_id>/", views.detail, name="detail"),
    path("surat/<int:letter_id>/berkas", views.file, name="file"),
    path("surat/<int:letter_id>/pdf", views.pdf, name="pdf"),
    path("surat/<int:letter_id>/pdf/ulangi", views.retry, name="retry"),
    path("surat/<int:letter_id>/konsep", views.concept, name="concept"),
    path("surat/<int:letter_id>/konsep.pdf", views.concept_file, name="concept_file"),
    path("surat/<int:letter_id>/paraf", views.move, {"name": "initial"}, name="initial"),
    path("surat/<int:letter_id>/terbitkan-berparaf", views.move, {"name": "issue_initialled"}, name="issue_initialled"),
    path("surat/<int:letter_id>/kembalikan", views.move, {"name": "send_back"}, name="send_back"),
    path("surat/<int:letter_id>/terima", views.move, {"name": "receive"}, name="receive"),
    path("surat/<int:letter_id>/tanggal-terima", views.note_receipt, name="note_receipt"),
    path("surat/<int:letter_id>/terbitkan", views.move, {"name": "issue"}, name="issue"),
    path("surat/<int:letter_id>/tandatangani", views.move, {"name": "sign"}, name="sign"),
    path("surat/<int:letter_id>/kirim", views.move, {"name": "send"}, name="send"),
    path("surat/<int:letter_id>/arsipkan", views.move, {"name": "archive"}, name="archive"),
    path("surat/<int:letter_id>/batalkan", views.move, {"name": "cancel"}, name="cancel"),
    path("surat-masuk/", views.incoming_list, name="incoming_list"),
    path("surat-masuk/baru", views.incoming_new, name="incoming_new"),
    path("surat-masuk/<int:incoming_id>/", views.incoming, name="incoming"),
    path("surat-masuk/<int:incoming_id>/ubah", views.incoming_edit, name="incoming_edit"),
    path("surat-masuk/<int:incoming_id>/pindaian", views.incoming_scan, name="incoming_scan"),
    path("surat-masuk/<int:incoming_id>/coret", views.incoming_cross_out, name="incoming_cross_out"),
    path("surat/massal/", bulk.bulks, name="bulks"),
    path("surat/massal/<int:bulk_id>/", bulk.bulk, name="bulk"),
    path("surat/massal/<int:bulk_id>/keadaan", bulk.bulk_state, name="bulk_state"),
    path("surat/massal/<int:bulk_id>/jeda", bulk.bulk_move, {"name": "pause"}, name="bulk_pause"),
    path("surat/massal/<int:bulk_id>/lanjutkan", bulk.bulk_move, {"name": "resume"}, name="bulk_resume"),
    path("surat/massal/<int:bulk_id>/ulangi", bulk.bulk_move, {"name": "retry"}, name="bulk_retry"),
    path("surat/massal/<int:bulk_id>/hentikan", bulk.bulk_move, {"name": "stop"}, name="bulk_stop"),
    path("surat/massal/<int:bulk_id>/gabung", bulk.bulk_bind, name="bulk_bind"),
    path("surat/massal/<int:bulk_id>/gabungan.pdf", bulk.bulk_file, {"form": "pdf"}, name="bulk_pdf"),
    path("surat/massal/<int:bulk_id>/gabungan.zip", bulk.bulk_file, {"form": "zip"}, name="bulk_zip"),
    path("surat/teks/", texts.texts, name="texts"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/", texts.text, name="text"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/ubah", texts.text_edit, name="text_edit"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/pratinjau", texts.text_preview, name="text_preview"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/pratinjau.pdf", texts.text_pdf, name="text_pdf"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/terbitkan", texts.text_publish, name="text_publish"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/buang", texts.text_discard, name="text_discard"),
    path("surat/teks/<int:lpmp_id>/<str:letter_kind>/pulihkan", texts.text_restore, name="text_restore"),
    path(
        "surat/teks/<int:lpmp_id>/<str:letter_kind>/versi/<int:text_version>/", texts.text_version, name="text_version"
    ),
    path("v/", views.verify_search, name="verify_search"),
    path("v/<str:code>", views.verify, name="verify"),
]
