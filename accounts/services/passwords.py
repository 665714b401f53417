"""What happens when a password is changed, forgotten or set anew?"""

from datetime import timedelta

from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from accounts.services.sessions import close_sessions
from core import jobs
from core.errors import Conflict
from core.events import record
from core.models import Job

RESET = "accounts.send_reset"
RESETS_PER_HOUR = 3


@transaction.atomic
def ask_reset(name: str) -> None:
    """Queue a reset mail for whoever signs in by ``name``.

    Nobody is looked up here, so that neither the answer nor its time tells whether such a person exists.
    More than three requests an hour for one name are let go unheard.
    """
    name = name.strip().lower()
    hour_ago = timezone.now() - timedelta(hours=1)
    if Job.objects.filter(kind=RESET, payload__name=name, created_at__gt=hour_ago).count() < RESETS_PER_HOUR:
        jobs.enqueue(RESET, 0, name=name)


def send_reset(job: Job) -> None:
    """Mail the link, if there is such a person. A repeated run makes a second mail, and either link works once."""
    user = User.objects.by_sign_in_name(job.payload["name"]).filter(is_active=True).exclude(email="").first()
    if user is None:
        return
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:reset_set", args=[uid, default_token_generator.make_token(user)])
    text = render_to_string("accounts/mail/reset.txt", {"user": user, "link": f"{settings.SITE_URL}{path}"})
    send_mail("Atur ulang kata sandi Imbas", text, None, [user.email])


@transaction.atomic
def reset_password(user_id: int, token: str, password: str) -> User:
    """Set the password by the mailed link and sign out every browser. Of two who use the link, one succeeds."""
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active or not default_token_generator.check_token(user, token):
        raise Conflict("Tautan ini sudah dipakai atau sudah lewat satu jam. Mintalah tautan baru.")
    _set(user, password)
    close_sessions(user)
    record("password.reset", user, by=user)
    return user


@transaction.atomic
def change_password(password: str, *, keep: str, by: User) -> int:
    """Set one's own password; every browser but ``keep`` is signed out. How many that were."""
    user = User.objects.select_for_update().get(pk=by.pk)
    _set(user, password)
    by.password = user.password
    record("password.changed", user, by=by)
    return close_sessions(user, keep=keep)


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    for name in {user.username.lower(), user.email.lower()} - {""}:
        forget_failures(username=name)
