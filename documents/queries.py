"""Which letters a person may see and move, and where the PDF of each is."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Case, Count, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.queries import reach
from accounts.rules import AT_SCHOOL, DINAS, LPMP, Role
from core.models import Job
from core.queries import reference
from documents.kinds import kinds_for_head
from documents.rules import ITEM_WORDS, LETTER_MOVES, PdfState, read_code

if TYPE_CHECKING:
    from accounts.models import Membership, User

RENDER = "documents.render"
MAKE_DOSSIER = "documents.dossier"


READ_SCAN = "documents.read_scan"
MAKE_BULK = "documents.bulk"
BIND_BULK = "documents.bind"


def _own(acting: "Membership") -> Q:
    """Letters of the side the person acts for: LPMP, dinas, or the school (whose statements have no issuer)."""
    if acting.role in LPMP:
        return Q(issuer__place=acting.place_id, issuer__kind="lpmp")
    if acting.role in DINAS:
        return Q(issuer__place=acting.place_id, issuer__kind__in=("dinas", "pemda"))
    if acting.role in AT_SCHOOL:
        return Q(issuer=None, school=acting.school_id)
    return Q(created_by=acting.user_id) if acting.role == Role.VERIFIER else Q(pk=None)


def _addressed_to(acting: "Membership") -> Q:
    """Letters written to the side the person acts for. One to a dinas about a school is not the school's to receive."""
    if acting.role in LPMP:
        return Q(recipient__place=acting.place_id, recipient__kind="lpmp")
    if acting.role in DINAS:
        return Q(recipient__place=acting.place_id, recipient__kind="dinas")
    if acting.role in AT_SCHOOL:
        return Q(recipient=None, issuer__isnull=False, school=acting.school_id)
    return Q(pk=None)


class LetterQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "LetterQuerySet":
        """LPMP: of the province; dinas: its own, those sent to it, those of its schools; school: its own.

        What was never issued is seen by the side that writes it only.
        """
        acting = user.acting
        if acting is None:
            return self.none()
        known = Q(issued_at__isnull=False)
        if acting.role == Role.NATIONAL:
            return self.filter(known)
        if acting.role in LPMP:
            return self.filter(Q(province=acting.place_id) & (known | _own(acting)))
        if acting.role in DINAS:
            to_us = Q(recipient__place=acting.place_id, recipient__kind="dinas")
            schools = Q(school__isnull=False) & reach(acting, "school__")
            return self.filter(_own(acting) | (known & (to_us | schools)))
        if acting.role in AT_SCHOOL:
            return self.filter(Q(school=acting.school_id) & (known | _own(acting)))
        if acting.role in (Role.VERIFIER, Role.TPMPD):
            return self.filter(created_by=user)
        return self.none()

    def public(self) -> "LetterQuerySet":
        """What anybody who holds the paper may ask about: everything that was ever issued."""
        return self.filter(issued_at__isnull=False).select_related("issuer", "school")

    def ours(self, user: "User") -> "LetterQuerySet":
        """Those the person's own side issued. Receiving a letter gives no power over it."""
        return self.filter(_own(user.acting)) if user.acting else self.none()

    def addressed_to(self, user: "User") -> "LetterQuerySet":
        """Those written to the person's own side, who alone says that they arrived."""
        return self.filter(_addressed_to(user.acting)) if user.acting else self.none()

    def about(self, *subjects: Model) -> "LetterQuerySet":
        """Letters whose subject is one of these, with what a list of links needs."""
        return self.filter(subject__in=[reference(subject) for subject in subjects]).for_list()

    def named(self, words: str) -> "LetterQuerySet":
        """Every word somewhere in number, title, addressee or school; an NPSN or a code as it is."""
        found = self
        for word in words.split():
            text = Q(number__icontains=word) | Q(title__icontains=word) | Q(addressee__icontains=word)
            school = Q(school__name__icontains=word) | Q(school__npsn__startswith=word)
            found = found.filter(text | school | Q(code=read_code(word)))
        return found

    def for_list(self) -> "LetterQuerySet":
        """What the register shows, in one query."""
        return self.select_related("issuer", "recipient", "school").with_pdf_state().with_signed_way()

    def with_signed_way(self) -> "LetterQuerySet":
        """Adds ``signed_way``: how the verified signature came, or None. This is the signed mark."""
        verified = apps.get_model("documents.Signature").objects.verified().filter(letter=OuterRef("pk"))
        return self.annotate(signed_way=Subquery(verified.values("way")[:1]))

    def to_sign(self, user: "User") -> "LetterQuerySet":
        """Issued by the person's own side for its head to sign, and set on paper."""
        waiting = self.ours(user).filter(state__in=LETTER_MOVES["sign"].sources, sha256__isnull=False)
        return waiting.filter(kind__in=kinds_for_head())

    def with_people(self) -> "LetterQuerySet":
        """Who did each step, for the page of one letter."""
        names = ("created", "initialled", "issued", "signed", "sent", "received", "archived", "cancelled")
        return self.select_related(*(f"{name}_by" for name in names))

    def with_pdf_state(self) -> "LetterQuerySet":
        """Adds ``pdf_state`` (a PdfState code) from the file and the queue."""
        job = Job.objects.filter(kind=RENDER, subject_id=OuterRef("pk")).order_by("-pk")
        states = [
            When(sha256__isnull=False, then=Value(PdfState.READY)),
            When(job_state="done", then=Value(PdfState.NONE)),
            When(job_state__isnull=False, then=F("job_state")),
        ]
        found = self.annotate(job_state=Subquery(job.values("state")[:1]))
        return found.annotate(pdf_state=Case(*states, default=Value(PdfState.NONE)))


class IncomingQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "IncomingQuerySet":
        """The agenda of the person's own office, and nobody else's."""
        acting = user.acting
        if acting is None or acting.role not in LPMP | DINAS:
            return self.none()
        kind = "lpmp" if acting.role in LPMP else "dinas"
        return self.filter(institution__place=acting.place_id, institution__kind=kind)

    def for_list(self) -> "IncomingQuerySet":
        return self.select_related("institution", "school", "answers")

    def about(self, *subjects: Model) -> "IncomingQuerySet":
        """Entries about one of these proposals."""
        return self.filter(subject__in=[reference(subject) for subject in subjects])

    def named(self, words: str) -> "IncomingQuerySet":
        """Every word somewhere in agenda number, number, sender, title or school."""
        found = self
        for word in words.split():
            text = Q(number__icontains=word) | Q(sender__icontains=word) | Q(title__icontains=word)
            school = Q(school__name__icontains=word) | Q(school__npsn__startswith=word)
            seq = Q(agenda_seq=int(word.split("/")[0])) if word.split("/")[0].isdecimal() and len(word) < 10 else Q()
            found = found.filter(text | school | seq if seq else text | school)
        return found


class BulkQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "BulkQuerySet":
        """The orders of one's own side: of the LPMP, or of the dinas."""
        acting = user.acting
        if acting is None or acting.role not in LPMP | DINAS:
            return self.none()
        side = LPMP if acting.role in LPMP else DINAS
        return self.filter(membership__place=acting.place_id, membership__role__in=side)

    def for_list(self) -> "BulkQuerySet":
        """With the counts of its letters, in one query."""
        ready, failed = Q(items__letter__sha256__isnull=False), Q(items__state="failed")
        found = self.select_related("created_by")
        return found.annotate(total=Count("items"), ready=Count("items", ready), failed=Count("items", failed))


class BulkItemQuerySet(QuerySet):
    def with_outcome(self) -> "BulkItemQuerySet":
        """Adds ``outcome``: waiting, making, ready, failed or skipped, of the letter and its PDF together."""
        job = Job.objects.filter(kind=RENDER, subject_id=OuterRef("letter")).order_by("-pk")
        states = [
            When(letter__sha256__isnull=False, then=Value("ready")),
            When(state="made", job_state="failed", then=Value("failed")),
            When(state="made", then=Value("making")),
        ]
        found = self.annotate(job_state=Subquery(job.values("state")[:1]), job_error=Subquery(job.values("error")[:1]))
        return found.annotate(outcome=Case(*states, default=F("state")))

    def counts(self) -> dict[str, int]:
        """How many there are of each outcome, all five named."""
        found = self.with_outcome().order_by().values_list("outcome").annotate(count=Count("pk"))
        return dict.fromkeys(ITEM_WORDS, 0) | dict(found)


class DossierQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "DossierQuerySet":
        """Only what the person asked for in the role he acts in now: it holds what that role may see."""
        return self.filter(membership=user.acting, created_by=user) if user.acting else self.none()


class SignatureQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "SignatureQuerySet":
        """Whoever may see the letter may see how it was signed."""
        return self.filter(letter__in=apps.get_model("documents.Letter").objects.visible_to(user))

    def verified(self) -> "SignatureQuerySet":
        """Those that make a letter signed."""
        return self.filter(verified_at__isnull=False)


class ScanQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "ScanQuerySet":
        """What came in at the office the person works for."""
        return self.filter(_at_office(user, "institution__"))

    def unread(self) -> "ScanQuerySet":
        return self.filter(read_at=None)


class SheetQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "SheetQuerySet":
        return self.filter(_at_office(user, "scan__institution__"))

    def waiting(self) -> "SheetQuerySet":
        """Those that are part of no signature yet and were not set aside."""
        return self.filter(signature=None, set_aside_at=None)


def _at_office(user: "User", prefix: str) -> Q:
    """The person's own office, as a condition on an institution; schools bring their statements another way."""
    acting = user.acting
    if acting is None or not (acting.role in LPMP or acting.role in DINAS):
        return Q(pk__in=[])
    kind = "lpmp" if acting.role in LPMP else "dinas"
    return Q(**{f"{prefix}place": acting.place_id, f"{prefix}kind": kind})


class LetterTextQuerySet(QuerySet):
    def visible_to(self, user: "User") -> "LetterTextQuerySet":
        """The texts of the LPMP a person works for; nobody else's business."""
        acting = user.acting
        if acting is None or acting.role not in LPMP:
            return self.none()
        return self.filter(institution__place=acting.place_id, institution__kind="lpmp")

    def of(self, lpmp_id: int, kind: str) -> "LetterTextQuerySet":
        """Every version of this kind's texts, the draft first, then the newest."""
        found = self.filter(institution=lpmp_id, kind=kind).select_related("published_by", "changed_by")
        return found.order_by(F("version").desc(nulls_first=True))
