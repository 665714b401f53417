"""What the register gives to a dossier: letters as PDF, what came in, and the history."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.template.loader import render_to_string

from accounts.models import User
from core.events import sentence
from core.models import Event
from core.queries import reference
from documents.dossiers import Part, as_json
from documents.models import IncomingLetter, Letter, Signature
from schools.models import School


def parts(subject: Model, user: User) -> Iterator[Part]:
    """Letters and incoming letters about the subject, and its history."""
    name = reference(subject)
    about = Q(subject=name) | Q(school=subject) if isinstance(subject, School) else Q(subject=name)
    issued = Letter.objects.visible_to(user).filter(about, issued_at__isnull=False).select_related("school")
    yield from letter_parts(issued, "surat.json")
    yield from _incoming(IncomingLetter.objects.visible_to(user).filter(about))
    yield from history_parts(str(subject), [subject], "riwayat")


def letter_parts(letters: QuerySet, index: str) -> Iterator[Part]:
    """Each letter's PDF with the signed copies beside it, and one list of them all."""
    lines = []
    for letter in letters.prefetch_related("signatures"):
        name = f"surat/{letter.letter_date:%Y-%m-%d}-{letter.pk}-{letter.file_name}"
        missing = "" if letter.sha256 else "PDF surat ini belum dibuat."
        yield Part(name, stored=letter.file.name, sha256=letter.sha256 or "", missing=missing)
        yield from (Part(_copy_name(name, one), stored=one.file.name, sha256=one.sha256) for one in _copies(letter))
        lines.append(_letter_line(letter, name))
    yield Part(index, text=as_json(lines))


def _copies(letter: Letter) -> list[Signature]:
    return list(letter.signatures.all())


def _copy_name(name: str, copy: Signature) -> str:
    """Beside the letter, under its name. One whose issuer nobody knows says so already there."""
    doubt = "" if copy.verified_at else "-belum-terverifikasi"
    return f"{name.removesuffix('.pdf')}-bertanda-tangan{doubt}-{copy.pk}.pdf"


def _letter_line(letter: Letter, name: str) -> dict[str, Any]:
    steps = {
        step: getattr(letter, step)
        for step in ("created_at", "issued_at", "signed_at", "sent_at", "received_at", "archived_at", "cancelled_at")
        if getattr(letter, step)
    }
    return {
        "file": name if letter.sha256 else "", "kind": letter.kind_name, "number": letter.number,
        "date": letter.letter_date, "title": letter.title, "addressee": letter.addressee,
        "state": letter.get_state_display(),
        "code": letter.code if letter.issued_at else "", "cancel_reason": letter.cancel_reason, **steps,
        "signatures": [
            {
                "file": _copy_name(name, one), "way": one.get_way_display(), "who": one.who,
                "verified_at": one.verified_at,
            }
            for one in _copies(letter)
        ],
    }  # fmt: skip


def _incoming(rows: Iterable[IncomingLetter]) -> Iterator[Part]:
    lines = []
    for row in rows:
        name = ""
        if row.scan:
            name = f"surat-masuk/{row.agenda_year}-{row.agenda_seq:04d}{PurePath(row.scan.name).suffix}"
            yield Part(name, stored=row.scan.name, sha256=row.scan_sha256)
        lines.append({
            "file": name, "agenda": row.agenda, "received_on": row.received_on, "sender": row.sender,
            "number": row.number, "date": row.letter_date, "title": row.title, "disposition": row.disposition,
            "crossed_out": row.cancel_reason,
        })  # fmt: skip
    if lines:
        yield Part("surat-masuk.json", text=as_json(lines))


def history_parts(title: str, subjects: Iterable[Model], name: str) -> Iterator[Part]:
    """What happened to them, oldest first, for machines and for people."""
    events = list(Event.objects.about(*subjects).order_by("at", "pk"))
    lines = [
        {"at": event.at, "actor": event.actor_name, "verb": event.verb, "what": sentence(event)} for event in events
    ]
    yield Part(f"{name}.json", text=as_json(lines))
    page = render_to_string("documents/dossier/history.html", {"title": title, "lines": lines})
    yield Part(f"{name}.html", text=page)
