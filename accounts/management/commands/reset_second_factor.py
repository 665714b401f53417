"""Lets in the only admin who lost phone and recovery codes; whoever runs this holds the server anyway."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services.second_factor import forget_second_factor


class Command(BaseCommand):
    help = "Take away the second step of one person; history keeps it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.by_sign_in_name(options["username"]).first()
        if user is None or not forget_second_factor(user):
            raise CommandError("Orang itu tidak ada atau tidak memakai langkah kedua.")
        self.stdout.write(f"Langkah kedua {user} direset.")
