"""What happens when a pemda brings one of the five outputs of the coordination meeting (R-3.1-06)."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.rules import demand
from core import thumbnails
from core.events import record
from core.storing import put
from programs.models import SupportOutput
from programs.services.years import demand_unclosed, lock_year
from schools.models import Place

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_support(
    program_id: int, place_id: int, kind: str, *, by: "User", received_on: date, note: str = "",
    amount: Decimal | None = None, document: File | None = None,
) -> SupportOutput:  # fmt: skip
    """Write it down, or correct it; a document that is there stays until another comes."""
    demand(by.role, "support.edit")
    program = lock_year(program_id, by)
    demand_unclosed(program)
    place = Place.objects.inside(program.institution.place_id).exclude(kind="district").get(pk=place_id)
    received_at = timezone.make_aware(datetime.combine(received_on, time(12)))
    values = {"note": note, "amount": amount, "received_at": received_at, "received_by": by}
    if document:
        field = SupportOutput._meta.get_field("document")
        values["document"] = put(field.generate_filename(None, document.name or "dokumen"), document)
    output, _ = SupportOutput.objects.update_or_create(program=program, place=place, kind=kind, defaults=values)
    if document:
        thumbnails.order([output.document], output.pk, by=by)
    record("support.recorded", output, by=by, within=program)
    return output
