"""In which order is the demo built, and how is it taken away again?"""

from django.apps import apps
from django.db import connection, transaction

from core.bulk import refresh_statistics
from portal.demo.candidates import Entry, build_candidates, build_commitments
from portal.demo.decree import build_decree
from portal.demo.keeping import build_agenda, build_signatures, build_texts
from portal.demo.keys import build_key
from portal.demo.letters import build_letters, decree_letter, queue_first
from portal.demo.office import build_coordination, build_desk, build_notices, build_papers
from portal.demo.people import build_people, build_school_people
from portal.demo.places import build_offices, build_places
from portal.demo.proposals import build_proposals
from portal.demo.schools import build_schools
from portal.demo.sheets import build_sheets
from portal.demo.stage import Demo
from portal.demo.years import build_years
from schools.models import School


@transaction.atomic
def load() -> Demo:
    """The whole demo, or nothing of it. The same every time."""
    demo = Demo()
    build_places(demo)
    build_offices(demo)
    build_schools(demo)
    build_people(demo)
    build_key(demo)
    build_years(demo)
    entries = _build_lists(demo, 2020)
    build_decree(demo, entries, decree_letter(demo, entries))
    build_notices(demo)
    build_texts(demo)
    later = _build_lists(demo, 2021)
    build_agenda(demo)
    build_signatures(demo)
    build_school_people(demo, _heads(entries, later), _shown(later))
    queue_first(demo)
    demo.write_history()
    build_desk(demo)
    refresh_statistics()
    return demo


def _build_lists(demo: Demo, year: int) -> list[Entry]:
    build_proposals(demo, year)
    entries = build_candidates(demo, year)
    build_commitments(demo, entries, year)
    build_sheets(demo, entries, year)
    build_coordination(demo, year)
    if year == 2021:
        build_papers(demo)
    refresh_statistics()  # a database that thinks its tables empty reads for minutes what the letters are made of
    build_letters(demo, year)
    return entries


def _shown(entries: list[Entry]) -> School:
    """The school of kepala.sekolah: a model in a list that is still being drawn up, with something left to sign."""
    drafts = [entry.model for entry in entries if entry.office == "Kampar"]
    waiting = [model.school for model in drafts if model.commitment.filled_at is None]
    return waiting[0]


def _heads(*years: list[Entry]) -> list[School]:
    """Heads of all model schools have an account."""
    schools = {entry.model.school.pk: entry.model.school for entries in years for entry in entries}
    return list(schools.values())


@transaction.atomic
def clear() -> None:
    """Empties every table of ours, and Django's sessions; history included, which nothing else may delete."""
    ours = {"core", "accounts", "schools", "documents", "programs", "portal", "sessions", "axes"}
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        tables = [m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.app_label in ours]
        for statement in connection.ops.sql_flush(_no_style(), tables, reset_sequences=True, allow_cascade=True):
            cursor.execute(statement)


def _no_style() -> object:
    from django.core.management.color import no_style  # noqa: PLC0415 -- only for this one call

    return no_style()
