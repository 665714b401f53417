"""Fills the catalogue of places from a file of codes; running it again changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.uploads import BadUpload
from schools import services


class Command(BaseCommand):
    help = "Memuat provinsi, kab/kota, dan kecamatan dengan ketiga sistem kode dari berkas CSV."
    requires_system_checks: list[str] = []  # its output is read by programs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as text:
                counts = services.load_places(text)
        except (OSError, UnicodeDecodeError, BadUpload) as refusal:
            raise CommandError(f"Ditolak: {refusal}") from refusal
        self.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()))
