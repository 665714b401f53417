"""Which parts of a programme year a person may see, and what its pages need."""

from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet

from accounts.queries import reach
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role

if TYPE_CHECKING:
    from accounts.models import User


def assigned_to(model: type[Model], user: "User", prefix: str = "") -> QuerySet:
    """Keys of what is assigned to this verifier and not given up for a conflict of interest.

    A subquery and no join: rows found through it can be locked.
    """
    mine = {f"{prefix}assignments__verifier": user, f"{prefix}assignments__declared_at": None}
    return model._default_manager.filter(**mine).values("pk")


class ProgramQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ProgramQuerySet":
        """Years of one's own province; every year for a national reader."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self
        return self.filter(institution__place=acting.province_id)


class ProposalQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ProposalQuerySet":
        """LPMP: of the province; dinas: its own; verifier: those with a school assigned to him."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self.exclude(state="draft")
        if acting.role in LPMP:
            return self.filter(program__institution__place=acting.place_id)
        if acting.role in DINAS or acting.role == Role.TPMPD:
            return self.filter(office__place=acting.place_id)
        if acting.role == Role.VERIFIER:
            return self.filter(pk__in=assigned_to(self.model, user, "candidates__"))
        return self.none()


class CandidateQuerySet(QuerySet):
    def live(self) -> "CandidateQuerySet":
        """Those that still count: not failed, replaced or withdrawn."""
        return self.filter(state__in=("proposed", "verified", "determined"))

    def models(self) -> "CandidateQuerySet":
        return self.filter(part="model")

    def imbas(self) -> "CandidateQuerySet":
        return self.filter(part="imbas")

    def visible_to(self, user: "User") -> "CandidateQuerySet":
        """As the proposal they stand in; a school sees itself and, as model, its imbas schools."""
        acting = user.acting
        if acting is None:
            return self.none()
        if acting.role == Role.NATIONAL:
            return self.exclude(proposal__state="draft")
        if acting.role in LPMP:
            return self.filter(program__institution__place=acting.place_id)
        if acting.role in DINAS or acting.role == Role.TPMPD:
            return self.filter(proposal__office__place=acting.place_id)
        if acting.role == Role.VERIFIER:
            mine = assigned_to(self.model, user)
            return self.filter(Q(pk__in=mine) | Q(model__in=mine))
        if acting.role in AT_SCHOOL:
            return self.filter(Q(school=acting.school_id) | Q(model__school=acting.school_id))
        return self.none()


class ParticipationQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ParticipationQuerySet":
        """As the school; determined schools are known to everybody who sees the school."""
        return self.filter(reach(user.acting, "school__"))
