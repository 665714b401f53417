"""What happens when a letter is set on paper: later, in a worker, once."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from core import jobs
from core.errors import Conflict
from core.events import record
from core.models import Job, JobState
from core.pdf import Pdf
from core.storing import put
from documents.models import Letter
from documents.paper import set_on_paper
from documents.queries import RENDER


def render(job: Job) -> None:
    """Make the PDF of an issued letter. Run twice it changes nothing; the same letter gives the same bytes.

    A full storage fails the job with its reason; the letter keeps its number and its words until somebody retries.
    """
    letter = Letter.objects.get(pk=job.subject_id)
    if letter.sha256 is None:
        _keep(letter.pk, set_on_paper(letter))


@transaction.atomic
def _keep(letter_id: int, pdf: Pdf) -> None:
    """File, hash and event together. Of two workers with the same letter the second finds it done."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.sha256 is not None:
        return
    letter.file.name = _put(f"surat/{letter.letter_date:%Y/%m}/{letter.code}.pdf", pdf.content)
    letter.sha256 = hashlib.sha256(pdf.content).hexdigest()
    letter.pages, letter.octets = pdf.pages, len(pdf.content)
    letter.save(update_fields=["file", "sha256", "pages", "octets"])
    record("letter.rendered", letter, pages=pdf.pages)


def _put(name: str, content: bytes) -> str:
    """A file left there by a worker that died before its row was written is replaced, not joined by a second."""
    if default_storage.exists(name):
        default_storage.delete(name)
    return put(name, ContentFile(content))


@transaction.atomic
def retry_pdf(letter_id: int, *, by: User) -> None:
    """Try a failed PDF again, or queue one that nobody has queued. ``Conflict`` when it is there or on its way."""
    letter = Letter.objects.visible_to(by).select_for_update(of=("self",)).get(pk=letter_id)
    job = Job.objects.of(RENDER, letter.pk).select_for_update().last()
    if job is not None and job.state == JobState.FAILED:
        jobs.retry(job.pk)
    elif job is None and letter.issued_at and letter.sha256 is None:
        jobs.enqueue(RENDER, letter.pk, by=by)
    else:
        raise Conflict("PDF surat ini tidak sedang gagal; muat ulang halaman untuk melihat keadaannya.")
