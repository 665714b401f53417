"""Addresses of the programme year: year."""

from django.urls import path

from programs.views import quota, stages, support, year

urlpatterns = [
    path("", year.years, name="years"),
    path("baru/", year.year_new, name="year_new"),
    path("<int:program_id>/", year.year, name="year"),
    path("<int:program_id>/ubah/", year.year_edit, name="year_edit"),
    path("<int:program_id>/salin/", year.year_copy, name="year_copy"),
    path("<int:program_id>/buka/", year.year_open, name="year_open"),
    path("<int:program_id>/tutup/", year.year_close, name="year_close"),
    path("<int:program_id>/jadwal/", stages.stages, name="stages"),
    path("<int:program_id>/jadwal/khusus/", stages.stage_for, name="stage_for"),
    path("jadwal/<int:stage_id>/hapus/", stages.stage_end, name="stage_end"),
    path("<int:program_id>/kuota/", quota.quotas, name="quotas"),
    path("kuota/<int:quota_id>/", quota.quota, name="quota"),
    path("kuota/<int:quota_id>/geser/", quota.quota_shift, name="quota_shift"),
    path("kuota/<int:quota_id>/bagi-ulang/", quota.quota_split, name="quota_split"),
    path("<int:program_id>/dukungan/", support.support, name="support"),
    path("<int:program_id>/dukungan/catat/", support.support_edit, name="support_edit"),
    path("dukungan/<int:support_id>/dokumen/", support.support_document, name="support_document"),
]
