"""The life of a letter: its states, who may move it, and how its number and its code are written."""

import re
import secrets

from django.db import models

from accounts.rules import DINAS, LPMP, SCHOOL, Role
from core.moves import Moves, move


class LetterState(models.TextChoices):
    DRAFT = "draft", "Konsep"
    INITIALLED = "initialled", "Diparaf"
    ISSUED = "issued", "Terbit"
    SIGNED = "signed", "Ditandatangani"
    SENT = "sent", "Terkirim"
    RECEIVED = "received", "Diterima"
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


STATE_TONES = {
    "draft": "idle", "initialled": "wait", "issued": "info", "signed": "ok", "sent": "ok", "received": "ok",
    "archived": "idle", "cancelled": "bad",
}  # fmt: skip
UNISSUED = (LetterState.DRAFT, LetterState.INITIALLED)  # without a number, seen by their own side only
PDF_TONES = {"none": "idle", "waiting": "wait", "running": "wait", "ready": "ok", "failed": "bad"}

WRITERS = LPMP | DINAS
SIGNERS = frozenset({Role.LPMP_HEAD, Role.DINAS_HEAD, Role.SCHOOL_HEAD})
INITIALLERS = WRITERS | {Role.VERIFIER}
STRAIGHT = DINAS | SCHOOL | {Role.LPMP_HEAD}  # the LPMP's staff issue what bears an initial

# Who moves a letter is also asked of the letter: the side that issued it (queries.ours), and for "receive" the side
# it is addressed to (queries.addressed_to).
LETTER_MOVES: Moves = {
    "initial": move("Paraf", "draft", "initialled", INITIALLERS),
    "issue": move("Terbitkan", "draft", "issued", STRAIGHT),
    "issue_initialled": move("Terbitkan yang sudah diparaf", "initialled", "issued", WRITERS),
    "send_back": move("Kembalikan ke konsep", "initialled", "draft", WRITERS, reason=True),
    "sign": move("Tanda tangani", "issued", "signed", SIGNERS | WRITERS),
    "sign_sent": move("Simpan salinan bertanda tangan", "sent", "sent", WRITERS),
    "sign_received": move("Simpan salinan bertanda tangan", "received", "received", WRITERS),
    "send": move("Tandai sudah dikirim", "issued signed", "sent", WRITERS),
    "receive": move("Terima surat", "sent", "received", WRITERS | SCHOOL),
    "note_receipt": move("Catat sudah diterima", "sent", "received", WRITERS),
    "archive": move("Arsipkan", "signed sent received", "archived", WRITERS),
    "cancel": move(
        "Batalkan surat", "draft initialled issued signed sent received", "cancelled", WRITERS | SCHOOL, reason=True
    ),
}

# Paper or a PDF may come back signed after the letter has gone: the copy is kept beside it, the state stays.
SIGNED_COPY_MOVES = {"issued": "sign", "sent": "sign_sent", "received": "sign_received"}

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


class IncomingKind(models.TextChoices):
    LETTER = "letter", "Surat dinas"
    PROPOSAL = "proposal", "Usulan"
    REPLY = "reply", "Balasan"
    INVITATION = "invitation", "Undangan"
    REPORT = "report", "Laporan"
    OTHER = "other", "Lainnya"


class Manner(models.TextChoices):
    """Sifat of a letter, as the sender wrote it."""

    ORDINARY = "ordinary", "Biasa"
    SOON = "soon", "Segera"
    AT_ONCE = "at_once", "Sangat segera"
    SECRET = "secret", "Rahasia"


INCOMING_CLASS = "masuk"  # the counter of agenda numbers; no letter of our own is of this class


class BulkState(models.TextChoices):
    RUNNING = "running", "Berjalan"
    PAUSED = "paused", "Dijeda"
    DONE = "done", "Selesai"
    STOPPED = "stopped", "Dihentikan"


class ItemState(models.TextChoices):
    """Of one letter of a bulk. Whether its PDF is ready is asked of the letter."""

    WAITING = "waiting", "Menunggu"
    MADE = "made", "Terbit"
    FAILED = "failed", "Gagal"
    SKIPPED = "skipped", "Tidak dibuat"


BULK_TONES = {"running": "info", "paused": "wait", "done": "ok", "stopped": "idle"}
ITEM_TONES = {"waiting": "idle", "making": "wait", "ready": "ok", "failed": "bad", "skipped": "idle"}
ITEM_WORDS = {
    "waiting": "Menunggu", "making": "PDF diproses", "ready": "Siap", "failed": "Gagal", "skipped": "Tidak dibuat",
}  # fmt: skip
BULK_MOVES: Moves = {
    "pause": move("Jeda", "running", "paused", WRITERS),
    "resume": move("Lanjutkan", "paused", "running", WRITERS),
    "retry": move("Ulangi yang gagal", "done running paused", "running", WRITERS),
    "stop": move("Hentikan", "running paused", "stopped", WRITERS),
}
