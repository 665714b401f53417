"""The life of a letter: its states, who may move it, and how its number and its code are written."""

import re
import secrets

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


class PdfState(models.TextChoices):
    """Where the PDF of an issued letter is. Computed from the file and the queue, never stored."""

    NONE = "none", "Belum ada"
    WAITING = "waiting", "Menunggu"
    RUNNING = "running", "Diproses"
    READY = "ready", "Siap"
    FAILED = "failed", "Gagal"


class SignatureWay(models.TextChoices):
    WET = "wet", "Tanda tangan basah"
    UPLOADED = "uploaded", "PDF bertanda tangan elektronik"
    PROGRAM = "program", "Tanda tangan elektronik"


class SheetState(models.TextChoices):
    """What a sheet that came back from the scanner turned out to be."""

    MATCHED = "matched", "Cocok"
    PAGELESS = "pageless", "Nomor halaman belum diketahui"
    UNREADABLE = "unreadable", "Kode tidak terbaca"
    UNKNOWN = "unknown", "Kode tidak dikenal"
    FOREIGN = "foreign", "Surat pihak lain"


STATE_TONES = {"draft": "idle", "issued": "info", "signed": "ok", "sent": "ok", "archived": "idle", "cancelled": "bad"}
PDF_TONES = {"none": "idle", "waiting": "wait", "running": "wait", "ready": "ok", "failed": "bad"}

WRITERS = LPMP | DINAS
SIGNERS = frozenset({Role.LPMP_HEAD, Role.DINAS_HEAD, Role.SCHOOL_HEAD})

# Who moves a letter is also asked of the letter: only the side that issued it (queries.ours).
LETTER_MOVES: Moves = {
    "issue": move("Terbitkan", "draft", "issued", WRITERS | SCHOOL),
    "sign": move("Tanda tangani", "issued", "signed", SIGNERS | WRITERS),
    "send": move("Tandai sudah dikirim", "issued signed", "sent", WRITERS),
    "archive": move("Arsipkan", "signed sent", "archived", WRITERS),
    "cancel": move("Batalkan surat", "draft issued signed", "cancelled", WRITERS | SCHOOL, reason=True),
}

# No letter or figure that is taken for another one when read aloud or written by hand.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 8


def new_code() -> str:
    """A verification code nobody can guess: 30 to the power of 8."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def spaced_code(code: str) -> str:
    """``K7QM-4TX2``, as it is printed."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """The code in what somebody typed: case, blanks and dashes do not matter."""
    return re.sub(r"[\s\-–.]", "", typed).upper()
