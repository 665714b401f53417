"""Addresses of the portal."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", views.search, name="search"),
    path("bantuan/", views.help_page, name="help"),
    path("galeri/", views.gallery, name="gallery"),
    path("pekerjaan/<int:job_id>/", views.job, name="job"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
