"""Begins an installation: the LPMP of a province, its dinas and its first admin; whoever runs this holds the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import Conflict
from schools import services


class Command(BaseCommand):
    help = "Membuat LPMP satu provinsi, dinas-dinasnya, dan admin pertamanya; yang sudah ada tidak diubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("province", help="kode Kemendagri provinsi, misalnya 14")
        parser.add_argument("username", help="nama pengguna yang menjadi Admin LPMP")

    def handle(self, *args: Any, province: str, username: str, **options: Any) -> None:
        try:
            membership, offices = services.begin_lpmp(province, username)
        except Conflict as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{membership.user}: {membership}. {len(offices)} lembaga baru.")
