"""Addresses of the programme year: verification."""

from django.urls import path

from programs.views import assignment, corrections, verification, verification_lists, verification_sheet

urlpatterns = [
    path("verifikasi/", verification.verification_board, name="verification_board"),
    path("verifikasi/tugaskan/", verification.assign_selected, name="assign_selected"),
    path("verifikasi/<int:candidate_id>/", verification_sheet.sheet, name="sheet"),
    path("verifikasi/<int:candidate_id>/buka/", verification_sheet.sheet_reopen, name="sheet_reopen"),
    path("verifikasi/<int:candidate_id>/benturan/", verification.conflict, name="conflict"),
    path("verifikasi/<int:candidate_id>/temuan/", corrections.corrections, name="corrections"),
    path("verifikasi/foto/<int:photo_id>/", verification_sheet.photo, name="photo"),
    path("verifikasi/foto/<int:photo_id>/hapus/", verification_sheet.photo_remove, name="photo_remove"),
    path("<int:program_id>/penugasan/", assignment.assign, name="assign"),
    path("<int:program_id>/penugasan/batal/", assignment.assign_undo, name="assign_undo"),
    path("usulan/<int:proposal_id>/terima/", verification_lists.receive, name="receive"),
    path("usulan/<int:proposal_id>/kembalikan/", verification_lists.send_back, name="send_back"),
    path("usulan/<int:proposal_id>/tutup-bersama/", verification_lists.close_jointly, name="close_jointly"),
    path("usulan/<int:proposal_id>/tutup-lpmp/", verification_lists.close_by_lpmp, name="close_by_lpmp"),
]
