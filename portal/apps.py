"""The roof: home pages, boards, search, public pages. Reads everything, owns nothing."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"
