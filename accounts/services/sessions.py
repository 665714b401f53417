"""What happens when a signed-in browser is shown the door?"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import OpenSession, User
from core.events import record

SEEN_EVERY = timedelta(minutes=5)  # so exact is the time at which a session was last seen


def close_sessions(user: User, *, keep: str = "") -> int:
    """Sign the person out of every browser but ``keep``; how many that were."""
    doomed = OpenSession.objects.filter(user=user).exclude(session_key=keep)
    keys = list(doomed.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    doomed.delete()
    return len(keys)


def leave(*, session_key: str, by: User) -> None:
    """The person signs out of this browser; it goes from the list. Coming and going is not history."""
    OpenSession.objects.visible_to(by).filter(session_key=session_key).delete()


@transaction.atomic
def end_other_sessions(*, keep: str, by: User) -> int:
    """Sign out everywhere but here; how many browsers that were."""
    count = close_sessions(by, keep=keep)
    if count:
        record("sessions.ended", by, by=by, count=count)
    return count


@transaction.atomic
def end_session(open_session_id: int, *, by: User) -> None:
    """Sign out one browser of one's own. One that is gone already is not an error."""
    found = OpenSession.objects.visible_to(by).filter(pk=open_session_id).first()
    if found is None:
        return
    Session.objects.filter(session_key=found.session_key).delete()
    found.delete()
    record("sessions.ended", by, by=by, count=1)


def forget_ended() -> int:
    """Throw away the sessions whose time is over, so that nobody sees a browser as signed in that is not; how many."""
    now = timezone.now()
    gone, _ = Session.objects.filter(expire_date__lt=now).delete()
    last = now - timedelta(seconds=settings.SESSION_COOKIE_AGE) - SEEN_EVERY
    OpenSession.objects.filter(seen_at__lt=last).delete()
    return gone
