"""What happens when somebody corrects a school, a cluster or an office: it is saved, and history says old and new."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import AT_SCHOOL, demand
from core.errors import NotAllowed, Stale
from core.events import record
from core.storing import keep
from schools.models import Cluster, Institution, School, SchoolName
from schools.rules import name_key

AT_SCHOOL_FIELDS = (
    "head_name", "head_nip", "head_phone", "phone", "email", "address", "village", "latitude", "longitude",
)  # fmt: skip
STAFF_FIELDS = (
    "name", "level", "form", "status", "is_open", "regency", "district", "cluster", "accreditation", "curriculum",
    "packages", "pupils", "teachers", *AT_SCHOOL_FIELDS,
)  # fmt: skip


def fields_of(role: str) -> tuple[str, ...]:
    """What this role may change of a school: its own people only what they know best."""
    return AT_SCHOOL_FIELDS if role in AT_SCHOOL else STAFF_FIELDS


@transaction.atomic
def edit_school(school_id: int, values: dict[str, Any], *, by: User, seen_at: datetime | None = None) -> School:
    """Save the fields that differ. ``Stale`` when somebody saved the school after ``seen_at``."""
    school, changes = _write(school_id, values, by, seen_at)
    if changes:
        record("school.changed", school, by=by, fields=", ".join(changes), changes=changes)
    return school


@transaction.atomic
def correct_school(
    school_id: int, values: dict[str, Any], *, source: models.Model, by: User, seen_at: datetime | None = None
) -> School:
    """As ``edit_school``, but history names old and new and ``source``, the paper that says so."""
    school, changes = _write(school_id, values, by, seen_at)
    if changes:
        words = "; ".join(f"{label} «{old}» → «{new}»" for label, (old, new) in changes.items())
        told = {"fields": ", ".join(changes), "changes": changes, "change": words, "source": str(source)}
        record("school.corrected", school, by=by, within=source, **told)
    return school


def _write(
    school_id: int, values: dict[str, Any], by: User, seen_at: datetime | None
) -> tuple[School, dict[str, list[str]]]:
    """The school with its row locked and the values saved; what changed, as old and new by screen name."""
    demand(by.role, "schools.edit")
    visible = School.objects.visible_to(by).filter(pk=school_id).values("pk")
    school = School.objects.select_for_update(of=("self",)).get(pk__in=visible)
    if seen_at is not None and school.updated_at != seen_at:
        raise Stale(school)
    if strange := set(values) - set(fields_of(by.role)):
        raise NotAllowed(f"Peran Anda tidak berwenang mengubah: {', '.join(sorted(strange))}.")
    old_name, old_day = school.name, timezone.localdate(school.updated_at)
    changes = _change(school, values)
    if changes:
        school.updated_at = timezone.now()
        school.save()
        _remember_name(school, old_name, old_day)
    return school, changes


def _remember_name(school: School, old: str, since: Any) -> None:
    if name_key(old) == name_key(school.name):
        return
    if not school.names.exists():
        SchoolName.objects.create(school=school, name=old, since=since)
    SchoolName.objects.create(school=school, name=school.name)


def _change(row: models.Model, values: dict[str, Any]) -> dict[str, list[str]]:
    """Set what differs; screen name -> old and new, as words."""
    changes = {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            setattr(row, name, value)
            changes[str(row._meta.get_field(name).verbose_name)] = [_word(old), _word(value)]
    return changes


def _word(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return ", ".join(value) if isinstance(value, list) else str(value)


@transaction.atomic
def save_cluster(cluster_id: int | None, values: dict[str, Any], *, by: User) -> Cluster:
    """Make a cluster, or change one that is visible. ``NotAllowed`` for one that the person would not see then."""
    demand(by.role, "clusters.edit")
    if cluster_id is None:
        cluster = Cluster.objects.create(**values)
        _refuse_outside(cluster, by)
        record("cluster.created", cluster, by=by)
        return cluster
    cluster = _cluster(cluster_id, by)
    if changes := _change(cluster, values):
        cluster.save()
        _refuse_outside(cluster, by)
        record("cluster.changed", cluster, by=by, fields=", ".join(changes), changes=changes)
    return cluster


def _refuse_outside(cluster: Cluster, by: User) -> None:
    if not Cluster.objects.visible_to(by).filter(pk=cluster.pk).exists():
        raise NotAllowed("Wilayah atau jenjang itu di luar wewenang Anda.")


@transaction.atomic
def fill_cluster(cluster_id: int, school_ids: list[int], *, by: User) -> int:
    """Make these schools the members: the ticked ones come in, those no longer ticked go out. How many changed."""
    demand(by.role, "clusters.edit")
    cluster = _cluster(cluster_id, by)
    fitting = School.objects.visible_to(by).filter(level=cluster.level)
    ids = fitting.filter(models.Q(pk__in=school_ids) | models.Q(cluster=cluster)).values("pk")
    moved = 0
    for school in School.objects.filter(pk__in=ids).select_related("cluster").select_for_update(of=("self",)):
        wanted = cluster if school.pk in school_ids else None
        if school.cluster != wanted:
            changes = _change(school, {"cluster": wanted})
            school.save(update_fields=["cluster", "name_key"])
            record("school.changed", school, by=by, within=cluster, fields=", ".join(changes), changes=changes)
            moved += 1
    if moved:
        record("cluster.filled", cluster, by=by, count=cluster.schools.count())
    return moved


def _cluster(cluster_id: int, by: User) -> Cluster:
    visible = Cluster.objects.visible_to(by).filter(pk=cluster_id).values("pk")
    return Cluster.objects.select_for_update(of=("self",)).get(pk__in=visible)


@transaction.atomic
def edit_institution(institution_id: int, values: dict[str, Any], *, by: User, logo: File | None = None) -> Institution:
    """Save letterhead, number format and head. Letters already issued keep the words they were issued with."""
    demand(by.role, "office.edit")
    allowed = Institution.objects.editable_by(by).filter(pk=institution_id).values("pk")
    found = Institution.objects.select_for_update(of=("self",)).filter(pk__in=allowed).first()
    if found is None:
        raise NotAllowed("Anda hanya dapat mengubah data kantor Anda sendiri.")
    changes = _change(found, values)
    if logo is not None:
        keep(found.logo, logo.name or "lambang", logo)
        changes["lambang"] = ["", logo.name or ""]
    if changes:
        found.save()
        record("institution.changed", found, by=by, fields=", ".join(changes), changes=changes)
    return found
