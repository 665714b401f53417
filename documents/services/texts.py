"""What happens when the texts of letters are edited, published, dropped or taken back."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core.errors import Conflict, Incomplete, Stale
from core.events import record
from documents.kinds import kinds
from documents.models import LetterText
from documents.texts import Standing, standing, text_of
from documents.wording import tidy
from schools.models import Institution


def _take(kind: str, lpmp_id: int, seen: str, by: User) -> Standing:
    """How the texts stand, with the LPMP locked: of two who save at once the second is told what the first did."""
    demand(by.role, "letters.texts")
    lpmp = Institution.objects.visible_to(by).select_for_update(of=("self",)).get(pk=lpmp_id, kind="lpmp")
    now = standing(kinds()[kind], lpmp)
    if now.seen != seen:
        raise Stale(now)
    return now


@transaction.atomic
def save_text(kind: str, lpmp_id: int, blocks: Mapping[str, str], *, note: str, seen: str, by: User) -> Standing:
    """Keep the draft, with its faults if it has any. Nothing is written when nothing was changed.

    ``Stale`` when somebody else saved, published or dropped since the page was opened.
    """
    now = _take(kind, lpmp_id, seen, by)
    texts = {block.name: tidy(blocks.get(block.name, "")) for block in now.kind.blocks}
    if texts == now.working and note == (now.draft.note if now.draft else ""):
        return now
    draft = now.draft or LetterText(institution=now.lpmp, kind=kind, based_on=now.version)
    return _keep(now, draft, texts, note, by, "text.saved")


def _keep(
    now: Standing, draft: LetterText, texts: dict[str, str], note: str, by: User, verb: str, **data: int
) -> Standing:
    draft.blocks, draft.note = texts, note
    draft.revision += 1
    draft.changed_at, draft.changed_by = timezone.now(), by
    draft.save()
    record(verb, draft, by=by, within=now.lpmp, **data)
    return Standing(now.kind, now.lpmp, now.published, draft)


@transaction.atomic
def publish_text(kind: str, lpmp_id: int, *, seen: str, by: User) -> LetterText:
    """From now on letters are written with the draft. Those that exist keep their words and their version.

    ``Incomplete`` names every fault with the block that has it; ``Conflict`` when there is nothing new.
    """
    now = _take(kind, lpmp_id, seen, by)
    draft = _drafted(now)
    if now.faults:
        where = reverse("documents:text_edit", args=[lpmp_id, kind])
        gaps = [(str(fault), f"{where}#id_{fault.block}") for fault in now.faults]
        raise Incomplete("Teks belum dapat diterbitkan. Konsepnya tetap tersimpan; perbaiki dahulu yang berikut.", gaps)
    if now.working == now.in_force:
        raise Conflict("Konsep ini sama dengan teks yang sedang berlaku; tidak ada yang perlu diterbitkan.")
    draft.version, draft.published_at, draft.published_by = now.version + 1, timezone.now(), by
    draft.blocks = now.working
    draft.save()
    record("text.published", draft, by=by, within=now.lpmp, version=draft.version, note=draft.note or "tanpa catatan")
    return draft


def _drafted(now: Standing) -> LetterText:
    if now.draft is None:
        raise Conflict("Tidak ada konsep teks. Ubah teksnya dahulu, lalu simpan.")
    return now.draft


@transaction.atomic
def discard_text(kind: str, lpmp_id: int, *, seen: str, by: User) -> None:
    """Drop the draft; what is in force stays."""
    now = _take(kind, lpmp_id, seen, by)
    draft = _drafted(now)
    record("text.discarded", draft, by=by, within=now.lpmp, blocks=draft.blocks)
    draft.delete()


@transaction.atomic
def restore_text(kind: str, lpmp_id: int, version: int, *, seen: str, by: User) -> Standing:
    """An old version (0: the words of the code) becomes the draft. ``Conflict`` while another draft is there."""
    now = _take(kind, lpmp_id, seen, by)
    if now.draft is not None:
        raise Conflict("Masih ada konsep yang belum terbit. Terbitkan atau buang konsep itu dahulu.")
    texts = text_of(now.kind, now.lpmp, version)
    if texts is None:
        raise Conflict(f"Versi {version} tidak ada.")
    if texts == now.in_force:
        raise Conflict(f"Versi {version} sama dengan teks yang sedang berlaku.")
    draft = LetterText(institution=now.lpmp, kind=kind, based_on=version)
    note = f"Kembali ke versi {version}" if version else "Kembali ke teks bawaan"
    return _keep(now, draft, texts, note, by, "text.restored", version=version)
