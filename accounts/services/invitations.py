"""What happens to an invitation: sent, renewed, withdrawn, accepted once?"""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Invitation, Membership, User
from accounts.rules import INVITATION_DAYS, InvitationState, demand_invitable, stands_fault
from core import jobs
from core.errors import Conflict, NotAllowed
from core.events import record
from core.models import Job

MAIL = "accounts.send_invitation"


def _secret(nonce: str, key: str) -> str:
    digest = salted_hmac("accounts.invitation", nonce, secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def hash_of(secret: str) -> str:
    """How a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _seal(invitation: Invitation) -> None:
    """A fresh secret for the next fortnight; an older link stops working."""
    invitation.nonce = secrets.token_urlsafe(24)
    invitation.secret_hash = hash_of(_secret(invitation.nonce, settings.SECRET_KEY))
    invitation.expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)


def invitation_link(invitation: Invitation) -> str:
    """The link, for those who may copy it; nothing when the server's key has been exchanged since."""
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        secret = _secret(invitation.nonce, key)
        if hash_of(secret) == invitation.secret_hash:
            return f"{settings.SITE_URL}{reverse('accounts:accept', args=[secret])}"
    return ""


def invitation_text(invitation: Invitation) -> str:
    """The message for mail and WhatsApp."""
    context = {"invitation": invitation, "link": invitation_link(invitation)}
    return render_to_string("accounts/mail/invitation.txt", context).strip()


@transaction.atomic
def invite(*, by: User, **fields: Any) -> Invitation:
    """Invite one person; mailed when an address is given."""
    return invite_many([fields], by=by)[0]


@transaction.atomic
def invite_many(people: Iterable[dict[str, Any]], *, by: User) -> list[Invitation]:
    """Invite all of them or none. A second press finds the first one's invitations and is told so."""
    User.objects.select_for_update().get(pk=by.pk)
    return [_invite(fields, by) for fields in people]


def _invite(fields: dict[str, Any], by: User) -> Invitation:
    invitation = Invitation(invited_by=by, **fields)
    place = invitation.place
    demand_invitable(by.role, by.acting.place.kind if by.acting.place else "", invitation.role)
    if fault := stands_fault(invitation.role, place.kind if place else None):
        raise Conflict(fault)
    same = Invitation.objects.in_state(InvitationState.WAITING).filter(
        role=invitation.role, place=invitation.place_id, school=invitation.school_id, name=invitation.name
    )
    if same.exists():
        raise Conflict(f"{invitation.name} sudah diundang dan undangannya masih menunggu.")
    _seal(invitation)
    invitation.save()
    if not Invitation.objects.visible_to(by).filter(pk=invitation.pk).exists():
        raise NotAllowed("Tempat itu di luar wilayah Anda.")
    record("invitation.sent", invitation, by=by)
    if invitation.email:
        jobs.enqueue(MAIL, invitation.pk, by=by)
    return invitation


def _take(invitation_id: int, by: User) -> Invitation:
    """The locked invitation, for those who could have sent it, as long as nobody has used or withdrawn it."""
    visible = Invitation.objects.visible_to(by).select_for_update(of=("self",))
    invitation = visible.get(pk=invitation_id)
    demand_invitable(by.role, by.acting.place.kind if by.acting.place else "", invitation.role)
    if invitation.state in (InvitationState.USED, InvitationState.WITHDRAWN):
        raise Conflict(f"Undangan ini sudah {invitation.state_label.lower()}.")
    return invitation


@transaction.atomic
def renew(invitation_id: int, *, by: User) -> Invitation:
    """Send again with a new link; the old one stops working."""
    invitation = _take(invitation_id, by)
    _seal(invitation)
    invitation.save(update_fields=["nonce", "secret_hash", "expires_at"])
    record("invitation.renewed", invitation, by=by)
    if invitation.email:
        jobs.enqueue(MAIL, invitation.pk, by=by)
    return invitation


@transaction.atomic
def withdraw(invitation_id: int, *, by: User) -> Invitation:
    """The link stops working."""
    invitation = _take(invitation_id, by)
    invitation.withdrawn_at, invitation.withdrawn_by = timezone.now(), by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("invitation.withdrawn", invitation, by=by)
    return invitation


def send_invitation(job: Job) -> None:
    """Mail the link. One that was used, withdrawn or renewed meanwhile sends what is true now, or nothing."""
    invitation = Invitation.objects.for_list().get(pk=job.subject_id)
    if invitation.state == InvitationState.WAITING:
        send_mail("Undangan Imbas", invitation_text(invitation), None, [invitation.email])


def _claim(secret: str) -> Invitation:
    """The locked invitation, if its link still works. Of two who press at once the second is told."""
    row = Invitation.objects.select_for_update(of=("self",)).filter(secret_hash=hash_of(secret)).first()
    if row is None:
        raise Conflict("Tautan undangan ini tidak dikenal. Mungkin sudah diganti dengan yang lebih baru.")
    if row.state != InvitationState.WAITING:
        raise Conflict(f"Undangan ini sudah {row.state_label.lower()}. Mintalah undangan baru kepada {row.invited_by}.")
    return row


@transaction.atomic
def accept(secret: str, *, by: User) -> Membership:
    """A person with an account becomes a member; a role held there already is kept as it is."""
    invitation = _claim(secret)
    return _use(invitation, by)


@transaction.atomic
def accept_as_new(secret: str, *, username: str, password: str, **fields: Any) -> Membership:
    """Somebody new gets an account and becomes a member."""
    invitation = _claim(secret)
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password=password, **fields)
    except IntegrityError as error:
        raise Conflict("Nama pengguna atau posel itu baru saja dipakai orang lain. Pilih yang lain.") from error
    return _use(invitation, user)


def _use(invitation: Invitation, user: User) -> Membership:
    held = user.memberships.same_as(invitation.role, invitation.place_id, invitation.school_id).first()
    membership = held or Membership.objects.create(
        user=user, role=invitation.role, place=invitation.place, school=invitation.school
    )
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
    record("invitation.used", invitation, by=user, within=user)
    return membership
