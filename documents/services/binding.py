"""What happens when the letters of a bulk are bound into one file: a PDF to print, or a ZIP."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core import jobs
from core.errors import Conflict, NotAllowed
from core.events import record
from core.models import Job
from core.storing import keep, keeping, replacing
from documents.models import Bulk, BulkFile, BulkItem, Letter
from documents.queries import BIND_BULK

SHEAF = 100  # PDFs opened at one time: memory stays flat, whatever the number of letters


@transaction.atomic
def ask_binding(bulk_id: int, form: str, *, by: User) -> Job:
    """Queue one file of all letters that are ready. ``Conflict`` while there is none, or the file is on its way."""
    demand(by.role, "letters.bulk")
    bulk = Bulk.objects.visible_to(by).select_for_update(of=("self",)).get(pk=bulk_id)
    if not bulk.items.filter(letter__sha256__isnull=False).exists():
        raise Conflict("Belum ada surat yang siap digabungkan.")
    if Job.objects.of(BIND_BULK, bulk.pk).filter(payload__form=form, state__in=["waiting", "running"]).exists():
        raise Conflict("Gabungan ini sedang dibuat; tunggu sebentar.")
    return jobs.enqueue(BIND_BULK, bulk.pk, by=by, form=form)


def bind(job: Job) -> None:
    """Bind what is ready now, in the order of the bulk. Run again it replaces what it made."""
    form = job.payload["form"]
    letters = _ready(job.subject_id)
    if not letters:
        raise NotAllowed("Belum ada surat yang siap digabungkan.")
    with TemporaryDirectory(prefix="imbas-gabung-") as folder:
        path = Path(folder, f"gabungan.{form}")
        for done in BINDERS[form](letters, path):
            jobs.progress(job, done, len(letters))
        _keep(job, form, path, len(letters))


def _ready(bulk_id: int) -> list[Letter]:
    """Each letter once, in the order of the bulk."""
    items = BulkItem.objects.filter(bulk=bulk_id, letter__sha256__isnull=False).order_by("place")
    keys = list(dict.fromkeys(items.values_list("letter", flat=True)))
    names = ("file", "number", "kind", "title", "code", "school__npsn", "school__name")
    found = Letter.objects.select_related("school").only(*names).in_bulk(keys)
    return [found[key] for key in keys]


def bind_pdf(letters: list[Letter], path: Path) -> Iterator[int]:
    """One PDF for the printer: sheaf by sheaf, so that memory does not grow with the letters."""
    sheaves = []
    for start in range(0, len(letters), SHEAF):
        sheaf = path.with_name(f"{start}.pdf")
        _join([letter.file for letter in letters[start : start + SHEAF]], sheaf)
        sheaves.append(sheaf)
        yield min(start + SHEAF, len(letters))
    _join(sheaves, path)


def _join(parts: list, path: Path) -> None:
    import pikepdf  # noqa: PLC0415 -- slow import

    with pikepdf.new() as whole:
        for part in parts:
            with part.open("rb") as stored:
                content = BytesIO(stored.read())  # one read: the library would come back a thousand times
            with pikepdf.open(content) as document:
                whole.pages.extend(document.pages)
        with keeping():
            whole.save(path)


def bind_zip(letters: list[Letter], path: Path) -> Iterator[int]:
    """Each letter under its own name; PDFs are compressed already."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for n, letter in enumerate(letters, start=1):
            with letter.file.open("rb") as stored:
                content = stored.read()
            with keeping():
                package.writestr(f"{n:04d}-{letter.file_name}", content)
            if n % SHEAF == 0 or n == len(letters):
                yield n


BINDERS = {"pdf": bind_pdf, "zip": bind_zip}


def _keep(job: Job, form: str, path: Path, count: int) -> None:
    """File first, then its row; the file it replaces goes last."""
    bound = BulkFile.objects.filter(bulk=job.subject_id, form=form).first() or BulkFile(
        bulk_id=job.subject_id, form=form
    )
    with replacing(bound.file), path.open("rb") as made:
        keep(bound.file, f"massal-{job.subject_id}-{job.pk}.{form}", File(made))
        bound.letters, bound.octets = count, path.stat().st_size
        bound.made_at, bound.made_by = timezone.now(), job.created_by
        with transaction.atomic():
            bound.save()
            record("bulk.bound", bound.bulk, by=job.created_by, form=bound.get_form_display(), count=count)
