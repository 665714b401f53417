"""Does a letter go its way in order, moved by those who may, with who and when for each step?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Incomplete, NotAllowed
from core.events import sentence
from core.models import Event
from documents import services
from documents.models import Letter
from documents.rules import LETTER_MOVES
from documents.views.moving import LATE
from tests.cast import make_person
from tests.documents import samples
from tests.documents.hands import signed
from tests.documents.test_services import words


def of_lpmp(world, **fields):
    return words(world, **({"issuer": world.lpmp, "recipient": world.dinas_kampar} | fields))


def sent(world, **fields):
    letter = services.issue(of_lpmp(world, **fields), by=world.staff)
    return services.send(letter.pk, by=world.staff)


@pytest.mark.embedded
def test_the_whole_way_keeps_who_and_when(world):
    letter = services.draft(of_lpmp(world), by=world.staff)

    services.initial(letter.pk, by=world.admin)
    services.issue_draft(letter.pk, by=world.staff)
    signed(letter, world.head)
    services.send(letter.pk, by=world.staff)
    services.receive(letter.pk, by=world.operator)
    services.archive(letter.pk, by=world.admin)

    letter = Letter.objects.with_people().get(pk=letter.pk)
    people = [world.staff, world.admin, world.staff, world.head, world.staff, world.operator, world.admin]
    labels = ["Dibuat", "Diparaf", "Terbit", "Ditandatangani", "Dikirim", "Diterima", "Diarsipkan"]
    assert [(step.label, step.by) for step in letter.steps] == list(zip(labels, people, strict=True))
    assert (letter.number_seq, letter.received_on) == (1, timezone.localdate())


@pytest.mark.embedded
@pytest.mark.parametrize(("days_between", "wanted"), [(0, "today"), (3, "as chosen")])
def test_a_draft_of_last_year_is_issued_under_todays_date_unless_it_was_given_another(world, days_between, wanted):
    today = timezone.localdate()
    written = timezone.now() - timedelta(days=400)
    chosen = timezone.localdate(written) + timedelta(days=days_between)
    letter = services.draft(of_lpmp(world, letter_date=chosen), by=world.staff)
    Letter.objects.filter(pk=letter.pk).update(created_at=written)

    services.initial(letter.pk, by=world.admin)
    services.issue_draft(letter.pk, by=world.staff)

    letter.refresh_from_db()
    day = {"today": today, "as chosen": chosen}[wanted]
    assert (letter.letter_date, letter.number_year) == (day, day.year)


@pytest.mark.embedded
def test_the_lpmp_issues_only_what_bears_an_initial_and_its_head_whatever_he_likes(world):
    waiting, straight = (services.draft(of_lpmp(world), by=world.staff) for _ in range(2))

    with pytest.raises(NotAllowed, match="tidak berwenang"):
        services.issue_draft(waiting.pk, by=world.staff)
    issued = services.issue_draft(straight.pk, by=world.head)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.number, issued.number_seq) == ("draft", "", 1)


@pytest.mark.embedded
def test_a_letter_sent_back_loses_its_initial_but_history_keeps_it(world):
    letter = services.draft(of_lpmp(world), by=world.staff)
    services.initial(letter.pk, by=world.staff)

    services.send_back(letter.pk, by=world.head, reason="Tanggal rapat keliru.")

    letter.refresh_from_db()
    assert (letter.state, letter.initialled_at, letter.initialled_by) == ("draft", None, None)
    assert [event.verb for event in Event.objects.about(letter)] == [
        "letter.sent_back", "letter.initialled", "letter.drafted",
    ]  # fmt: skip


@pytest.mark.embedded
def test_only_the_addressed_side_receives(world):
    letter = sent(world, school=world.school)

    for stranger in (world.staff, world.school_head):
        with pytest.raises(NotAllowed, match="tidak ditujukan"):
            services.receive(letter.pk, by=stranger)
    with pytest.raises(Letter.DoesNotExist):
        services.receive(letter.pk, by=world.operator_siak)
    services.receive(letter.pk, by=world.operator)

    letter.refresh_from_db()
    assert (letter.state, letter.received_by) == ("received", world.operator)


@pytest.mark.embedded
def test_a_school_receives_what_is_addressed_to_it(world):
    letter = sent(world, recipient=None, school=world.school)

    services.receive(letter.pk, by=world.school_head)

    letter.refresh_from_db()
    assert letter.received_by == world.school_head


@pytest.mark.embedded
def test_the_office_notes_the_day_of_arrival_between_the_letter_and_today(world):
    letter = sent(world)

    for day in (date(2020, 3, 26), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Incomplete, match="Tanggal terima"):
            services.note_receipt(letter.pk, on=day, by=world.staff)
    services.note_receipt(letter.pk, on=date(2020, 4, 2), by=world.staff)

    letter.refresh_from_db()
    assert (letter.state, letter.received_on) == ("received", date(2020, 4, 2))
    assert sentence(Event.objects.about(letter).first()).endswith("diterima 2 April 2020")


@pytest.mark.embedded
def test_a_verifier_initials_what_he_wrote_and_nothing_else(world):
    own, other = (services.draft(of_lpmp(world), by=world.staff) for _ in range(2))
    Letter.objects.filter(pk=own.pk).update(created_by=world.verifier)

    services.initial(own.pk, by=world.verifier)

    with pytest.raises(Letter.DoesNotExist):
        services.initial(other.pk, by=world.verifier)
    with pytest.raises(NotAllowed, match="tidak berwenang"):
        services.issue_draft(own.pk, by=world.verifier)


@pytest.mark.embedded
def test_what_was_never_issued_is_seen_by_its_own_side_only(world):
    letters = [services.draft(of_lpmp(world, school=world.school), by=world.staff) for _ in range(3)]
    services.initial(letters[1].pk, by=world.staff)
    services.cancel(letters[2].pk, by=world.staff, reason="Tidak jadi.")

    seen = {who: Letter.objects.visible_to(who).count() for who in (world.staff, world.operator, world.national)}

    assert list(seen.values()) == [3, 0, 0]


def test_the_page_of_the_addressee_offers_to_receive_and_nothing_else(client, world):
    letter = sent(world, kind="result_notice", content=samples.drafts(world)["result_notice"].content)
    client.force_login(world.operator)

    page = client.get(letter.get_absolute_url())
    answer = client.post(reverse("documents:receive", args=[letter.pk]), follow=True)

    assert [button.name for button in page.context["buttons"]] == ["receive"]
    assert "tercatat sudah Anda terima" in answer.content.decode()
    assert answer.context["buttons"] == []


def test_the_form_of_arrival_keeps_what_was_typed_and_says_what_is_wrong(client, world):
    letter = sent(world)
    client.force_login(world.staff)
    address = reverse("documents:note_receipt", args=[letter.pk])

    shown = client.get(address)
    wrong = client.post(address, {"received_on": "2020-03-01"})
    done = client.post(address, {"received_on": "2020-04-01"})

    letter.refresh_from_db()
    assert f'value="{timezone.localdate().isoformat()}"' in shown.content.decode()
    assert "Surat ini bertanggal 27 Maret 2020" in wrong.content.decode()
    assert 'value="2020-03-01"' in wrong.content.decode()
    assert (done.url, letter.received_on) == (letter.get_absolute_url(), date(2020, 4, 1))


def test_every_move_has_an_address(world):
    letter = services.draft(words(world), by=world.operator)

    assert all(reverse(f"documents:{name}", args=[letter.pk]) for name in set(LETTER_MOVES) - LATE)


def test_who_is_asked_about_a_move_he_may_not_make_is_told(client, world):
    letter = sent(world)
    client.force_login(make_person("lpmp_staff", world.province))

    answer = client.post(reverse("documents:initial", args=[letter.pk]))

    assert (answer.status_code, "statusnya sekarang «Terkirim»" in answer.content.decode()) == (403, True)


def test_what_an_office_does_with_its_draft_is_told_on_its_own_page_only(world):
    proposal = world.proposal()
    draft = services.draft(of_lpmp(world, subject=proposal, within=proposal), by=world.staff)
    services.initial(draft.pk, by=world.staff)
    services.send_back(draft.pk, by=world.head, reason="Belum tepat.")
    services.cancel(draft.pk, by=world.staff, reason="Tidak jadi.")

    assert list(Event.objects.about(proposal)) == []
    assert Event.objects.about(draft).count() == 4


@pytest.mark.embedded
def test_what_is_signed_is_not_signed_again_after_it_has_gone(world):
    letter = signed(sent(world), world.staff)

    with pytest.raises(NotAllowed, match="sudah ditandatangani; statusnya sekarang «Terkirim»"):
        signed(letter, world.head)

    letter.refresh_from_db()
    assert (letter.state, letter.signed_by, letter.signatures.count()) == ("sent", world.staff, 1)


@pytest.mark.embedded
@pytest.mark.parametrize("move", ["cancel", "archive"])
def test_paper_that_comes_after_the_end_is_refused(world, move):
    letter = sent(world)
    more = {"reason": "Keliru."} if move == "cancel" else {}
    getattr(services, move)(letter.pk, by=world.staff, **more)

    with pytest.raises(NotAllowed):
        signed(letter, world.staff)
