"""Addresses of the programme year: the papers around coordination, support, visits and the decree."""

from django.urls import path

from programs.views import coordination, papers

urlpatterns = [
    path("<int:program_id>/koordinasi/", coordination.coordination, name="coordination"),
    path("<int:program_id>/koordinasi/baru/", coordination.meeting_new, name="meeting_new"),
    path("koordinasi/<int:meeting_id>/ubah/", coordination.meeting_edit, name="meeting_edit"),
    path("koordinasi/<int:meeting_id>/undang/", coordination.meeting_invite, name="meeting_invite"),
    path("koordinasi/<int:meeting_id>/daftar-hadir/", coordination.meeting_attendance, name="meeting_attendance"),
    path("<int:program_id>/dukungan/naskah/", papers.support_paper, name="support_paper"),
    path("<int:program_id>/penugasan/surat-tugas/", papers.task_letter, name="task_letter"),
    path("verifikasi/<int:candidate_id>/instrumen/", papers.visit_paper, {"paper": "instrument"}, name="instrument"),
    path("verifikasi/<int:candidate_id>/daftar-hadir/", papers.visit_paper, {"paper": "attendance"}, name="visit_list"),
    path("verifikasi/<int:candidate_id>/fgd/", papers.visit_paper, {"paper": "fgd"}, name="fgd_record"),
    path("keputusan/<int:decree_id>/pemberitahuan/", papers.decree_notify, name="decree_notify"),
]
