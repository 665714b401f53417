"""What is still missing before a proposal may be sent, and what is only worth a warning?"""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.formats import long_date
from programs.models import Candidate, Proposal, Quota, QuotaShare, Stage
from programs.rules import CandidateState, Criterion, Part, StageKind
from programs.services.standing import levels_of

Gap = tuple[str, str]


def due_on(proposal: Proposal, kind: str = StageKind.PROPOSAL) -> date | None:
    """The deadline of the stage for this office: its own date before the general one."""
    wanted = Q(place=None) | Q(place=proposal.office.place_id)
    stages = Stage.objects.filter(wanted, program=proposal.program_id, kind=kind)
    return max(stages, key=lambda stage: stage.place_id or 0).due_on if stages else None


def shares_of(proposal: Proposal) -> list[QuotaShare]:
    """The quota places this office may fill: its own kab/kota, or every kab/kota of a province."""
    place = proposal.office.place
    inside = Q(quota__place__parent=place) if place.kind == "province" else Q(quota__place=place)
    found = QuotaShare.objects.filter(inside, quota__program=proposal.program_id, level__in=levels_of(proposal))
    return list(found.select_related("quota__place").order_by("quota__place__code", "pk"))


def targets_of(proposal: Proposal) -> dict[int, int]:
    """Imbas schools per model, by kab/kota; the programme's default where a kab/kota has no quota."""
    return dict(Quota.objects.filter(program=proposal.program_id).values_list("place", "imbas_per_model"))


def _waiting(proposal: Proposal) -> list[Candidate]:
    """Candidates this sending is about: proposed, not decided in an earlier round."""
    found = proposal.candidates.filter(state=CandidateState.PROPOSED)
    return list(found.select_related("school", "commitment").order_by("pk"))


def gaps_of(proposal: Proposal) -> list[Gap]:
    """Everything that must be mended before sending, each with the address where it is mended."""
    candidates = _waiting(proposal)
    models = [candidate for candidate in candidates if candidate.part == Part.MODEL]
    gaps = _letter_gaps(proposal)
    if not models and not candidates:
        gaps.append(("Belum ada sekolah yang diusulkan.", reverse("programs:model_new", args=[proposal.pk])))
    gaps += _imbas_gaps(proposal)
    for candidate in candidates:
        gaps += _criteria_gaps(candidate) + _commitment_gaps(candidate)
    for imbas in _sound_imbas(proposal):
        gaps += _commitment_gaps(imbas)
    return gaps


def _sound_imbas(proposal: Proposal) -> list[Candidate]:
    """Imbas schools found worthy before: their 02.3 is asked for anew when their model school was replaced."""
    found = proposal.candidates.imbas().filter(state=CandidateState.VERIFIED, model__replaces__isnull=False)
    return list(found.select_related("school", "commitment").order_by("pk"))


def _letter_gaps(proposal: Proposal) -> list[Gap]:
    link = reverse("programs:proposal_edit", args=[proposal.pk])
    wanted = (
        (proposal.letter_number, "Nomor surat dinas belum diisi."),
        (proposal.letter_date, "Tanggal surat dinas belum diisi."),
        (proposal.support_note, "Bentuk dukungan daerah belum diisi."),
    )
    return [(text, link) for value, text in wanted if not value]


def _imbas_gaps(proposal: Proposal) -> list[Gap]:
    """R-2.3-03, -07: the target, or a stated reason for fewer."""
    targets = targets_of(proposal)
    models = proposal.candidates.live().models().select_related("school")
    counts: dict[int, int] = {}
    for model_id in proposal.candidates.live().imbas().values_list("model", flat=True):
        counts[model_id] = counts.get(model_id, 0) + 1
    found = []
    for model in models:
        target, have = targets.get(model.school.regency_id, proposal.program.default_imbas), counts.get(model.pk, 0)
        if have < target and not model.fewer_reason:
            text = f"{model.school.name}: {have} dari {target} sekolah imbas; tambahkan, atau tulis alasannya."
            found.append((text, reverse("programs:candidate", args=[model.pk])))
    return found


def _criteria_gaps(candidate: Candidate) -> list[Gap]:
    """R-2.2-06: three criteria of a model; for an imbas school the map may say SNP, so two (tables.md 3.1)."""
    wanted = [c for c in Criterion if candidate.part == Part.MODEL or c != Criterion.NOT_YET_SNP]
    missing = [str(c.label).lower() for c in wanted if not getattr(candidate, c.value)]
    if not missing:
        return []
    text = f"{candidate.school.name}: kriteria belum dicatat ({', '.join(missing)})."
    return [(text, reverse("programs:candidate_edit", args=[candidate.pk]))]


def _commitment_gaps(candidate: Candidate) -> list[Gap]:
    """R-3.2-10: a signed 02.2 of every model and 02.3 of every imbas school."""
    commitment = getattr(candidate, "commitment", None)
    if commitment is not None and commitment.uploaded_at:
        return []
    form = "02.2" if candidate.part == Part.MODEL else "02.3"
    text = f"{candidate.school.name}: Formulir {form} bertanda tangan belum diunggah."
    return [(text, reverse("programs:commitment", args=[candidate.pk]))]


def warnings_of(proposal: Proposal) -> list[str]:
    """What the office should know before sending; none of it forbids (R-P-04)."""
    found = []
    due = due_on(proposal)
    if due and timezone.localdate() > due:
        found.append(f"Batas pengusulan {long_date(due)} sudah lewat. Usulan tetap dapat dikirim.")
    free = sum(share.models_total - share.taken for share in shares_of(proposal))
    if free > 0:
        found.append(f"Masih ada {free} tempat kuota yang belum terisi.")
    failed = proposal.candidates.filter(state=CandidateState.FAILED).count()
    if failed:
        found.append(f"{failed} sekolah tidak layak belum diganti.")
    apart = proposal.candidates.live().imbas().filter(same_cluster=False).count()
    if apart:
        found.append(f"{apart} sekolah imbas berbeda gugus/klaster dengan sekolah modelnya.")
    return found
