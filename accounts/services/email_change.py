"""What happens when a person wants another e-mail address: the new one must answer, the old one is told?"""

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from core import jobs
from core.errors import Conflict
from core.events import record
from core.models import Job

CHANGE = "accounts.send_email_change"
SALT = "accounts.email_change"
VALID_SECONDS = 24 * 3600
DEAD = "Tautan ini sudah dipakai, sudah lewat sehari, atau bukan untuk akun Anda. Ubah alamatnya lagi di data diri."


def ask_email(user: User, email: str) -> None:
    """Queue the link to the new address and the notice to the old one; nothing changes yet."""
    jobs.enqueue(CHANGE, user.pk, by=user, email=email)
    record("email.asked", user, by=user, email=email)


def send_email_change(job: Job) -> None:
    """Mail both. A repeated run mails again, and either link works once."""
    user = User.objects.filter(pk=job.subject_id, is_active=True).first()
    if user is None:
        return
    email = job.payload["email"]
    token = signing.dumps({"user": user.pk, "old": user.email, "new": email}, salt=SALT)
    link = f"{settings.SITE_URL}{reverse('accounts:email_confirm', args=[token])}"
    context = {"user": user, "email": email, "link": link}
    send_mail("Alamat posel baru untuk Imbas", render_to_string("accounts/mail/email_new.txt", context), None, [email])
    if user.email:
        text = render_to_string("accounts/mail/email_old.txt", context)
        send_mail("Alamat posel akun Imbas Anda akan diganti", text, None, [user.email])


def email_of(token: str, user: User) -> str:
    """The address the link is for, or nothing when it is spent, old or somebody else's."""
    try:
        words = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return ""
    is_fresh = words["user"] == user.pk and words["old"] == User.objects.get(pk=user.pk).email
    return words["new"] if is_fresh else ""


@transaction.atomic
def confirm_email(token: str, *, by: User) -> str:
    """Let the new address count. ``Conflict`` for a dead link or when another account took the address meanwhile."""
    user = User.objects.select_for_update().get(pk=by.pk)
    email = email_of(token, user)
    if not email:
        raise Conflict(DEAD)
    old, user.email = user.email, email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:
        raise Conflict("Alamat posel ini sementara itu dipakai akun lain.") from error
    record("email.changed", user, by=by, old=old or "(kosong)", new=email)
    return email
