"""The ground floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Dasar"
    jobs = {"core.thumbnail": "core.thumbnails.make"}
