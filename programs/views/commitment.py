"""The pages of commitments: a school fills in, prints, signs, sends; an office sees at a glance what is missing."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.rules import AT_SCHOOL, demand
from core.arrived import mark_used
from core.errors import Stale
from core.fields import keep_files
from core.lists import list_page
from core.models import Event
from core.queries import reference
from core.serving import serve
from documents.models import Letter
from programs.forms.commitment import CommitmentFilter, ScanForm, SignatoryForm
from programs.models import Candidate, Commitment
from programs.rules import STANDING, CommitmentState
from programs.services import commitments as services
from programs.tables.commitment import TONES, CommitmentTable


def find(request: HttpRequest, candidate_id: int) -> Candidate:
    """The visible candidate with its commitment and its ``commitment_state``."""
    demand(request.user.role, "commitment.read")
    related = ("school__regency", "school__district", "proposal__office", "proposal__program__institution", "program")
    visible = Candidate.objects.visible_to(request.user).with_commitment().select_related(*related)
    return get_object_or_404(visible, pk=candidate_id)


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """What is missing at a glance; a school with one commitment goes straight to it."""
    demand(request.user.role, "commitment.read")
    visible = Candidate.objects.visible_to(request.user).live().with_commitment()
    if request.user.role in AT_SCHOOL:
        return _own(request, visible)
    chosen = CommitmentFilter(request.GET, visible.order_by("school__name", "pk"), user=request.user)
    missing = chosen.qs.exclude(commitment_state=CommitmentState.COMPLETE)
    context = {"reminder": reminder(missing[:100]) if "pengingat" in request.GET else "",
               "query": request.GET.urlencode(), "may_bulk": may_bulk(request.user)}  # fmt: skip
    template = "programs/commitment/list.html"
    return list_page(request, template, chosen, CommitmentTable, name="pernyataan-komitmen", **context)


def may_bulk(user: Any) -> bool:
    """Who may both fill in commitments and make letters by the hundred: the offices."""
    return user.may["commitment_upload"] and user.may["letters_bulk"]


def _own(request: HttpRequest, visible: Any) -> HttpResponse:
    found = list(visible.filter(school=request.user.acting.school_id).order_by("-program__year"))
    if len(found) == 1:
        return redirect("programs:commitment", found[0].pk)
    return render(request, "programs/commitment/own.html", {"candidates": found})


def reminder(candidates: Any) -> str:
    """Words for WhatsApp: which schools still have to do what, and where."""
    lines = ["Yth. Bapak/Ibu Kepala Sekolah, pernyataan komitmen berikut belum kami terima lengkap:"]
    for candidate in candidates:
        state = CommitmentState(candidate.commitment_state).label.lower()
        link = f"{settings.SITE_URL}{reverse('programs:commitment', args=[candidate.pk])}"
        lines.append(f"- {candidate.school.name} ({state}): {link}")
    return "\n".join([*lines, "Mohon diisi, dicetak, ditandatangani, difoto, lalu dikirim lewat tautan. Terima kasih."])


def _may_fill(request: HttpRequest, candidate: Candidate) -> bool:
    user = request.user
    own = user.role not in AT_SCHOOL or candidate.school_id == user.acting.school_id
    return user.may["commitment_upload"] and own and candidate.state in STANDING


def _page(request: HttpRequest, candidate: Candidate, status: int = 200, **more: Any) -> HttpResponse:
    """The one page of a commitment; a form that failed comes back with everything that was typed."""
    commitment = getattr(candidate, "commitment", None) or Commitment(candidate=candidate)
    form = SignatoryForm(
        part=candidate.part, signatories=commitment.signatories, initial={"version": commitment.version}
    )
    letters = Letter.objects.visible_to(request.user).filter(subject=reference(commitment)).order_by("-pk")
    context = {
        "candidate": candidate, "commitment": commitment, "signatory_form": form, "form": None,
        "scan_form": ScanForm(owner=request.user),
        "tone": TONES[candidate.commitment_state], "state": CommitmentState(candidate.commitment_state).label,
        "may_fill": _may_fill(request, candidate), "letter": letters.first() if commitment.pk else None,
        "past": commitment.past_scans.all()[:10] if commitment.pk else [], "conflicts": [], "saved_by": None,
        "reminder": "" if request.user.role in AT_SCHOOL else reminder([candidate]),
        "events": Event.objects.about(commitment)[:10] if commitment.pk else [],
    }  # fmt: skip
    return render(request, "programs/commitment/detail.html", context | more, status=status)


@require_safe
def commitment(request: HttpRequest, candidate_id: int) -> HttpResponse:
    return _page(request, find(request, candidate_id))


@require_POST
def commitment_fill(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Save who signs."""
    candidate = find(request, candidate_id)
    form = SignatoryForm(request.POST, part=candidate.part, signatories={})
    if not form.is_valid():
        return _page(request, candidate, signatory_form=form, form=form)
    try:
        version = form.cleaned_data["version"]
        services.fill_commitment(candidate.pk, form.signatories(), version=version, by=request.user)
    except Stale as stale:
        return _stale(request, candidate, form, stale.current)
    if "cetak" in request.POST:
        return commitment_print(request, candidate_id)
    messages.success(request, "Penanda tangan tersimpan. Langkah berikutnya: cetak pernyataan.")
    return redirect("programs:commitment", candidate.pk)


@require_POST
def commitment_print(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Make the PDF with everything that is known; it stands on the page a moment later."""
    candidate = find(request, candidate_id)
    services.print_commitment(candidate.pk, by=request.user)
    messages.success(request, "Pernyataan sedang disiapkan sebagai PDF. Cetak, tanda tangani, lalu kirim fotonya.")
    return redirect(f"{reverse('programs:commitment', args=[candidate.pk])}#langkah-2")


def _stale(request: HttpRequest, candidate: Candidate, form: SignatoryForm, current: Any) -> HttpResponse:
    data = form.data.copy()
    data["version"] = current.version
    again = SignatoryForm(data, part=candidate.part, signatories={})
    again.is_valid()
    conflicts = form.differences(current.signatories)
    return _page(request, candidate, 409, signatory_form=again, conflicts=conflicts, saved_by=current.filled_by)


@require_POST
def commitment_upload(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Take in the signed form; the receipt is on the page it leads to."""
    candidate = find(request, candidate_id)
    form = ScanForm(request.POST, request.FILES, owner=request.user)
    if not form.is_valid():
        keep_files(form)
        return _page(request, candidate, scan_form=form, form=form)
    saved = services.upload_scan(candidate.pk, form.cleaned_data["scan"], by=request.user)
    mark_used([request.POST.get("scan_upload")], by=request.user)
    messages.success(request, f"Sudah diterima. Nomor tanda terima {saved.receipt}.")
    return redirect("programs:commitment", candidate.pk)


@require_POST
def commitment_reject(request: HttpRequest, candidate_id: int) -> HttpResponse:
    candidate = find(request, candidate_id)
    services.reject_scan(candidate.pk, request.POST.get("reason", ""), by=request.user)
    messages.success(request, "Pindaian ditolak; alasannya tampil pada halaman sekolah.")
    return redirect("programs:commitment", candidate.pk)


@require_safe
def commitment_scan(request: HttpRequest, candidate_id: int, receipt: str) -> HttpResponse:
    """The scan that has this receipt, now or earlier."""
    candidate = find(request, candidate_id)
    found = Commitment.objects.filter(candidate=candidate, receipt=receipt).first()
    if found is None and (current := getattr(candidate, "commitment", None)):
        found = current.past_scans.filter(receipt=receipt).first()
    if found is None or not found.scan:
        raise Http404
    suffix = found.scan.name.rsplit(".", 1)[-1]
    return serve(request, found.scan, name=f"{receipt}.{suffix}")
