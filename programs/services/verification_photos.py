"""What happens to photos of a verification: cleaned, kept once, taken away before the sheet is finished."""

from collections.abc import Iterable
from functools import partial
from hashlib import sha256

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import thumbnails
from core.events import record
from core.storing import put
from core.uploads import BadUpload, check_image
from programs.models import Candidate, Verification, VerificationPhoto
from programs.services.verification import lock_sheet

MOST = 30


@transaction.atomic
def add_photos(candidate_id: int, files: Iterable[File], *, by: User, caption: str = "") -> int:
    """Keep the photos, straightened, shrunk and without their place; how many were new.

    The same photo again is no fault and no second photo. ``BadUpload`` when one is no picture, or when
    there would be too many: then none is kept.
    """
    clean = [check_image(file) for file in files]
    candidate, sheet = lock_sheet(candidate_id, by)
    sheet = sheet or Verification.objects.create(candidate=candidate, version=0, changed_by=by)
    known = set(sheet.photos.values_list("sha256", flat=True))
    fresh = {sha256(image.read()).hexdigest(): image for image in clean}
    fresh = {digest: image for digest, image in fresh.items() if digest not in known}
    if len(known) + len(fresh) > MOST:
        raise BadUpload(f"Satu lembar memuat paling banyak {MOST} foto; sudah ada {len(known)}.")
    kept = []
    for digest, image in fresh.items():
        image.seek(0)
        photo = VerificationPhoto(
            verification=sheet, sha256=digest, caption=caption, uploaded_at=timezone.now(), uploaded_by=by
        )
        photo.image = put(photo.image.field.generate_filename(photo, f"{candidate.pk}-{digest[:12]}.jpg"), image)
        photo.save()
        kept.append(photo.image)
    if fresh:
        thumbnails.order(kept, sheet.pk, by=by)
        record("verification.photographed", candidate, by=by, count=len(fresh))
    return len(fresh)


@transaction.atomic
def remove_photo(photo_id: int, *, by: User) -> Candidate:
    """Take one photo off a sheet that is still open; the file goes after the commit."""
    visible = Candidate.objects.visible_to(by)
    photo = VerificationPhoto.objects.select_related("verification").get(
        pk=photo_id, verification__candidate__in=visible
    )
    candidate, _ = lock_sheet(photo.verification.candidate_id, by)
    image = photo.image
    photo.delete()
    transaction.on_commit(partial(thumbnails.drop, image.name))
    transaction.on_commit(lambda: image.delete(save=False))
    record("verification.photo_removed", candidate, by=by)
    return candidate
