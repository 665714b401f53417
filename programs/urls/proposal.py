"""Addresses of the programme year: proposal."""

from django.urls import path

from programs.views import proposal, proposal_adding, proposal_candidates

urlpatterns = [
    path("usulan/", proposal.proposals, name="proposals"),
    path("usulan/baru/", proposal.proposal_new, name="proposal_new"),
    path("usulan/<int:proposal_id>/", proposal.proposal, name="proposal"),
    path("usulan/<int:proposal_id>/riwayat/", proposal.proposal_history, name="proposal_history"),
    path("usulan/<int:proposal_id>/ubah/", proposal.proposal_edit, name="proposal_edit"),
    path("usulan/<int:proposal_id>/kriteria/", proposal.proposal_criteria, name="proposal_criteria"),
    path("usulan/<int:proposal_id>/periksa/", proposal.proposal_check, name="proposal_check"),
    path("usulan/<int:proposal_id>/kirim/", proposal.submit, name="submit"),
    path("usulan/<int:proposal_id>/tarik/", proposal.withdraw, name="withdraw"),
    path("usulan/<int:proposal_id>/susun-kembali/", proposal.reopen, name="reopen"),
    path("usulan/<int:proposal_id>/pengganti/", proposal_candidates.replacements, name="replacements"),
    path("usulan/<int:proposal_id>/tambah/", proposal_adding.model_new, name="model_new"),
    path("usulan/<int:proposal_id>/tambah/<int:school_id>/", proposal_adding.model_add, name="model_add"),
    path("calon/<int:candidate_id>/", proposal_candidates.candidate, name="candidate"),
    path("calon/<int:candidate_id>/ubah/", proposal_candidates.candidate_edit, name="candidate_edit"),
    path("calon/<int:candidate_id>/keluarkan/", proposal_candidates.candidate_remove, name="candidate_remove"),
    path("calon/<int:candidate_id>/pindah/", proposal_candidates.candidate_move, name="candidate_move"),
    path("calon/<int:candidate_id>/imbas/", proposal_adding.imbas_new, name="imbas_new"),
]
