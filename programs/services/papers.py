"""What happens when a paper of the programme is asked for again: the same words give the same letter."""

import json

from accounts.models import User
from core.queries import reference
from documents.models import Letter, LetterDraft
from documents.rules import UNISSUED, LetterState
from documents.services import draft, issue


def issue_once(words: LetterDraft, *, by: User) -> Letter:
    """The letter that says this already, or a new one. The caller has asked whether ``by`` may, and holds the lock."""
    same = Letter.objects.filter(
        kind=words.kind, subject=reference(words.subject), issuer=words.issuer, recipient=words.recipient
    )
    latest = same.exclude(state__in=[*UNISSUED, LetterState.CANCELLED]).order_by("-pk").first()
    plain = json.loads(json.dumps(words.content))
    if latest and {key: latest.content.get(key) for key in plain} == plain and latest.title == words.title:
        return latest
    return issue(words, by=by)


def write(words: LetterDraft, *, by: User, as_draft: bool) -> Letter:
    """A draft to be read and initialled before it gets its number, or the letter at once."""
    return draft(words, by=by) if as_draft else issue_once(words, by=by)
