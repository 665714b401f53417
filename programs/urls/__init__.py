"""Addresses of a programme year, by part."""

from programs.urls import commitment, determination, papers, proposal, verification, year

app_name = "programs"
urlpatterns = [
    *year.urlpatterns,
    *proposal.urlpatterns,
    *commitment.urlpatterns,
    *verification.urlpatterns,
    *determination.urlpatterns,
    *papers.urlpatterns,
]
