"""How would a letter look with these texts? The real template around invented data; nothing of it is stored."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from documents.kinds import LetterKind
from documents.letters import letterhead
from documents.logos import frozen_logo
from documents.models import Letter
from documents.wording import compose, examples
from schools.models import Institution


def specimen(kind: LetterKind, lpmp: Institution, texts: Mapping[str, str]) -> Letter:
    """An unsaved letter. A name that is not known stays in it as it was typed, so that a fault can be seen."""
    words = kind.sample(lpmp)
    head = words.content.get("letterhead") or letterhead(lpmp, None)
    said = compose(kind.blocks, texts, examples(kind.blocks))
    return Letter(
        kind=kind.code, template_version=kind.version, title=words.title, addressee=words.addressee, issuer=lpmp,
        content=words.content | said | {"letterhead": head | {"logo": frozen_logo(head["logo"])},
                                        "site": settings.SITE_URL},
        letter_date=timezone.localdate(), created_at=timezone.now(),
    )  # fmt: skip
