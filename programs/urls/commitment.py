"""Addresses of the programme year: commitment and spreadsheet."""

from django.urls import path

from programs.views import commitment, commitment_bulk, spreadsheet

urlpatterns = [
    path("komitmen/", commitment.commitments, name="commitments"),
    path("komitmen/massal/", commitment_bulk.commitments_bulk, name="commitments_bulk"),
    path("komitmen/<int:candidate_id>/", commitment.commitment, name="commitment"),
    path("komitmen/<int:candidate_id>/isi/", commitment.commitment_fill, name="commitment_fill"),
    path("komitmen/<int:candidate_id>/cetak/", commitment.commitment_print, name="commitment_print"),
    path("komitmen/<int:candidate_id>/unggah/", commitment.commitment_upload, name="commitment_upload"),
    path("komitmen/<int:candidate_id>/tolak/", commitment.commitment_reject, name="commitment_reject"),
    path("komitmen/<int:candidate_id>/pindaian/<str:receipt>/", commitment.commitment_scan, name="commitment_scan"),
    path("usulan/<int:proposal_id>/excel/", spreadsheet.proposal_import, name="proposal_import"),
    path("usulan/<int:proposal_id>/excel/templat/", spreadsheet.proposal_template, name="proposal_template"),
    path("usulan/<int:proposal_id>/excel/masukkan/", spreadsheet.proposal_import_commit, name="proposal_import_commit"),
]
