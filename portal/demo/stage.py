"""What the parts of the demo hand to each other, and the few helpers they share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from accounts.models import User
from core.models import Event
from core.queries import reference
from programs.models import ProgramYear, Proposal
from schools.models import Institution, Place, School

SEED = 2020
PASSPHRASE = "tanda-tangan-contoh"  # noqa: S105 -- of a key that is made for the demo and good for nothing else
PASSWORD = "sekolah-model"  # noqa: S105 -- of invented people, printed at every start
DOMAIN = "riau.example"


@dataclass
class Demo:
    """The demo while it is being built."""

    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 -- the same demo every time
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    province: Place | None = None
    nation: Place | None = None
    regencies: dict[str, Place] = field(default_factory=dict)
    lpmp: Institution | None = None
    offices: dict[str, Institution] = field(default_factory=dict)
    schools: dict[tuple[str, str], list[School]] = field(default_factory=lambda: defaultdict(list))
    users: dict[str, User] = field(default_factory=dict)
    programs: dict[int, ProgramYear] = field(default_factory=dict)
    proposals: dict[tuple[int, str], Proposal] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def tell(
        self,
        verb: str,
        subject: models.Model,
        at: datetime,
        by: User | None,
        within: models.Model | None = None,
        **data: object,
    ) -> None:
        """Remember an event of the past; all are written at the end, in the order they happened."""
        self.events.append(
            Event(
                verb=verb, at=at, actor=by, actor_name=actor_name(by), subject=reference(subject),
                within=reference(within) if within else "", data={"subject": str(subject), **data},
            )
        )  # fmt: skip

    def write_history(self) -> None:
        Event.objects.bulk_create(sorted(self.events, key=lambda event: event.at), batch_size=1000)


def actor_name(user: User | None) -> str:
    """As ``User.acting_name``, without asking the database each time: people of the demo carry it."""
    return getattr(user, "demo_name", "") or "Imbas"


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A time of that day in the zone of the office."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def save_all(rows: Iterable[models.Model]) -> list:
    """Write rows of one model at once; they have their keys afterwards."""
    rows = list(rows)
    return type(rows[0]).objects.bulk_create(rows, batch_size=500) if rows else []
