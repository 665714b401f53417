"""What happens when somebody wants everything about one school or one proposal: a ZIP is made later, in a worker."""

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import demand
from core import jobs
from core.errors import Conflict, NotAllowed
from core.events import record
from core.models import Job, JobState
from core.queries import reference
from core.storing import keeping, put, replacing
from documents.dossiers import Part, as_json, parts_of
from documents.models import Dossier
from documents.queries import MAKE_DOSSIER

RIGHTS = {"schools.School": "schools.read", "programs.Proposal": "proposal.read"}
CHUNK = 256 * 1024
PACKED = (".json", ".html", ".txt", "SHA256SUMS")


@transaction.atomic
def ask_dossier(label: str, subject_id: int, *, by: User) -> Dossier:
    """Queue the ZIP of this school or proposal. ``Conflict`` while the last one is still on its way."""
    subject = _subject(label, subject_id, by)
    dossier, _ = Dossier.objects.get_or_create(
        subject=reference(subject), membership=by.acting, defaults={"title": str(subject), "created_by": by}
    )
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if Job.objects.of(MAKE_DOSSIER, dossier.pk).filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        raise Conflict("Berkas lengkap ini sedang disiapkan; tunggu sebentar.")
    jobs.enqueue(MAKE_DOSSIER, dossier.pk, by=by)
    record("dossier.asked", dossier, by=by, within=subject)
    return dossier


def _subject(label: str, subject_id: int, by: User) -> models.Model:
    demand(by.role, RIGHTS[label])
    demand(by.role, "letters.read")
    return apps.get_model(label).objects.visible_to(by).get(pk=subject_id)


def make_dossier(job: Job) -> None:
    """Write the ZIP on the disk piece by piece, keep it, then forget the one before. Run again it starts anew."""
    dossier = Dossier.objects.select_related("membership__place", "membership__school", "membership__user").get(
        pk=job.subject_id
    )
    if not dossier.membership.may_act:
        raise NotAllowed("Keanggotaan yang meminta berkas ini sudah berakhir.")
    by = dossier.membership.person
    label, _, key = dossier.subject.partition(":")
    subject = apps.get_model(label).objects.visible_to(by).filter(pk=key).first()
    if subject is None:
        raise NotAllowed("Data ini sudah tidak dapat Anda lihat.")
    with keeping(), TemporaryDirectory(prefix="imbas-dosir-") as folder:
        path = Path(folder, "dosir.zip")
        count = _write(path, list(parts_of(subject, by)), dossier, job)
        _keep(dossier, path, count)


def _write(path: Path, parts: list[Part], dossier: Dossier, job: Job) -> int:
    """Every part, then the manifest and the sums; how many files."""
    now = timezone.now()
    found: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w") as package:
        for n, part in enumerate(parts, start=1):
            found.append(_add(package, part, now))
            jobs.progress(job, n, len(parts))
        manifest = Part("manifest.json", text=as_json(_manifest(dossier, found, now)))
        kept = [line for line in [*found, _add(package, manifest, now)] if "sha256" in line]
        sums = "".join(f"{line['sha256']}  {line['name']}\n" for line in kept)
        _add(package, Part("SHA256SUMS", text=sums), now)
    return len(kept) + 1


def _manifest(dossier: Dossier, found: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    return {
        "title": dossier.title, "made_at": at, "made_for": str(dossier.membership),
        "files": [line for line in found if "sha256" in line], "missing": [line for line in found if "why" in line],
    }  # fmt: skip


def _add(package: zipfile.ZipFile, part: Part, at: datetime) -> dict[str, Any]:
    """Write one part; its line of the manifest. A file the storage has lost is named, it stops nothing."""
    if part.missing:
        return {"name": part.name, "why": part.missing}
    try:
        chunks = _stored(part.stored) if part.stored else iter([part.text.encode()])
        first = next(chunks, b"")
    except OSError as fault:
        return {"name": part.name, "why": f"Tidak dapat dibaca dari penyimpanan: {fault.strerror or fault}"}
    info = zipfile.ZipInfo(part.name, timezone.localtime(at).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if part.name.endswith(PACKED) else zipfile.ZIP_STORED
    with package.open(info, "w") as entry:
        digest, octets = _pour(first, chunks, entry)
    line = {"name": part.name, "octets": octets, "sha256": digest}
    if part.sha256 and part.sha256 != digest:
        line |= {"recorded_sha256": part.sha256, "note": "Isi berkas berbeda dari saat disimpan."}
    return line


def _stored(name: str) -> Iterator[bytes]:
    with default_storage.open(name, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _pour(first: bytes, chunks: Iterator[bytes], entry: IO[bytes]) -> tuple[str, int]:
    """Write chunk by chunk; hash and size on the way, so that nothing is read twice or held whole."""
    digest, octets, chunk = hashlib.sha256(), 0, first
    while chunk:
        digest.update(chunk)
        octets += len(chunk)
        entry.write(chunk)
        chunk = next(chunks, b"")
    return digest.hexdigest(), octets


def _keep(dossier: Dossier, path: Path, count: int) -> None:
    """File first, then its row and the event; the file it replaces goes last."""
    with replacing(dossier.file), path.open("rb") as made:
        dossier.sha256 = hashlib.file_digest(made, "sha256").hexdigest()
        made.seek(0)
        dossier.file.name = put(f"dosir/{dossier.pk}-{dossier.sha256[:16]}.zip", File(made))
        dossier.octets, dossier.files, dossier.made_at = path.stat().st_size, count, timezone.now()
        with transaction.atomic():
            dossier.save(update_fields=["file", "sha256", "octets", "files", "made_at"])
            record("dossier.made", dossier, files=count)
