"""Which app answers which address. Words are Indonesian and stay stable."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("portal.urls")),
    path("akun/", include("accounts.urls")),
    path("", include("schools.urls")),
    path("program/", include("programs.urls")),
    path("", include("documents.urls")),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.broken"
