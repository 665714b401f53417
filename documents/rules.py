"""The life of a letter: its states, and who may move it."""

from django.db import models

from accounts.rules import DINAS, LPMP, SCHOOL, Role
from core.moves import Moves, move


class LetterState(models.TextChoices):
    DRAFT = "draft", "Konsep"
    ISSUED = "issued", "Terbit"
    SIGNED = "signed", "Ditandatangani"
    SENT = "sent", "Terkirim"
    ARCHIVED = "archived", "Diarsipkan"
    CANCELLED = "cancelled", "Dibatalkan"


WRITERS = LPMP | DINAS
SIGNERS = frozenset({Role.LPMP_HEAD, Role.DINAS_HEAD, Role.SCHOOL_HEAD})

LETTER_MOVES: Moves = {
    "issue": move("Terbitkan", "draft", "issued", WRITERS | SCHOOL),
    "sign": move("Tandai sudah ditandatangani", "issued", "signed", SIGNERS),
    "send": move("Tandai sudah dikirim", "issued signed", "sent", WRITERS),
    "archive": move("Arsipkan", "signed sent", "archived", WRITERS),
    "cancel": move("Batalkan surat", "draft issued signed", "cancelled", WRITERS, reason=True),
}
