"""What surrounds every page: the acting membership, the programme year in hand, the menu. Asked only when shown."""

from functools import cached_property

from django.db.models import QuerySet

from accounts.models import Membership, User
from portal.menu import Item, menu
from portal.reports import standing
from programs.models import ProgramYear


class Shell:
    """Of one person, for one request. ``year`` is the year chosen in this session."""

    def __init__(self, user: User | None, year: int | None, path: str):
        self.user, self.year, self.path = user, year, path

    @cached_property
    def acting(self) -> Membership | None:
        return self.user.acting if self.user else None

    @cached_property
    def programs(self) -> list[ProgramYear]:
        """The years this person may look at, newest first."""
        return list(self._programs()) if self.user else []

    def _programs(self) -> QuerySet[ProgramYear]:
        return ProgramYear.objects.visible_to(self.user).select_related("institution").order_by("-year", "pk")

    @cached_property
    def program(self) -> ProgramYear | None:
        """The chosen year; else the latest open one; else the latest."""
        is_national = self.acting is not None and self.acting.province_id is None
        return None if is_national else standing.current(self.programs, self.year)

    @property
    def year_in_hand(self) -> int | None:
        """The year of the pages, also for a national reader, who looks at many programmes at once."""
        found = standing.current(self.programs, self.year)
        return found.year if found else None

    @cached_property
    def years(self) -> list[int]:
        return sorted({program.year for program in self.programs}, reverse=True)

    @cached_property
    def counts(self) -> dict[str, int]:
        """What waits for this person, by name of the count; one query."""
        return standing.waiting(self.user, self.program) if self.user else {}

    @cached_property
    def menu(self) -> dict[str, list[Item]]:
        return menu(self.acting, self.program, self.counts, self.path)
