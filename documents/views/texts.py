"""Which pages let the LPMP word its letters: the list of kinds, one kind, its editor, its versions?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import demand
from core.errors import Incomplete, Stale
from core.lists import list_page
from core.models import Event
from documents.differences import changes
from documents.forms.texts import TextFilter, TextForm
from documents.kinds import LetterKind
from documents.models import LetterText
from documents.paper import concept_on_paper, preview
from documents.services import texts as services
from documents.specimen import specimen
from documents.tables import TextTable
from documents.texts import Standing, editable_kinds, standing, text_of, text_rows
from schools.models import Institution

LOOK = "default-src 'none'; object-src 'self'"
VERSIONS_SHOWN = 50
EVENTS_SHOWN = 20


def _lpmp(request: HttpRequest, **where: object) -> Institution:
    found = get_object_or_404(Institution.objects.visible_to(request.user), kind="lpmp", **where)
    demand(request.user.role, "texts.read")
    return found


def _standing(request: HttpRequest, lpmp_id: int, letter_kind: str) -> Standing:
    lpmp = _lpmp(request, pk=lpmp_id)
    return standing(_kind(letter_kind), lpmp)


def _kind(code: str) -> LetterKind:
    if code not in editable_kinds():
        raise Http404("no texts to edit")
    return editable_kinds()[code]


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every kind of letter with texts, which version is in force and since when."""
    demand(request.user.role, "texts.read")
    lpmp = _lpmp(request, place=request.user.acting.place_id)
    found = TextFilter(request.GET, text_rows(lpmp))
    return list_page(request, "documents/texts/list.html", found, TextTable, name="teks-surat", lpmp=lpmp)


@require_safe
def text(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    """What is in force, what is being written, and every version there ever was."""
    now = _standing(request, lpmp_id, letter_kind)
    rows = list(LetterText.objects.visible_to(request.user).of(lpmp_id, letter_kind))
    context = {
        "now": now, "paper": preview(specimen(now.kind, now.lpmp, now.in_force)),
        "versions": [row for row in rows if row.version][:VERSIONS_SHOWN],
        "changes": changes(now.kind, now.in_force, now.working) if now.draft else [],
        "faults": now.faults if now.draft else [], "events": Event.objects.about(*rows)[:EVENTS_SHOWN],
    }  # fmt: skip
    return render(request, "documents/texts/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def text_edit(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    """All blocks beside a letter that shows them. A draft is always kept; two people never overwrite each other."""
    now = _standing(request, lpmp_id, letter_kind)
    demand(request.user.role, "letters.texts")
    if request.method != "POST":
        note = now.draft.note if now.draft else ""
        return _editor(request, now, TextForm({**now.working, "note": note, "seen": now.seen}, now.kind))
    form = TextForm(request.POST, now.kind)
    if not form.is_valid() or request.POST.get("act") == "preview":
        return _editor(request, now, form)
    try:
        return _saved(request, now, form)
    except Stale as stale:
        theirs = stale.current
        return _editor(request, theirs, form.on(theirs.seen), changes(now.kind, theirs.working, form.texts))


def _editor(request: HttpRequest, now: Standing, form: TextForm, conflicts: list | None = None) -> HttpResponse:
    context = {
        "now": now, "form": form.point_out(), "conflicts": conflicts, "unsaved": form.texts != now.working,
        "paper": preview(specimen(now.kind, now.lpmp, form.texts)),
    }  # fmt: skip
    return render(request, "documents/texts/edit.html", context)


def _saved(request: HttpRequest, now: Standing, form: TextForm) -> HttpResponse:
    """The draft is kept first; then, if asked, published."""
    note, seen = form.cleaned_data["note"], form.cleaned_data["seen"]
    code, lpmp_id = now.kind.code, now.lpmp.pk
    saved = services.save_text(code, lpmp_id, form.texts, note=note, seen=seen, by=request.user)
    if request.POST.get("act") != "publish":
        count = len(saved.faults)
        more = f" Ada {count} hal yang perlu diperbaiki sebelum terbit." if count else ""
        told = "Konsep tersimpan." if saved.draft else "Tidak ada yang diubah; teks yang berlaku tetap."
        messages.success(request, told + more)
        return redirect("documents:text_edit", lpmp_id, code)
    try:
        return _published(request, services.publish_text(code, lpmp_id, seen=saved.seen, by=request.user))
    except Incomplete as refusal:
        messages.warning(request, str(refusal))
        return redirect("documents:text_edit", lpmp_id, code)


def _published(request: HttpRequest, row: LetterText) -> HttpResponse:
    messages.success(request, f"Versi {row.version} terbit. Surat baru memakai teks ini; surat lama tidak berubah.")
    return redirect("documents:text", row.institution_id, row.kind)


@require_POST
def text_preview(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    """The letter with what is typed at this moment, as a piece of the editor."""
    now = _standing(request, lpmp_id, letter_kind)
    form = TextForm(request.POST, now.kind).point_out()
    context = {
        "form": form, "unsaved": form.texts != now.working,
        "paper": preview(specimen(now.kind, now.lpmp, form.texts)),
    }  # fmt: skip
    return render(request, "documents/texts/preview.html", context)


@require_POST
def text_pdf(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    """The same as a PDF, marked as a draft; nothing is stored."""
    now = _standing(request, lpmp_id, letter_kind)
    pdf = concept_on_paper(specimen(now.kind, now.lpmp, TextForm(request.POST, now.kind).texts))
    headers = {
        "Content-Disposition": content_disposition_header(False, f"pratinjau-{letter_kind}.pdf") or "inline",
        "Content-Security-Policy": LOOK,
    }
    return HttpResponse(pdf.content, content_type="application/pdf", headers=headers)


@require_POST
def text_publish(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    _standing(request, lpmp_id, letter_kind)
    row = services.publish_text(letter_kind, lpmp_id, seen=request.POST.get("seen", ""), by=request.user)
    return _published(request, row)


@require_POST
def text_discard(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    _standing(request, lpmp_id, letter_kind)
    services.discard_text(letter_kind, lpmp_id, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, "Konsep dibuang. Teks yang berlaku tidak berubah.")
    return redirect("documents:text", lpmp_id, letter_kind)


@require_POST
def text_restore(request: HttpRequest, lpmp_id: int, letter_kind: str) -> HttpResponse:
    """Version ``version`` as the new draft."""
    _standing(request, lpmp_id, letter_kind)
    version = _number(request.POST.get("version", ""))
    services.restore_text(letter_kind, lpmp_id, version, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, "Teks itu sekarang menjadi konsep. Periksa, lalu terbitkan.")
    return redirect("documents:text_edit", lpmp_id, letter_kind)


def _number(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or len(typed) > 5:
        raise Http404("no such version")
    return int(typed)


@require_safe
def text_version(request: HttpRequest, lpmp_id: int, letter_kind: str, text_version: int) -> HttpResponse:
    """One version as it was published, and what it changed; ``?banding=`` names another version to compare with."""
    now = _standing(request, lpmp_id, letter_kind)
    other = _number(request.GET.get("banding", "") or str(max(text_version - 1, 0)))
    after, before = text_of(now.kind, now.lpmp, text_version), text_of(now.kind, now.lpmp, other)
    if after is None or before is None:
        raise Http404("no such version")
    row = LetterText.objects.visible_to(request.user).of(lpmp_id, letter_kind).filter(version=text_version).first()
    context = {
        "now": now, "row": row, "shown": text_version, "other": other, "others": range(now.version + 1),
        "changes": changes(now.kind, before, after), "paper": preview(specimen(now.kind, now.lpmp, after)),
    }  # fmt: skip
    return render(request, "documents/texts/version.html", context)
