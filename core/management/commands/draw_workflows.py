"""``manage.py draw_workflows``: write the tables of moves into docs/workflows.md."""

from django.conf import settings
from django.core.management.base import BaseCommand

from core.workflows import draw


class Command(BaseCommand):
    help = "Writes docs/workflows.md from the tables of moves of all apps."

    def handle(self, **options: object) -> None:
        path = settings.BASE_DIR / "docs/workflows.md"
        path.write_text(draw())
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}")
