"""Which page answers for the register and for one letter?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.rules import AT_SCHOOL, demand
from core.formats import long_date
from core.lists import list_page
from core.models import Event, Job
from core.serving import serve
from documents import services
from documents.forms import LetterFilter, PassphraseForm
from documents.models import Letter, SigningKey
from documents.paper import preview
from documents.queries import RENDER
from documents.retention import retention_words
from documents.rules import LETTER_MOVES
from documents.tables import LetterTable
from documents.texts import editable_kinds
from documents.views.moving import moves_of
from schools.models import Institution


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The register as far as the person sees it."""
    demand(request.user.role, "letters.read")
    visible = Letter.objects.visible_to(request.user)
    found = LetterFilter(request.GET, queryset=visible.for_list(), request=request)
    return list_page(request, "documents/list.html", found, LetterTable, name="surat")


def _visible(request: HttpRequest, letter_id: int) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).for_list(), pk=letter_id)


@require_safe
def detail(request: HttpRequest, letter_id: int) -> HttpResponse:
    visible = Letter.objects.visible_to(request.user).for_list().with_people()
    letter = get_object_or_404(visible, pk=letter_id)
    context = {
        "letter": letter, "paper": preview(letter), "job": _job(letter),
        "facts": facts(letter, request.user) + text_facts(letter, request.user),
        "buttons": moves_of(request, letter), "events": Event.objects.about(letter),
        "signatures": letter.signatures.all(), "ours": Letter.objects.ours(request.user).filter(pk=letter.pk).exists(),
        "passphrase": _passphrase(request, letter),
    }  # fmt: skip
    return render(request, "documents/detail.html", context)


def _passphrase(request: HttpRequest, letter: Letter) -> PassphraseForm | None:
    """Who has a key signs here, without another page."""
    waits = letter.state in LETTER_MOVES["sign"].sources and letter.sha256 is not None
    if not waits or not request.user.may["letters_sign"]:
        return None
    mine = Letter.objects.to_sign(request.user).filter(pk=letter.pk).exists()
    return PassphraseForm() if mine and SigningKey.objects.filter(owner=request.user).exists() else None


def facts(letter: Letter, user: User) -> list[tuple[str, object]]:
    """What stands on the letter; for how long it is kept is told to those who keep it."""
    is_kept_here = letter.issued_at and user.role not in AT_SCHOOL
    unnumbered = "diberikan saat terbit" if letter.is_unissued else "tanpa nomor"
    found = [
        ("Nomor", letter.number or unnumbered),
        ("Tanggal", long_date(letter.letter_date)),
        ("Jenis", letter.kind_name),
        ("Penerbit", letter.issuer or letter.school),
        ("Kepada", letter.addressee),
        ("Sekolah", letter.school if letter.issuer else ""),
        ("Retensi", retention_words(letter) if is_kept_here else ""),
    ]
    return [(label, value) for label, value in found if value]


def text_facts(letter: Letter, user: User) -> list[tuple[str, object]]:
    """With which texts the letter was worded: no concern of a school, and for the LPMP whose they are a link."""
    if letter.kind not in editable_kinds() or user.role in AT_SCHOOL:
        return []
    name = f"Versi {letter.text_version}" if letter.text_version else "Bawaan"
    if not user.may["texts_read"]:
        return [("Teks", name)]
    lpmp = Institution.objects.visible_to(user).filter(kind="lpmp", place=letter.province_id).first()
    if lpmp is None:
        return [("Teks", name)]
    where = reverse("documents:text_version", args=[lpmp.pk, letter.kind, letter.text_version])
    return [("Teks", format_html('<a href="{}">{}</a>', where, name))]


def _job(letter: Letter) -> Job | None:
    """Why the PDF failed stands in its last job."""
    return Job.objects.of(RENDER, letter.pk).last() if letter.pdf_state == "failed" else None


@require_safe
def pdf(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The piece of the page that says where the PDF is; asks again by itself while it is on its way."""
    letter = _visible(request, letter_id)
    return render(request, "documents/pdf.html", {"letter": letter, "job": _job(letter)})


@require_POST
def retry(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter = _visible(request, letter_id)
    services.retry_pdf(letter.pk, by=request.user)
    messages.success(request, "PDF disiapkan ulang.")
    return redirect(letter)


@require_safe
def file(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The PDF, to save; with ``?lihat`` to look at in the browser."""
    letter = _visible(request, letter_id)
    if letter.sha256 is None:
        raise Http404("no PDF yet")
    return serve(request, letter.file, name=letter.file_name)
