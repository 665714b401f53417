"""Where do people stand? On places and schools, which live one floor up and are reached through our own fields."""

from typing import Any

from accounts.models import Membership

Place: Any = Membership._meta.get_field("place").related_model
School: Any = Membership._meta.get_field("school").related_model
