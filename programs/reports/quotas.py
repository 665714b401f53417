"""How is the quota of a year used, per kab/kota and level, and what have the pemda brought?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from accounts.models import User
from accounts.rules import DINAS, Role
from programs.models import Candidate, ProgramYear, Quota, QuotaShare, SupportOutput
from programs.rules import LIVE_CANDIDATE, CandidateState, Funding, Part, SupportKind
from schools.models import Place
from schools.rules import PROGRAMME_LEVELS


@dataclass
class Cell:
    """One kab/kota and level: places, and what became of them."""

    level: str
    schools: int = 0
    places: int = 0
    taken: int = 0
    proposed: int = 0  # live models, over quota included
    determined: int = 0
    determined_over: int = 0
    over: int = 0

    @property
    def free(self) -> int:
        return self.places - self.taken


@dataclass
class BoardRow:
    """One kab/kota."""

    quota: Quota
    cells: list[Cell]
    imbas: int = 0
    imbas_determined: int = 0

    def total(self, name: str) -> int:
        return sum(getattr(cell, name) for cell in self.cells)

    @property
    def taken(self) -> int:
        return self.total("taken")

    @property
    def proposed(self) -> int:
        return self.total("proposed")

    @property
    def determined(self) -> int:
        return self.total("determined")

    @property
    def determined_over(self) -> int:
        return self.total("determined_over")

    @property
    def over(self) -> int:
        return self.total("over")

    @property
    def imbas_target(self) -> int:
        return self.quota.models_total * self.quota.imbas_per_model

    @property
    def undivided(self) -> int:
        return self.quota.models_total - self.total("places")


@dataclass
class Board:
    """All kab/kota the person sees, and their sums."""

    rows: list[BoardRow]
    levels: list[str] = field(default_factory=lambda: [str(level) for level in PROGRAMME_LEVELS])

    def _sum(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.rows)

    @property
    def models_total(self) -> int:
        return sum(row.quota.models_total for row in self.rows)

    @property
    def imbas_target(self) -> int:
        return self._sum("imbas_target")

    @property
    def taken(self) -> int:
        return self._sum("taken")

    @property
    def proposed(self) -> int:
        return self._sum("proposed")

    @property
    def determined(self) -> int:
        return self._sum("determined")

    @property
    def determined_over(self) -> int:
        return self._sum("determined_over")

    @property
    def determined_inside(self) -> int:
        """What was determined in the places of the quota."""
        return self.determined - self.determined_over

    @property
    def over(self) -> int:
        return self._sum("over")

    @property
    def imbas(self) -> int:
        return self._sum("imbas")

    @property
    def imbas_determined(self) -> int:
        return self._sum("imbas_determined")

    @property
    def level_totals(self) -> list[Cell]:
        """Sums per level, for the foot of the table."""
        return [_sum_cells(level, [row.cells[n] for row in self.rows]) for n, level in enumerate(self.levels)]


def _sum_cells(level: str, cells: Iterable[Cell]) -> Cell:
    found = Cell(level)
    for cell in cells:
        for name in ("schools", "places", "taken", "proposed", "determined", "determined_over", "over"):
            setattr(found, name, getattr(found, name) + getattr(cell, name))
    return found


def quota_board(program: ProgramYear, user: User) -> Board:
    """What the person sees of the quota of a year, with its use. Three queries, however many kab/kota."""
    quotas = list(Quota.objects.visible_to(user).filter(program=program).select_related("place"))
    shares: dict[int, dict[str, QuotaShare]] = defaultdict(dict)
    for share in QuotaShare.objects.filter(quota__in=[quota.pk for quota in quotas]):
        shares[share.quota_id][share.level] = share
    counts = _count(program)
    return Board([_row(quota, shares[quota.pk], counts) for quota in quotas])


def _count(program: ProgramYear) -> Counter[tuple[int, str, str]]:
    """Live schools by kab/kota, level and what is counted."""
    live = Candidate.objects.filter(program=program, state__in=LIVE_CANDIDATE).order_by()
    rows = live.values_list("school__regency", "school__level", "part", "state", "funding").annotate(n=Count("pk"))
    found: Counter[tuple[int, str, str]] = Counter()
    for regency, level, part, state, funding, number in rows:
        for what in _kinds(part, state, funding):
            found[regency, level, what] += number
    return found


def _kinds(part: str, state: str, funding: str) -> Iterator[str]:
    is_determined = state == CandidateState.DETERMINED
    if part == Part.IMBAS:
        yield "imbas"
        if is_determined:
            yield "imbas_determined"
        return
    yield "proposed"
    if is_determined:
        yield "determined"
    if funding == Funding.OVER_QUOTA:
        yield "over"
        if is_determined:
            yield "determined_over"


def _row(quota: Quota, shares: dict[str, QuotaShare], counts: Counter[tuple[int, str, str]]) -> BoardRow:
    cells = []
    for level in PROGRAMME_LEVELS:
        share = shares.get(level) or QuotaShare(level=level)
        names = ("proposed", "determined", "determined_over", "over")
        used = {what: counts[quota.place_id, level, what] for what in names}
        cells.append(Cell(str(level), share.schools, share.models_total, share.taken, **used))
    imbas, determined = (
        sum(counts[quota.place_id, level, what] for level in PROGRAMME_LEVELS) for what in ("imbas", "imbas_determined")
    )
    return BoardRow(quota, cells, imbas, determined)


def quota_rows(board: Board) -> Iterator[list[object]]:
    """The board as a sheet."""
    parts = ("kuota", "terpakai", "ditetapkan")
    heads = [f"{level} {part}" for level in board.levels for part in parts]
    yield [
        "Kode", "Kab/kota", "Kuota model", "Imbas per model", *heads,
        "Model diusulkan", "Di luar kuota", "Model ditetapkan", "Imbas diusulkan", "Imbas ditetapkan",
    ]  # fmt: skip
    for row in board.rows:
        used = [number for cell in row.cells for number in (cell.places, cell.taken, cell.determined)]
        yield [
            row.quota.place.code, str(row.quota.place), row.quota.models_total, row.quota.imbas_per_model, *used,
            row.proposed, row.over, row.determined, row.imbas, row.imbas_determined,
        ]  # fmt: skip


@dataclass
class SupportRow:
    """One pemda with its five outputs, in the order of ``SupportKind``; None where nothing came yet."""

    place: Place
    outputs: list[tuple[str, str, SupportOutput | None]]

    @property
    def received(self) -> int:
        return sum(output is not None for _, _, output in self.outputs)


def support_matrix(program: ProgramYear, user: User) -> list[SupportRow]:
    """The pemda of the province that the person sees, each with the five outputs (R-3.1-06). Two queries."""
    outputs = SupportOutput.objects.visible_to(user).filter(program=program).select_related("received_by")
    found = {(output.place_id, output.kind): output for output in outputs}
    return [
        SupportRow(place, [(kind.value, str(kind.label), found.get((place.pk, kind))) for kind in SupportKind])
        for place in _pemda(program, user)
    ]


def _pemda(program: ProgramYear, user: User) -> list[Place]:
    province = program.institution.place_id
    every = Place.objects.inside(province).exclude(kind="district").order_by("code")
    acting = user.acting
    own = acting is not None and (acting.role in DINAS or acting.role == Role.TPMPD)
    return [place for place in every if not own or place.pk == acting.place_id]


def support_rows(matrix: list[SupportRow]) -> Iterator[list[object]]:
    """The matrix as a sheet: one line for each output."""
    yield ["Kode", "Pemda", "Keluaran", "Diterima", "Keterangan", "Nilai (Rp)", "Dokumen"]
    for row in matrix:
        for _, label, output in row.outputs:
            known = _known(output) if output else ["Belum", "", "", ""]
            yield [row.place.code, str(row.place), label, *known]


def _known(output: SupportOutput) -> list[object]:
    amount = int(output.amount) if output.amount is not None else ""
    return [f"{output.received_at:%Y-%m-%d}", output.note, amount, "Ada" if output.document else ""]
