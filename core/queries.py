"""What the history and the queue are asked for."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone


def reference(subject: models.Model) -> str:
    """How an event names its subject: by model and key, not by foreign key, so that history outlives it."""
    return f"{subject._meta.label}:{subject.pk}"


class EventQuerySet(QuerySet):
    def about(self, *subjects: models.Model) -> "EventQuerySet":
        """What happened to these things, or inside them, newest first."""
        names = [reference(subject) for subject in subjects]
        return self.filter(Q(subject__in=names) | Q(within__in=names)).order_by("-at", "-pk")

    def without(self, family: str) -> "EventQuerySet":
        """All but the verbs that begin with ``family``, as ``verifier`` in ``verifier.conflict``."""
        return self.exclude(verb__startswith=f"{family}.")

    def of_person(self, person: models.Model) -> "EventQuerySet":
        """What this person did, and what happened to the person, newest first."""
        name = reference(person)
        return self.filter(Q(actor=person.pk) | Q(subject=name) | Q(within=name)).order_by("-at", "-pk")


class JobQuerySet(QuerySet):
    def due(self) -> "JobQuerySet":
        """Waiting work, and work whose worker has been silent for longer than the lease."""
        now = timezone.now()
        silent = now - timedelta(seconds=settings.JOB_LEASE_SECONDS)
        waiting = Q(state="waiting", run_after__lte=now)
        return self.filter(waiting | Q(state="running", claimed_at__lt=silent)).order_by("run_after", "pk")

    def of(self, kind: str, subject_id: int) -> "JobQuerySet":
        return self.filter(kind=kind, subject_id=subject_id)


class UploadQuerySet(QuerySet):
    def visible_to(self, user: models.Model) -> "UploadQuerySet":
        """The person's own, as long as they wait."""
        return self.filter(owner=user.pk, expires_at__gt=timezone.now())

    def pending(self) -> "UploadQuerySet":
        """What counts against the person's limits: not yet taken by a form."""
        return self.filter(used_at=None)

    def expired(self) -> "UploadQuerySet":
        return self.filter(expires_at__lte=timezone.now())
