"""Which app answers which address. Words are Indonesian and stay stable."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("portal.urls")),
    path("akun/", include("accounts.urls")),
    path("", include("schools.urls")),
    path("program/", include("programs.urls")),
    path("surat/", include("documents.urls")),
]
