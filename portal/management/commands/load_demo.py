"""Fills an empty installation with the demo: invented schools and people of Riau, programme years 2020 and 2021."""

import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from portal.demo.load import clear, load
from portal.demo.people import SHOWN
from portal.demo.stage import PASSPHRASE, PASSWORD


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where people exist already")
        parser.add_argument("--reset", action="store_true", help="throw everything away first")
        parser.add_argument("--yes-really", action="store_true", help="allow --reset outside the embedded default")

    def handle(self, *args: object, if_empty: bool, reset: bool, yes_really: bool, **options: object) -> None:
        if reset:
            self._clear(yes_really)
        elif User.objects.exists():
            if not if_empty:
                raise CommandError("There are people already. Use --reset to throw everything away first.")
            self._show()
            return
        began = time.monotonic()
        load()
        self.stdout.write(f"Demo dimuat dalam {time.monotonic() - began:.1f} detik.")
        self._show()

    def _clear(self, yes_really: bool) -> None:
        if not (settings.EMBEDDED or yes_really):
            raise CommandError("--reset deletes everything. Outside the embedded default say --yes-really too.")
        clear()

    def _show(self) -> None:
        """The accounts to sign in with, as long as they are demo accounts."""
        names = [name for name, _ in SHOWN]
        there = set(User.objects.filter(is_test_account=True, username__in=names).values_list("username", flat=True))
        if not there:
            return
        self.stdout.write(f"\n  Akun demo (kata sandi semuanya: {PASSWORD})")
        for name, words in SHOWN:
            if name in there:
                self.stdout.write(f"    {name:<20} {words}")
        self.stdout.write(f"  Frasa sandi tanda tangan elektronik kepala: {PASSPHRASE}")
