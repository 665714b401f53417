"""Which page answers when somebody moves a letter along its life?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.moves import Button, buttons, demand_move
from documents import services
from documents.forms import ReceiptForm
from documents.models import Letter
from documents.rules import LETTER_MOVES

DONE = {
    "initial": "Paraf Anda tercatat pada {number}.",
    "issue": "Surat terbit dengan nomor {number}. PDF sedang disiapkan.",
    "issue_initialled": "Surat terbit dengan nomor {number}. PDF sedang disiapkan.",
    "send_back": "{number} kembali menjadi konsep.",
    "send": "Surat {number} tercatat sudah dikirim.",
    "receive": "Surat {number} tercatat sudah Anda terima.",
    "archive": "Surat {number} diarsipkan.",
    "cancel": "Surat {number} dibatalkan. Nomornya tetap tercatat dan tidak dipakai lagi.",
}
ACTIONS = {
    "initial": services.initial,
    "issue": services.issue_draft,
    "issue_initialled": services.issue_draft,
    "send_back": services.send_back,
    "send": services.send,
    "receive": services.receive,
    "archive": services.archive,
    "cancel": services.cancel,
}
LATE = frozenset({"sign_sent", "sign_received"})
PAGES = frozenset({"note_receipt", "sign", *LATE})


def moves_of(request: HttpRequest, letter: Letter) -> list[Button]:
    """The issuing side's buttons, and «Terima surat» for the side the letter is addressed to."""
    letters = Letter.objects.filter(pk=letter.pk)
    is_ours = letters.ours(request.user).exists()
    names = set(LETTER_MOVES) - {"receive", *LATE} if is_ours else set()
    if letters.addressed_to(request.user).exists():
        names.add("receive")
    links = {name: reverse(f"documents:{name}", args=[letter.pk]) for name in names}
    if is_ours and letter.takes_signed_copy and letter.sha256:
        links |= dict.fromkeys(LATE, reverse("documents:sign", args=[letter.pk]))
    return buttons(LETTER_MOVES, request.user.role, letter.state, links, pages=PAGES)


@require_POST
def move(request: HttpRequest, letter_id: int, name: str) -> HttpResponse:
    """One arrow of the life of a letter."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=letter_id)
    more = {"reason": request.POST.get("reason", "")} if LETTER_MOVES[name].reason else {}
    moved = ACTIONS[name](letter.pk, by=request.user, seen=request.POST.get("seen", ""), **more)
    messages.success(request, DONE[name].format(number=moved.number or f"«{moved.title}»"))
    return redirect(moved)


@require_http_methods(["GET", "HEAD", "POST"])
def note_receipt(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The sender's note of the day on which the letter arrived."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=letter_id)
    form = ReceiptForm(request.POST or None, letter=letter, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        services.note_receipt(letter.pk, on=form.cleaned_data["received_on"], by=request.user)
        messages.success(request, f"Tanggal terima {letter} tercatat.")
        return redirect(letter)
    demand_move(LETTER_MOVES, "note_receipt", request.user.role, letter.state, letter.get_state_display())
    return render(request, "documents/receipt.html", {"letter": letter, "form": form})
