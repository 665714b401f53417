"""Which page shows a draft as it would be signed? Set on paper when asked for, never stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.pdf import Pdf
from core.pictures import MOST, pictures_of
from documents.models import Letter
from documents.paper import concept_on_paper
from documents.services import bring_up_to_date
from documents.views.moving import moves_of

SANDBOX = "default-src 'none'; sandbox"


def _pdf(letter: Letter) -> Pdf:
    """Under today's letterhead, as the issue would freeze it."""
    bring_up_to_date(letter)
    return concept_on_paper(letter)


def _draft(request: HttpRequest, letter_id: int) -> Letter:
    letters = Letter.objects.visible_to(request.user).select_related("issuer__place", "school__regency__parent")
    return get_object_or_404(letters, pk=letter_id)


@require_safe
@never_cache
def concept(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The pages as pictures, so that a phone shows them too. An issued letter has its PDF instead."""
    letter = _draft(request, letter_id)
    if not letter.is_unissued:
        return redirect(letter)
    pdf = _pdf(letter)
    context = {
        "letter": letter, "pages": pdf.pages, "pictures": pictures_of(pdf.content), "most": MOST,
        "buttons": moves_of(request, letter),
    }  # fmt: skip
    return render(request, "documents/concept.html", context)


@require_safe
@never_cache
def concept_file(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The same pages as PDF, to print and mark with a pen."""
    letter = _draft(request, letter_id)
    if not letter.is_unissued:
        return redirect(letter)
    headers = {
        "Content-Disposition": content_disposition_header(True, f"konsep-{letter.file_name}") or "attachment",
        "Content-Security-Policy": SANDBOX,
    }
    return HttpResponse(_pdf(letter).content, content_type="application/pdf", headers=headers)
