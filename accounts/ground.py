"""Where do people stand? On places and schools, which live one floor up and are reached through our own fields."""

from accounts.models import Membership

Place = Membership._meta.get_field("place").related_model
School = Membership._meta.get_field("school").related_model
