"""Addresses of the register of letters, and the public one that a QR code leads to."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("surat/", views.letters, name="list"),
    path("surat/<int:letter_id>/", views.detail, name="detail"),
    path("surat/<int:letter_id>/berkas", views.file, name="file"),
    path("surat/<int:letter_id>/pdf", views.pdf, name="pdf"),
    path("surat/<int:letter_id>/pdf/ulangi", views.retry, name="retry"),
    path("surat/<int:letter_id>/terbitkan", views.move, {"name": "issue"}, name="issue"),
    path("surat/<int:letter_id>/tandatangani", views.move, {"name": "sign"}, name="sign"),
    path("surat/<int:letter_id>/kirim", views.move, {"name": "send"}, name="send"),
    path("surat/<int:letter_id>/arsipkan", views.move, {"name": "archive"}, name="archive"),
    path("surat/<int:letter_id>/batalkan", views.move, {"name": "cancel"}, name="cancel"),
    path("surat/massal/", views.bulks, name="bulks"),
    path("surat/massal/<int:bulk_id>/", views.bulk, name="bulk"),
    path("surat/massal/<int:bulk_id>/keadaan", views.bulk_state, name="bulk_state"),
    path("surat/massal/<int:bulk_id>/jeda", views.bulk_move, {"name": "pause"}, name="bulk_pause"),
    path("surat/massal/<int:bulk_id>/lanjutkan", views.bulk_move, {"name": "resume"}, name="bulk_resume"),
    path("surat/massal/<int:bulk_id>/ulangi", views.bulk_move, {"name": "retry"}, name="bulk_retry"),
    path("surat/massal/<int:bulk_id>/hentikan", views.bulk_move, {"name": "stop"}, name="bulk_stop"),
    path("surat/massal/<int:bulk_id>/gabung", views.bulk_bind, name="bulk_bind"),
    path("surat/massal/<int:bulk_id>/gabungan.pdf", views.bulk_file, {"form": "pdf"}, name="bulk_pdf"),
    path("surat/massal/<int:bulk_id>/gabungan.zip", views.bulk_file, {"form": "zip"}, name="bulk_zip"),
    path("v/", views.verify_search, name="verify_search"),
    path("v/<str:code>", views.verify, name="verify"),
]
