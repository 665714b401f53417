"""What every floor stands on: history, queue of work, the worker's sign of life, and files on their way in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.constraints import needs
from core.queries import EventQuerySet, JobQuerySet, UploadQuerySet


class Event(models.Model):
    """One thing that happened. Written by ``core.events.record`` only, never changed, never deleted."""

    verb = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=250)
    subject = models.CharField(max_length=80, db_index=True)
    within = models.CharField(max_length=80, blank=True, db_index=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "peristiwa"

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        """History is append-only."""
        if self.pk:
            raise TypeError("An event never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> None:
        raise TypeError("An event is never deleted.")


class JobState(models.TextChoices):
    WAITING = "waiting", "Menunggu"
    RUNNING = "running", "Diproses"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"


class Job(models.Model):
    """Work that must happen later. The row is the queue; it is written in the transaction of its cause."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    payload = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "pekerjaan"
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_due"),
            models.Index(fields=["kind", "subject_id"], name="job_of_subject"),
        ]
        constraints = [
            needs(JobState.RUNNING, "claimed_at", name="job_running_was_claimed_at_some_time"),
            needs(JobState.DONE, "finished_at", name="job_done_finished_at_some_time"),
            needs(JobState.FAILED, "finished_at", name="job_failed_finished_at_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    @property
    def percent(self) -> int:
        """How far the work is, 0 to 100; 0 while nobody counted it."""
        return 100 * self.done // self.total if self.total else 0


class Heartbeat(models.Model):
    """When a background process last said that it lives."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Purpose(models.TextChoices):
    SCAN = "scan", "pindaian"
    PHOTO = "photo", "foto"
    PILE = "pile", "tumpukan pindaian"


class Upload(models.Model):
    """A file on its way in, piece by piece over a weak network; nobody but its owner knows of it.

    It is no record of anything: a form takes it instead of a file, and after ``expires_at`` it is thrown away.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    announced = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "unggahan"
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_never_empty"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_never_outgrows_its_size"),
            models.CheckConstraint(
                condition=Q(received=F("size")) ^ Q(sha256=""), name="upload_is_hashed_exactly_when_whole"
            ),
            models.CheckConstraint(condition=Q(used_at=None) | ~Q(sha256=""), name="upload_is_used_only_when_whole"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def percent(self) -> int:
        return 100 * self.received // self.size
