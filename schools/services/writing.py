"""How are the rows of an import written? New schools at once, changes with their history, one transaction a portion."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.bulk import insert_rows, update_rows
from core.models import Event
from core.queries import reference
from schools.models import ImportBatch, School, SchoolName
from schools.rules import name_key
from schools.services.comparing import COMPARED, NULL_FIELDS, Verdict
from schools.services.placing import PlaceBook

PLACES = ("regency_id", "district_id")


def label(name: str) -> str:
    """What a field is called on the screen."""
    return str(School._meta.get_field(name.removesuffix("_id") if name in PLACES else name).verbose_name)


def shown_changes(changes: dict[str, tuple[Any, Any]], book: PlaceBook) -> dict[str, list[str]]:
    """Old and new by screen name, as words."""
    return {label(name): [_shown(name, old, book), _shown(name, new, book)] for name, (old, new) in changes.items()}


def _shown(name: str, value: Any, book: PlaceBook) -> str:
    if value in (None, ""):
        return ""
    if name in PLACES:
        return str(book.by_pk.get(value, value))
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


@transaction.atomic
def put_in(verdicts: list[Verdict], batch: ImportBatch, book: PlaceBook, by: User | None) -> None:
    """Write one portion: all of it or, when somebody else made one of its schools meanwhile, nothing."""
    now = timezone.now()
    fresh = [verdict for verdict in verdicts if verdict.kind == "new"]
    names = ["npsn", *COMPARED]
    columns = [name.removesuffix("_id") if name in PLACES else name for name in names]
    rows = ((*(_value(v, name) for name in names), name_key(v.row.values["name"]), now) for v in fresh)
    insert_rows(School, [*columns, "name_key", "updated_at"], rows)
    changed = [verdict for verdict in verdicts if verdict.kind == "changed"]
    if changed:
        _change(changed, batch, book, by, now)


def _value(verdict: Verdict, name: str) -> Any:
    if name == "npsn":
        return verdict.row.npsn
    return verdict.row.values.get(name, None if name in NULL_FIELDS else "")


def _change(changed: list[Verdict], batch: ImportBatch, book: PlaceBook, by: User | None, now: datetime) -> None:
    """Rows with the same changed fields are written together, so that no other field is touched."""
    _remember_names(changed)
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in changed:
        groups.setdefault(tuple(verdict.changes), []).append(verdict)
    for fields, verdicts in groups.items():
        columns = [name.removesuffix("_id") if name in PLACES else name for name in fields]
        keyed = ["name_key"] if "name" in fields else []
        rows = ((v.pk, *(v.changes[f][1] for f in fields), *_key(v, keyed), now) for v in verdicts)
        update_rows(School, [*columns, *keyed, "updated_at"], rows)
    _tell_history(changed, batch, book, by, now)


def _key(verdict: Verdict, keyed: list[str]) -> list[str]:
    return [name_key(verdict.changes["name"][1])] if keyed else []


def _remember_names(changed: list[Verdict]) -> None:
    """A new name is kept beside the old one; another spelling of the same name is not history."""
    renamed = {v.pk: v.changes["name"] for v in changed if "name" in v.changes}
    renamed = {pk: (old, new) for pk, (old, new) in renamed.items() if name_key(old) != name_key(new)}
    known = set(SchoolName.objects.filter(school__in=renamed).values_list("school_id", flat=True))
    seen = dict(School.objects.filter(pk__in=renamed).values_list("pk", "updated_at"))
    first = [
        SchoolName(school_id=pk, name=old, since=timezone.localdate(seen[pk]))
        for pk, (old, _) in renamed.items()
        if pk not in known
    ]
    SchoolName.objects.bulk_create([*first, *(SchoolName(school_id=pk, name=new) for pk, (_, new) in renamed.items())])


def _tell_history(changed: list[Verdict], batch: ImportBatch, book: PlaceBook, by: User | None, now: datetime) -> None:
    """One event a school, with old and new, as ``core.events.record`` would write it."""
    actor = by.acting_name if by else "Imbas"
    Event.objects.bulk_create(
        Event(
            verb="school.imported", at=now, actor=by, actor_name=actor,
            subject=reference(School(pk=verdict.pk)), within=reference(batch),
            data=_told(verdict, batch, book),
        )
        for verdict in changed
    )  # fmt: skip


def _told(verdict: Verdict, batch: ImportBatch, book: PlaceBook) -> dict[str, Any]:
    changes = shown_changes(verdict.changes, book)
    fields = ", ".join(changes)
    return {"subject": verdict.row.values.get("name", verdict.row.npsn), "file": batch.file_name,
            "fields": fields, "changes": changes}  # fmt: skip
