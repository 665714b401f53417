"""What happens to people: their data, passwords, sessions, memberships and invitations."""

from accounts.services.invitations import (
    accept,
    accept_as_new,
    invitation_link,
    invitation_text,
    invite,
    invite_many,
    renew,
    send_invitation,
    withdraw,
)
from accounts.services.passwords import ask_reset, change_password, reset_password, send_reset
from accounts.services.people import (
    add_membership,
    block,
    change_person,
    change_profile,
    end_membership,
    unblock,
    unlock,
)
from accounts.services.sessions import end_other_sessions, end_session, leave

__all__ = [
    "accept",
    "accept_as_new",
    "add_membership",
    "ask_reset",
    "block",
    "change_password",
    "change_person",
    "change_profile",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "invitation_link",
    "invitation_text",
    "invite",
    "invite_many",
    "leave",
    "renew",
    "reset_password",
    "send_invitation",
    "send_reset",
    "unblock",
    "unlock",
    "withdraw",
]
