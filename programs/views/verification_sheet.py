"""The page of one verification sheet: written in pieces, saved at any time, finished once."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import DINAS, LPMP, Role, demand
from core.arrived import mark_used, received
from core.errors import NotAllowed, Stale
from core.fields import ArrivingFileInput
from core.formats import clock
from core.keys import key_of
from core.models import Event, Purpose
from core.moves import Button
from core.queries import reference
from core.serving import serve
from core.storing import NotStored
from core.uploads import BadUpload
from documents.models import Letter
from programs.checking import gaps, registered
from programs.forms.verification import SheetForm
from programs.models import Candidate, CorrectionState, Verification, VerificationPhoto
from programs.services import verification as services
from programs.services.assignment import for_assigning, holder_of
from programs.services.verification_photos import add_photos, remove_photo
from programs.services.verification_sheet import asked_of, values_of

SECTIONS = ("pelaksanaan", "dapodik", "kriteria", "imbas", "uraian", "foto", "hasil")
NOT_FIELDS = ("csrfmiddlewaretoken", "do", "version", "merge", "caption", "photos_upload")


def _visible(request: HttpRequest, candidate_id: int) -> tuple[Candidate, Verification | None]:
    """The model candidate and its sheet; an office reads a sheet once it is finished."""
    found = for_assigning(Candidate.objects.visible_to(request.user).models())
    candidate = get_object_or_404(found.select_related("school__district", "program"), pk=candidate_id)
    demand(request.user.role, "verification.read")
    sheet = Verification.objects.filter(candidate=candidate).select_related("changed_by", "finished_by").first()
    is_office = request.user.role in DINAS | {Role.TPMPD} and holder_of(candidate) != request.user
    if is_office and not (sheet and sheet.finished_at):
        raise NotAllowed("Lembar ini masih dikerjakan LPMP. Hasilnya disampaikan dengan surat setelah selesai.")
    return candidate, sheet


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, candidate_id: int) -> HttpResponse:
    candidate, kept = _visible(request, candidate_id)
    if request.method == "POST":
        return _save(request, candidate, kept)
    form = _form(candidate, kept, initial=values_of(candidate, kept))
    return _page(request, candidate, kept, form)


def _form(candidate: Candidate, kept: Verification | None, **kwargs: Any) -> SheetForm:
    known = registered(candidate.school)
    if kept:
        known |= {key: row["dapodik"] for key, row in kept.dapodik.items() if row.get("match")}
    return SheetForm(asked=asked_of(candidate, kept), kept=known, auto_id="id_%s", **kwargs)


def _page(request: HttpRequest, candidate: Candidate, kept: Verification | None, form: SheetForm) -> HttpResponse:
    reason = services.why_not_write(candidate, kept, request.user)
    missing = gaps(values_of(candidate, kept), form.asked) if request.GET.get("periksa") and not reason else []
    return render(request, "programs/verification/sheet.html", {
        "candidate": candidate, "sheet": kept, "form": form, "reason": reason, "missing": missing,
        "school": candidate.school, "holder": holder_of(candidate), "version": kept.version if kept else 0,
        "photos": kept.photos.all() if kept else [], "buttons": _buttons(request, candidate, kept),
        "letters": _letters(request, candidate, kept),
        "events": Event.objects.about(candidate)[:30], "waiting": _waiting(request, kept),
        "saved_at": kept.changed_at if kept else None, "photo_way": ArrivingFileInput.way_in(Purpose.PHOTO),
    })  # fmt: skip


def _waiting(request: HttpRequest, kept: Verification | None) -> int:
    """How many findings wait for the LPMP's word on the school's record; others are not asked."""
    if kept is None or request.user.role not in LPMP:
        return 0
    return kept.corrections.filter(state=CorrectionState.WAITING).count()


def _letters(request: HttpRequest, candidate: Candidate, kept: Verification | None) -> QuerySet[Letter]:
    """What was printed for the visit, and the records of it."""
    subjects = [reference(candidate), *([reference(kept)] if kept else [])]
    return Letter.objects.visible_to(request.user).filter(subject__in=subjects).order_by("pk")


def _buttons(request: HttpRequest, candidate: Candidate, kept: Verification | None) -> list[Button]:
    """What may be done with the sheet as a whole, each for a reason."""
    is_over = bool(kept and kept.finished_at)
    if is_over and request.user.may["verifier_assign"] and candidate.proposal.state in services.OPEN_STATES:
        return [Button("reopen", "Buka kembali", reverse("programs:sheet_reopen", args=[candidate.pk]), reason=True)]
    if not is_over and holder_of(candidate) == request.user:
        link = reverse("programs:conflict", args=[candidate.pk])
        return [Button("conflict", "Nyatakan benturan kepentingan", link, reason=True)]
    return []


def _save(request: HttpRequest, candidate: Candidate, kept: Verification | None) -> HttpResponse:
    """Every button saves the whole page; photos go first, so that a clash of words does not lose them."""
    is_taken = _take_photos(request, candidate)
    data = _merged(request.POST, candidate, kept)
    form = _form(candidate, kept, data=data)
    if not form.is_valid():
        return _page(request, candidate, kept, form)
    version = key_of(data.get("version")) or 0
    try:
        saved = services.save_sheet(candidate.pk, form.values, version=version, by=request.user)
    except Stale:
        return _clash(request, candidate, form)
    return _after(request, candidate, saved, is_taken)


def _after(request: HttpRequest, candidate: Candidate, saved: Verification, is_taken: bool) -> HttpResponse:
    """Back to the section that was saved; or, when finishing, to what is missing or to the finished sheet.

    A photo that was refused leads to the top of the page, where the reason stands.
    """
    here, section = reverse("programs:sheet", args=[candidate.pk]), request.POST.get("do", "")
    if section != "finish":
        messages.success(request, f"Tersimpan pukul {clock(saved.changed_at)}. Anda dapat melanjutkan kapan saja.")
        return redirect(f"{here}#{section}" if section in SECTIONS and is_taken else here)
    if gaps(values_of(candidate, saved), asked_of(candidate, saved)):
        return redirect(f"{here}?periksa=1#kurang")
    services.finish(candidate.pk, by=request.user)
    messages.success(request, f"Verifikasi {candidate.school} selesai. Berita acara sedang dibuat.")
    return redirect(here)


def _take_photos(request: HttpRequest, candidate: Candidate) -> bool:
    """Whether all that was sent was taken; the page says which was not."""
    sent = request.POST.getlist("photos_upload")
    if not request.FILES.getlist("photos") and not sent:
        return True
    try:
        arrived = [received(one, by=request.user, purpose=Purpose.PHOTO) for one in sent if one]
        files = [*request.FILES.getlist("photos"), *arrived]
        count = add_photos(candidate.pk, files, by=request.user, caption=request.POST.get("caption", "")[:200])
        mark_used(sent, by=request.user)
        messages.success(request, f"{count} foto diterima." if count else "Foto itu sudah ada.")
    except (BadUpload, NotStored) as fault:
        messages.error(request, f"Foto tidak diterima: {fault} Isian lain tetap disimpan.")
        return False
    return True


def _clash(request: HttpRequest, candidate: Candidate, form: SheetForm) -> HttpResponse:
    """Both values of every field that differs, side by side; whatever was typed travels along."""
    kept = Verification.objects.select_related("changed_by").get(candidate=candidate)
    now = _form(candidate, kept, initial=values_of(candidate, kept))
    differing = [
        {"name": name, "label": field.label, "mine": _words(field, form.values[name]),
         "theirs": _words(field, now.initial[name])}
        for name, field in form.fields.items() if form.values[name] != now.initial[name]
    ]  # fmt: skip
    typed = [(name, value) for name, values in request.POST.lists() if name not in NOT_FIELDS for value in values]
    context = {"candidate": candidate, "sheet": kept, "differing": differing, "typed": typed}
    return render(request, "programs/verification/clash.html", context, status=409)


def _words(field: Any, value: Any) -> str:
    """A value as the page shows it: labels instead of codes."""
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(labels[one]) for one in value)
    return str(labels.get(value, value) if value else "")


def _merged(posted: QueryDict, candidate: Candidate, kept: Verification | None) -> QueryDict:
    """What was posted; after a clash, with the other person's value wherever that was chosen."""
    data = posted.copy()
    if not posted.get("merge") or kept is None:
        return data
    for name, value in values_of(candidate, kept).items():
        if posted.get(f"choose_{name}") == "theirs":
            data.setlist(name, value if isinstance(value, list) else [value or ""])
    return data


@require_POST
def sheet_reopen(request: HttpRequest, candidate_id: int) -> HttpResponse:
    candidate, _ = _visible(request, candidate_id)
    services.reopen(candidate.pk, request.POST.get("reason", ""), by=request.user)
    messages.success(request, "Lembar dibuka kembali. Hasil yang lama berlaku sampai lembar diselesaikan lagi.")
    return redirect("programs:sheet", candidate.pk)


def _photo(request: HttpRequest, photo_id: int) -> VerificationPhoto:
    visible = Candidate.objects.visible_to(request.user)
    photos = VerificationPhoto.objects.select_related("verification").filter(verification__candidate__in=visible)
    photo = get_object_or_404(photos, pk=photo_id)
    _visible(request, photo.verification.candidate_id)  # an office sees the photos when it may read the sheet
    return photo


@require_safe
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """The picture itself, to whoever may read its sheet."""
    found = _photo(request, photo_id)
    return serve(request, found.image, name=f"foto-verifikasi-{found.pk}.jpg")


@require_POST
def photo_remove(request: HttpRequest, photo_id: int) -> HttpResponse:
    candidate = remove_photo(_photo(request, photo_id).pk, by=request.user)
    messages.success(request, "Foto dihapus.")
    return redirect(reverse("programs:sheet", args=[candidate.pk]) + "#foto")
