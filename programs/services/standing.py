"""What is known about schools that an office considers: read together, for a search, a form or a verb."""

from collections.abc import Iterable, Sequence

from accounts.rules import OFFICE_LEVELS
from programs.models import Candidate, Participation, Proposal
from programs.rules import Bond, Part, Remark, Standing, imbas_remarks, model_remarks
from schools.models import School
from schools.rules import distance_km


def levels_of(proposal: Proposal) -> Sequence[str]:
    """The levels the office of this proposal manages (R-3.2-01)."""
    return OFFICE_LEVELS[proposal.office.place.kind]


def _in_area(proposal: Proposal, school: School) -> bool:
    place = proposal.office.place
    return place.pk in (school.regency_id, school.regency.parent_id if place.kind == "province" else None)


def _taken(proposal: Proposal, ids: list[int]) -> dict[int, str]:
    """What each school already is this year, in words (R-2.3-09)."""
    live = Candidate.objects.live().filter(program=proposal.program_id, school__in=ids)
    words = {}
    for found in live.select_related("model__school", "proposal__office"):
        office = found.proposal.office.short_name
        part = "sekolah model" if found.part == Part.MODEL else f"imbas dari {found.model.school.name}"
        words[found.school_id] = f"{part} ({office})"
    return words


def _active(proposal: Proposal, ids: list[int]) -> dict[int, int]:
    """The year since which a school is an active sekolah model of an earlier programme."""
    earlier = Participation.objects.filter(
        school__in=ids, part=Part.MODEL, state="active", program__year__lt=proposal.program.year
    )
    return dict(earlier.order_by("-program__year").values_list("school", "program__year"))


def standings(proposal: Proposal, schools: Iterable[School]) -> dict[int, Standing]:
    """The standing of each school, in two queries. ``schools`` come with their ``regency``."""
    schools = list(schools)
    ids = [school.pk for school in schools]
    taken, active = _taken(proposal, ids), _active(proposal, ids)
    return {
        school.pk: Standing(
            level=school.level, is_open=school.is_open, place=str(school.regency),
            in_area=_in_area(proposal, school), quality=school.quality,
            quality_label=school.get_quality_display(), taken_as=taken.get(school.pk, ""),
            active_since=active.get(school.pk),
        )
        for school in schools
    }  # fmt: skip


def way_between(one: School, other: School) -> float | None:
    """Kilometres between two schools; nothing where a coordinate is missing."""
    spots = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(spot is None for spot in spots):
        return None
    return distance_km(*spots)  # type: ignore[arg-type]


def same_cluster(one: School, other: School) -> bool | None:
    """Whether both belong to one gugus or klaster; nothing where one has none on record."""
    if not (one.cluster_id and other.cluster_id):
        return None
    return one.cluster_id == other.cluster_id


def bond_between(model: School, school: School) -> Bond:
    """What ties an imbas school to its model school."""
    packages = None
    if model.level == school.level == "SMK" and model.packages and school.packages:
        packages = bool(set(model.packages) & set(school.packages))
    return Bond(model.level, model.pk == school.pk, way_between(model, school), same_cluster(model, school), packages)


def remarks_on_models(proposal: Proposal, schools: Iterable[School]) -> dict[int, list[Remark]]:
    """For each school what to say about it as sekolah model."""
    levels = levels_of(proposal)
    return {pk: model_remarks(standing, levels) for pk, standing in standings(proposal, schools).items()}


def remarks_on_imbas(proposal: Proposal, model: School, schools: Iterable[School]) -> dict[int, list[Remark]]:
    """For each school what to say about it as imbas of ``model``."""
    schools, levels = list(schools), levels_of(proposal)
    known = standings(proposal, schools)
    return {school.pk: imbas_remarks(known[school.pk], levels, bond_between(model, school)) for school in schools}
