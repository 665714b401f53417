"""What does the first page cost, for every role, on the demo year with its 1,200 schools?"""

from django.core.management import call_command

from accounts.models import User
from bench.pages import measure_page
from bench.registry import Figures, measurement

WHO = {
    "LPMP staff": "staf",
    "LPMP admin": "admin",
    "head of LPMP": "kepala",
    "dinas kab/kota": "dinas.kampar",
    "dinas provinsi": "dinas.provinsi",
    "verifier": "verifikator",
    "school head": "kepala.sekolah",
    "national reader": "nasional",
}


def the_demo() -> None:
    """The demo data, beside what other measurements put there."""
    if not User.objects.filter(username="staf").exists():
        call_command("load_demo", verbosity=0)


def _home_of(role: str, username: str) -> None:
    @measurement(f"home of {role}", needs=the_demo, at_most={"sql": 10, "p95": 150})
    def home() -> Figures:
        return measure_page("/", user=User.objects.get(username=username))


for _role, _username in WHO.items():
    _home_of(_role, _username)
