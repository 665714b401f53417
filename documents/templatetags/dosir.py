"""How does a page on a floor below show the dossier of its school without knowing of it?"""

from typing import Any

from django import template

from documents.views.dossier import state_of

register = template.Library()


@register.inclusion_tag("documents/dossier/card.html", takes_context=True)
def dossier_card(context: dict[str, Any], subject: Any) -> dict[str, Any]:
    """The state of the ZIP for whoever looks at the page, and the button to have it made."""
    request = context["request"]
    return {"csrf_token": context.get("csrf_token"), "request": request} | state_of(subject, request.user)
