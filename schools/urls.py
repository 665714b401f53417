"""Addresses of schools, their imports, clusters and offices."""

from django.urls import path

from schools.views import clusters, imports, institutions, schools

app_name = "schools"
urlpatterns = [
    path("sekolah/", schools.school_list, name="list"),
    path("sekolah/peta/", schools.school_map, name="map"),
    path("sekolah/<int:school_id>/", schools.detail, name="detail"),
    path("sekolah/<int:school_id>/ubah/", schools.edit, name="edit"),
    path("sekolah/impor/", imports.import_list, name="import_list"),
    path("sekolah/impor/baru/", imports.import_new, name="import_new"),
    path("sekolah/impor/<int:import_id>/", imports.import_detail, name="import_detail"),
    path("sekolah/impor/<int:import_id>/masukkan/", imports.import_commit, name="import_commit"),
    path("sekolah/impor/<int:import_id>/batal/", imports.import_cancel, name="import_cancel"),
    path("sekolah/impor/<int:import_id>/berkas/", imports.import_file, name="import_file"),
    path("sekolah/gugus/", clusters.cluster_list, name="clusters"),
    path("sekolah/gugus/baru/", clusters.cluster_new, name="cluster_new"),
    path("sekolah/gugus/<int:cluster_id>/", clusters.cluster, name="cluster"),
    path("sekolah/gugus/<int:cluster_id>/ubah/", clusters.cluster_edit, name="cluster_edit"),
    path("lembaga/", institutions.institutions, name="institutions"),
    path("lembaga/contoh-nomor/", institutions.number_example, name="number_example"),
    path("lembaga/<int:institution_id>/", institutions.institution, name="institution"),
    path("lembaga/<int:institution_id>/pengganti/", institutions.delegate, name="delegate"),
    path("lembaga/pengganti/<int:delegation_id>/akhiri/", institutions.delegation_end, name="delegation_end"),
    path("lembaga/<int:institution_id>/lambang/", institutions.logo, name="logo"),
]
