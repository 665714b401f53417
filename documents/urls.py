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
    path("surat/<int:letter_id>/konsep", views.concept, name="concept"),
    path("surat/<int:letter_id>/konsep.pdf", views.concept_file, name="concept_file"),
    path("surat/<int:letter_id>/paraf", views.move, {"name": "initial"}, name="initial"),
    path("surat/<int:letter_id>/terbitkan-berparaf", views.move, {"name": "issue_initialled"}, name="issue_initialled"),
    path("surat/<int:letter_id>/kembalikan", views.move, {"name": "send_back"}, name="send_back"),
    path("surat/<int:letter_id>/terima", views.move, {"name": "receive"}, name="receive"),
    path("surat/<int:letter_id>/tanggal-terima", views.note_receipt, name="note_receipt"),
    path("surat/<int:letter_id>/terbitkan", views.move, {"name": "issue"}, name="issue"),
    path("surat/<int:letter_id>/tandatangani", views.sign, name="sign"),
    path("surat/<int:letter_id>/tandatangani/unggah", views.upload_signed, name="upload_signed"),
    path("surat/<int:letter_id>/tandatangani/pindaian", views.confirm_scan, name="confirm_scan"),
    path("surat/tanda-tangan/", views.to_sign, name="to_sign"),
    path("surat/tanda-tangan/kunci", views.signing_key, name="signing_key"),
    path("surat/tanda-tangan/kunci/hapus", views.drop_key, name="drop_key"),
    path("surat/tanda-tangan/<int:signature_id>/berkas", views.signed_file, name="signed_file"),
    path("surat/tanda-tangan/<int:signature_id>/periksa", views.recheck, name="recheck"),
    path("surat/pindaian/", views.scans, name="scans"),
    path("surat/pindaian/<int:scan_id>/berkas", views.scan_file, name="scan_file"),
    path("surat/pindaian/lembar/<int:sheet_id>/gambar", views.sheet_picture, name="sheet_picture"),
    path("surat/pindaian/lembar/<int:sheet_id>/cocokkan", views.match_sheet, name="match_sheet"),
    path("surat/pindaian/lembar/<int:sheet_id>/sisihkan", views.set_aside, name="set_aside"),
    path("surat/<int:letter_id>/kirim", views.move, {"name": "send"}, name="send"),
    path("surat/<int:letter_id>/arsipkan", views.move, {"name": "archive"}, name="archive"),
    path("surat/<int:letter_id>/batalkan", views.move, {"name": "cancel"}, name="cancel"),
    path("v/", views.verify_search, name="verify_search"),
    path("v/<str:code>", views.verify, name="verify"),
]
