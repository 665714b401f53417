"""Who did it: the companion of every ``_at``."""

from django.conf import settings
from django.db import models


def person() -> models.ForeignKey:
    """Who did it; stands beside its ``_at``."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
