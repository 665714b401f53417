"""Addresses of the programme year: determination."""

from django.urls import path

from programs.views import determination

urlpatterns = [
    path("<int:program_id>/penetapan/", determination.determination, name="determination"),
    path("<int:program_id>/penetapan/pratinjau/", determination.decree_preview, name="decree_preview"),
    path("<int:program_id>/peserta/", determination.participant_list, name="participants"),
    path("keputusan/<int:decree_id>/", determination.decree, name="decree"),
]
