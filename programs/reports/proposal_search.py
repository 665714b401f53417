"""Which schools may an office choose from, and what is said beside each?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from core.keys import keys_of
from programs.models import Candidate, Proposal
from programs.rules import FOLLOWS, Remark, Weight, is_barred
from programs.services.completeness import shares_of
from programs.services.standing import bond_between, levels_of, remarks_on_imbas, remarks_on_models, way_between
from schools.models import School
from schools.rules import clean_npsn

FOUND = 20
SHORTEST = 2

REFUSED_HERE = ("R-3.2-01", "sekolah ini berada di luar wilayahnya")
REFUSED_LEVEL = ("R-3.2-03", "jenjang sekolah ini diusulkan dinas lain")


@dataclass
class Choice:
    """A school with what is said about it; ``is_ours`` is false for one outside the office's reach."""

    school: School
    remarks: list[Remark]
    distance_km: float | None = None
    same_cluster: bool | None = None
    is_ticked: bool = False
    is_ours: bool = True

    @property
    def is_barred(self) -> bool:
        return is_barred(self.remarks)

    @property
    def is_fitting(self) -> bool:
        """Worth a tick of our own: allowed, and not itself a model still (R-2.1-03)."""
        return not self.is_barred and all(remark.rule != "R-2.1-03" for remark in self.remarks)


def model_choices(proposal: Proposal, user: User, words: str, failed: Candidate | None = None) -> list[Choice]:
    """Schools within the office's reach that fit the words, with their remarks; those that may be chosen come first.

    ``failed`` is the school that is replaced.

    A school outside it exists only for who types its whole NPSN, and then shows its name and whose business it is
    not (R-3.2-01, -03): roles.md, outside the place nothing exists.
    """
    if len(words.strip()) < SHORTEST:
        return []
    own = list(School.objects.visible_to(user).named(words).for_list().order_by("name", "pk")[:FOUND])
    remarks, level = remarks_on_models(proposal, own), _level_kept(failed)
    said = {s.pk: remarks[s.pk] + ([_other_level(level)] if level not in ("", s.level) else []) for s in own}
    choices = [Choice(school, said[school.pk]) for school in own]
    return sorted(choices, key=lambda choice: choice.is_barred) or _refused(proposal, words)


def _level_kept(failed: Candidate | None) -> str:
    """The level a replacement must have, because the imbas schools stay with it (R-3.2-11)."""
    stays = failed and failed.imbas.filter(state__in=FOLLOWS).exists()
    return str(failed.school.level) if failed and stays else ""


def _other_level(level: str) -> Remark:
    return Remark(Weight.ERROR, "R-3.2-11", f"Pengganti harus berjenjang {level}, sama dengan sekolah imbasnya.")


def _refused(proposal: Proposal, words: str) -> list[Choice]:
    """The school of the province with exactly this NPSN: its name, and the rule that keeps it from this office."""
    try:
        npsn = clean_npsn(words)
    except ValueError:
        return []
    province = proposal.program.institution.place_id
    found = School.objects.filter(regency__parent=province, npsn=npsn).only("name", "level").first()
    if found is None:
        return []
    rule, why = REFUSED_HERE if found.level in levels_of(proposal) else REFUSED_LEVEL
    refusal = Remark(Weight.ERROR, rule, f"Bukan wewenang dinas Anda: {why}.")
    return [Choice(School(name=found.name), [refusal], is_ours=False)]


def _near(model: School, user: User, count: int) -> list[School]:
    """The nearest of the same level; of an SMK those with a common package first (R-3.2-07)."""
    reachable = School.objects.visible_to(user).select_related("regency", "district", "cluster")
    near = list(reachable.nearest(model, count, level=model.level))
    if model.level != "SMK" or not model.packages:
        return near
    same = list(reachable.nearest(model, count, level=model.level, packages=model.packages))
    known = {school.pk for school in same}
    return same + [school for school in near if school.pk not in known]


def imbas_choices(
    proposal: Proposal, model: School, user: User, missing: int, *, words: str = "", ticked: Sequence[str] | None = None
) -> list[Choice]:
    """The nearest imbas schools, the first ``missing`` that may be proposed already ticked, and what was searched.

    ``ticked`` are the ids the person chose on this page; what was chosen stays chosen through a search.
    """
    near = _near(model, user, 15)
    chosen = School.objects.visible_to(user).for_list().filter(pk__in=keys_of(ticked or []))
    searched: Iterable[School] = []
    if len(words.strip()) >= SHORTEST:
        searched = School.objects.visible_to(user).named(words).for_list().order_by("name", "pk")[:FOUND]
    schools = {school.pk: school for school in [*searched, *chosen, *near] if school.pk != model.pk}
    remarks = remarks_on_imbas(proposal, model, schools.values())
    choices = [_choice(model, school, remarks[school.pk]) for school in schools.values()]
    _tick(choices, near, missing, ticked)
    return choices if words else [c for c in choices if c.is_ticked] + [c for c in choices if not c.is_ticked][:8]


def _choice(model: School, school: School, remarks: list[Remark]) -> Choice:
    bond = bond_between(model, school)
    return Choice(school, remarks, way_between(model, school), bond.same_cluster)


def _tick(choices: list[Choice], near: list[School], missing: int, ticked: Sequence[str] | None) -> None:
    if ticked is not None:
        wanted = keys_of(ticked)
    else:
        fitting = {choice.school.pk for choice in choices if choice.is_fitting}
        wanted = [school.pk for school in near if school.pk in fitting][:missing]
    for choice in choices:
        choice.is_ticked = choice.school.pk in wanted and not choice.is_barred


def chosen_schools(values: Iterable[str], user: User) -> list[int]:
    """The ids among ``values`` of schools this person sees, in one order."""
    visible = School.objects.visible_to(user).filter(pk__in=keys_of(values))
    return list(visible.order_by("pk").values_list("pk", flat=True))


def room_for(proposal: Proposal, school: School) -> int:
    """How many places of the quota are left where this school would take one."""
    shares = [s for s in shares_of(proposal) if s.quota.place_id == school.regency_id and s.level == school.level]
    return sum(share.models_total - share.taken for share in shares)
