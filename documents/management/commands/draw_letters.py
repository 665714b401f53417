"""``manage.py draw_letters``: write the list of kinds into docs/letters.md, and a sample page of each."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from documents.drawing import sample_page, with_kinds
from documents.kinds import kinds


class Command(BaseCommand):
    help = "Writes the list of kinds into docs/letters.md, and the first page of each sample beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--text-only", action="store_true", help="leave the pictures as they are")

    def handle(self, *, text_only: bool, **options: object) -> None:
        page = settings.BASE_DIR / "docs/letters.md"
        page.write_text(with_kinds(page.read_text()))
        self.stdout.write("docs/letters.md")
        for code in [] if text_only else kinds():
            picture = settings.BASE_DIR / f"docs/images/letters/{code}.png"
            picture.write_bytes(sample_page(code))
            self.stdout.write(f"docs/images/letters/{code}.png {picture.stat().st_size // 1000} kB")
