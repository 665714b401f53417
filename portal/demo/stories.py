"""How far each office has come: everything in 2020, every stage of the work in 2021."""

from typing import NamedTuple

from programs.rules import ProposalState


class Story(NamedTuple):
    """What has happened to one proposal. Shares are of its groups, counts are of its models."""

    state: str
    proposed: float = 1  # share of the planned groups that are in the list
    committed: float = 1  # share of the schools whose signed commitment is there
    checked: float = 0  # share of the models whose sheet is finished
    begun: int = 0  # sheets begun and not finished
    failed: int = 0  # models found unfit that wait for a replacement
    replaced: int = 0  # models found unfit and replaced
    over_quota: int = 0  # models beyond the quota, paid by the pemda


DETERMINED = Story(ProposalState.CLOSED_JOINTLY, checked=1, replaced=1)
STORIES: dict[tuple[int, str], Story] = {
    (2021, "Riau"): Story(ProposalState.IN_VERIFICATION),
    (2021, "Kampar"): Story(ProposalState.DRAFT, proposed=0.9, committed=0.55),
    (2021, "Indragiri Hulu"): Story(ProposalState.CLOSED_JOINTLY, checked=1, replaced=2),
    (2021, "Bengkalis"): Story(ProposalState.CLOSED_BY_LPMP, checked=1, proposed=0.85, failed=1),
    (2021, "Indragiri Hilir"): Story(ProposalState.SUBMITTED),
    (2021, "Pelalawan"): Story(ProposalState.DRAFT, proposed=0.3, committed=0.1),
    (2021, "Rokan Hulu"): Story(ProposalState.IN_VERIFICATION, checked=1, over_quota=1),
    (2021, "Rokan Hilir"): Story(ProposalState.SUBMITTED, over_quota=1),
    (2021, "Siak"): Story(ProposalState.RETURNED, checked=1, failed=3),
    (2021, "Kuantan Singingi"): Story(ProposalState.WITHDRAWN, proposed=0.7, committed=0.4),
    (2021, "Pekanbaru"): Story(ProposalState.IN_VERIFICATION, checked=0.5, begun=4, failed=1, over_quota=2),
    (2021, "Dumai"): Story(ProposalState.CLOSED_JOINTLY, checked=1),
}


def story_of(year: int, office: str) -> Story | None:
    """None where the office has not begun, as Kepulauan Meranti in 2021."""
    return DETERMINED if year == 2020 else STORIES.get((year, office))
