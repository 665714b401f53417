"""Does the demo stand on the figures of the Riau table, and does loading it twice change nothing?"""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q

from accounts.models import User
from core.models import Event, Job
from documents.kinds import kinds
from documents.models import Bulk, Dossier, IncomingLetter, Letter, LetterText, Signature
from portal.demo.facts import IMBAS_2020, MODELS_2020, REGENCIES
from portal.demo.groups import split_imbas
from portal.demo.people import SHOWN
from portal.demo.stage import PASSWORD
from programs.models import Candidate, Meeting, Participation, Proposal, QuotaShare, Verification
from programs.rules import LIVE_CANDIDATE, ProposalState
from schools.models import School

RIAU_2020 = {
    "Bengkalis": (21, 88), "Indragiri Hilir": (16, 60), "Indragiri Hulu": (25, 93), "Kampar": (34, 113),
    "Kepulauan Meranti": (15, 57), "Kuantan Singingi": (13, 60), "Pelalawan": (15, 63), "Rokan Hilir": (21, 85),
    "Rokan Hulu": (22, 88), "Siak": (20, 89), "Dumai": (10, 39), "Pekanbaru": (28, 125),
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this file: it is large and only read."""
    from django.db import transaction
    from django.test import override_settings

    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db  # test_demo_reset loads it on SQLite too


def count_by_regency(part):
    rows = Participation.objects.filter(program__year=2020, part=part).values_list("school__regency__name", flat=True)
    return Counter(rows)


def test_participants_of_2020_are_those_of_the_table(demo):
    models, imbas = count_by_regency("model"), count_by_regency("imbas")

    assert {name: (models[name], imbas[name]) for name in models} == RIAU_2020
    assert (sum(models.values()), sum(imbas.values()), MODELS_2020, IMBAS_2020) == (240, 960, 240, 960)


def test_no_school_stands_twice_in_a_year(demo):
    live = Candidate.objects.filter(state__in=LIVE_CANDIDATE).values("program", "school")

    assert not live.annotate(times=Count("pk")).filter(times__gt=1).exists()


def test_no_model_has_more_than_five_imbas_and_each_with_fewer_says_why(demo):
    models = Candidate.objects.filter(part="model").exclude(state="replaced").annotate(n=Count("imbas"))

    assert not models.filter(n__gt=5).exists()
    assert not models.filter(n__lt=5, fewer_reason="").exists()


def test_places_taken_are_the_live_models_in_quota(demo):
    live = Q(candidates__state__in=LIVE_CANDIDATE)

    wrong = QuotaShare.objects.annotate(live=Count("candidates", filter=live)).exclude(live=F("taken"))
    assert not wrong.exists()
    assert {s.taken - s.models_total for s in QuotaShare.objects.filter(quota__program__year=2020)} == {0}


def test_schools_are_proposed_by_the_office_that_manages_their_level(demo):
    rows = Candidate.objects.values_list("proposal__office__place__kind", "school__level").distinct()

    assert set(rows) == {
        *(("city", level) for level in ("SD", "SMP")), *(("regency", level) for level in ("SD", "SMP")),
        *(("province", level) for level in ("SMA", "SMK")),
    }  # fmt: skip


def test_imbas_are_of_the_level_and_proposal_of_their_model(demo):
    imbas = Candidate.objects.filter(part="imbas")

    assert not imbas.exclude(school__level=F("model__school__level")).exists()
    assert not imbas.exclude(proposal=F("model__proposal")).exists()


def test_offices_of_2021_stand_at_every_stage(demo):
    states = set(Proposal.objects.filter(program__year=2021).values_list("state", flat=True))

    assert states == set(ProposalState)
    assert not Proposal.objects.filter(program__year=2021, office__place__name="Kepulauan Meranti").exists()


def test_every_demo_account_has_the_printed_password(demo):
    hashes = set(User.objects.values_list("password", flat=True))

    assert [check_password(PASSWORD, value) for value in hashes] == [True]


def test_only_the_printed_accounts_stand_at_the_door(demo):
    at_the_door = User.objects.filter(is_test_account=True).values_list("username", flat=True)

    assert sorted(at_the_door) == sorted(name for name, _ in SHOWN)


def test_the_head_of_the_shown_school_has_a_commitment_to_sign(demo):
    school = User.objects.get(username="kepala.sekolah").acting.school

    candidate = Candidate.objects.get(school=school, program__year=2021)
    assert (candidate.part, candidate.proposal.state, candidate.commitment.filled_at) == ("model", "draft", None)


def test_every_candidate_has_its_form_and_what_was_sent_is_complete(demo):
    sent = Candidate.objects.exclude(proposal__state__in=("draft", "withdrawn"))

    assert not Candidate.objects.filter(commitment=None).exists()
    assert not sent.filter(commitment__uploaded_at=None).exists()


def test_the_decree_of_2020_names_every_participant_and_is_queued_with_few_others(demo):
    letter = Letter.objects.get(kind="decree")

    total = letter.content["total"]
    assert (total["models"], total["imbas"], letter.state) == (240, 960, "sent")
    assert Job.objects.filter(kind="documents.render", subject_id=letter.pk, state="waiting").count() == 1
    assert Job.objects.count() < 66


def test_every_finished_sheet_has_its_record_with_a_number_of_its_own(demo):
    sheets = Verification.objects.filter(finished_at__isnull=False)

    records = Letter.objects.filter(kind="official_record")
    assert records.count() == sheets.count()
    assert records.exclude(number="").values("number").distinct().count() == records.count()


def test_every_number_and_name_is_invented(demo):
    assert not School.objects.exclude(npsn__startswith="690").exists()


def test_loading_again_if_empty_changes_nothing(demo, capsys):
    before = [model.objects.count() for model in (User, School, Candidate, Event)]

    call_command("load_demo", if_empty=True)

    assert [model.objects.count() for model in (User, School, Candidate, Event)] == before
    assert "kepala.sekolah" in capsys.readouterr().out


def test_loading_over_people_is_refused(demo):
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo")


def test_reset_outside_the_embedded_default_asks_twice(demo, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="--yes-really"):
        call_command("load_demo", reset=True)


@pytest.mark.parametrize("regency", REGENCIES, ids=lambda regency: regency.name)
def test_imbas_are_split_without_loss(regency):
    from random import Random

    counts = split_imbas(Random(1), regency.models, regency.imbas)

    assert (len(counts), sum(counts)) == (regency.models, regency.imbas)
    assert max(counts) <= 5


def test_every_kind_of_letter_is_there_but_the_forms_schools_print(demo):
    assert set(kinds()) - set(Letter.objects.values_list("kind", flat=True)) == {"f022", "f023"}


def test_every_page_of_the_desk_has_something_to_show(demo):
    states = set(Letter.objects.values_list("state", flat=True))

    assert states == {"draft", "initialled", "issued", "signed", "sent"}
    assert [row.cancelled_at is None for row in IncomingLetter.objects.order_by("agenda_seq")] == [True] * 3 + [False]
    assert (Bulk.objects.get().items.count(), Dossier.objects.count(), Meeting.objects.count()) == (10, 1, 2)
    assert set(LetterText.objects.values_list("kind", "version")) == {("result_notice", 1), ("task_letter", None)}


def test_signed_copies_stand_beside_letters_that_say_so(demo):
    rows = Signature.objects.verified().select_related("letter")

    assert {row.letter.kind for row in rows} == {"decree", "support_statement", "agreement", "task_letter"}
    assert {row.letter.state for row in rows} == {"signed", "sent"}
