"""Which pages let a person sign, and show what a signature is worth?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import demand
from core.errors import DomainError
from core.keys import keys_of
from core.moves import demand_move
from core.serving import serve
from documents import services
from documents.forms import KeyForm, PassphraseForm, SignedPdfForm
from documents.models import Letter, Signature, SigningKey
from documents.rules import LETTER_MOVES, SIGNED_COPY_MOVES, LetterState


def _visible(request: HttpRequest, letter_id: int) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).for_list(), pk=letter_id)


def _key(request: HttpRequest) -> SigningKey | None:
    return SigningKey.objects.filter(owner=request.user).first()


def _seen(request: HttpRequest) -> str:
    """The state in which the page offered to sign."""
    return request.POST.get("seen", "")


@sensitive_post_parameters("passphrase")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter and the three ways to sign it; a POST signs it with the person's certificate.

    Of a letter that has gone already only what was signed elsewhere is taken.
    """
    letter = _visible(request, letter_id)
    services.own(letter.pk, by=request.user)
    step = SIGNED_COPY_MOVES.get(letter.state, "sign")
    demand_move(LETTER_MOVES, step, request.user.role, letter.state, letter.get_state_display())
    form = PassphraseForm(request.POST) if request.method == "POST" else PassphraseForm()
    if form.is_valid():
        try:
            [outcome] = services.sign_many(
                [letter.pk], form.cleaned_data["passphrase"], by=request.user, seen=_seen(request)
            )
        except DomainError as refusal:
            form.add_error("passphrase", str(refusal))
        else:
            _tell(request, [outcome])
            return redirect(letter)
    return _sign_page(request, letter, form=form)


def _sign_page(request: HttpRequest, letter: Letter, **forms: object) -> HttpResponse:
    shown = {"form": PassphraseForm(), "upload": SignedPdfForm()} | forms
    context = {
        "letter": letter, "key": _key(request), "signatures": letter.signatures.all(),
        "is_late": letter.state != LetterState.ISSUED,
    } | shown  # fmt: skip
    refused = any(form.is_bound for form in shown.values())
    return render(request, "documents/sign.html", context, status=422 if refused else 200)


def _tell(request: HttpRequest, outcomes: list[services.Outcome]) -> None:
    signed = [outcome for outcome in outcomes if not outcome.refusal]
    if signed:
        words = f"{len(signed)} surat" if len(signed) > 1 else str(signed[0].letter)
        messages.success(request, f"{words} ditandatangani secara elektronik.")
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"{outcome.letter}: {outcome.refusal}")


@require_POST
def upload_signed(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A PDF that was signed elsewhere."""
    letter = _visible(request, letter_id)
    form = SignedPdfForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            signature = services.upload_signed(letter.pk, content, by=request.user, seen=_seen(request))
        except services.SignatureRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            _tell_found(request, signature)
            return redirect(letter)
    return _sign_page(request, letter, upload=form)


def _tell_found(request: HttpRequest, signature: Signature) -> None:
    if signature.verified_at:
        messages.success(request, f"Tanda tangan {signature.who} sah; {signature.letter} ditandatangani.")
    else:
        messages.warning(request, "Tanda tangan utuh, tetapi penerbit sertifikatnya tidak dikenal di Imbas ini.")


@require_POST
def recheck(request: HttpRequest, signature_id: int) -> HttpResponse:
    """Once more, now that the issuer may have become known."""
    signature = get_object_or_404(Signature.objects.visible_to(request.user), pk=signature_id)
    checked = services.recheck(signature.pk, by=request.user, seen=_seen(request))
    _tell_found(request, checked)
    return redirect(checked.letter)


@require_safe
def signed_file(request: HttpRequest, signature_id: int) -> HttpResponse:
    """The signed copy, to save; with ``?lihat`` to look at in the browser."""
    visible = Signature.objects.visible_to(request.user).select_related("letter")
    signature = get_object_or_404(visible, pk=signature_id)
    return serve(request, signature.file, name=signature.file_name)


@sensitive_post_parameters("passphrase")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_sign(request: HttpRequest) -> HttpResponse:
    """What waits for the person's signature; a POST signs the chosen ones with one passphrase."""
    demand(request.user.role, "letters.sign")
    chosen = keys_of(request.POST.getlist("letter"))
    form = PassphraseForm(request.POST) if request.method == "POST" else PassphraseForm()
    if form.is_valid():
        try:
            outcomes = services.sign_many(chosen, form.cleaned_data["passphrase"], by=request.user, seen=_seen(request))
        except DomainError as refusal:
            form.add_error("passphrase", str(refusal))
        else:
            _tell(request, outcomes)
            return redirect("documents:to_sign")
    letters = Letter.objects.to_sign(request.user).for_list()[: services.MOST_AT_ONCE]
    context = {"letters": letters, "form": form, "chosen": chosen, "key": _key(request), "most": services.MOST_AT_ONCE}
    return render(request, "documents/to_sign.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("passphrase")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signing_key(request: HttpRequest) -> HttpResponse:
    """The person's own key; a POST brings one."""
    demand(request.user.role, "letters.sign")
    form = KeyForm(request.POST, request.FILES) if request.method == "POST" else KeyForm()
    if form.is_valid():
        try:
            key = services.keep_key(form.cleaned_data["file"].read(), form.cleaned_data["passphrase"], by=request.user)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"Kunci {key.subject} terpasang. Frasa sandinya tidak disimpan.")
            return redirect("documents:signing_key")
    context = {"form": form, "key": _key(request)}
    return render(request, "documents/signing_key.html", context, status=422 if form.is_bound else 200)


@require_POST
def drop_key(request: HttpRequest) -> HttpResponse:
    services.drop_key(by=request.user)
    messages.success(request, "Kunci tanda tangan dihapus. Surat yang sudah ditandatangani tetap sah.")
    return redirect("documents:signing_key")
