"""What the domain may say no with. Views never catch these; ``core.middleware`` answers for all."""


class DomainError(Exception):
    """A refusal a person can read and act on. The message is Indonesian and says what to do."""

    status = 409

    @property
    def facts(self) -> dict[str, object]:
        """What a script needs besides the words, to go on by itself."""
        return {}


class NotAllowed(DomainError):
    """The person may not do this, or not in the state the thing is in now."""

    status = 403


class Conflict(DomainError):
    """Somebody else was faster: the last place is taken, or the row has changed since it was read."""

    status = 409


class Stale(Conflict):
    """The row was saved by somebody else since this person read it; ``current`` is what it holds now."""

    def __init__(self, current: object):
        super().__init__("Data ini baru saja diubah oleh pengguna lain. Bandingkan isian Anda, lalu simpan lagi.")
        self.current = current


class Incomplete(DomainError):
    """Something is missing; ``gaps`` names each gap with the address of the page that mends it."""

    status = 409

    def __init__(self, message: str, gaps: list[tuple[str, str]]):
        super().__init__(message)
        self.gaps = gaps
