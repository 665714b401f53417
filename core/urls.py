"""Addresses for machines: is the installation well, whom to tell about a hole, and the pieces of an upload."""

from django.urls import path

from core import arrival_views, views

app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("unggahan/", arrival_views.begin, name="upload_begin"),
    path("unggahan/<int:upload_id>/", arrival_views.upload, name="upload"),
]
