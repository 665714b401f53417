"""Settings, URLs and the doors by which gunicorn and Celery come in."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
