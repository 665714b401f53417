"""Addresses of a programme year, by part."""

from programs.urls import determination, proposal, verification, year

app_name = "programs"
urlpatterns = [*year.urlpatterns, *proposal.urlpatterns, *verification.urlpatterns, *determination.urlpatterns]
