"""Does each role find its next step on the home page, in at most ten queries?"""

import pytest
from django.utils import timezone

from accounts.rules import Role
from core.events import record
from documents.models import Letter
from documents.services import issue
from programs import letters
from programs.models import Assignment, Commitment
from tests.cast import make_person
from tests.documents import samples
from tests.documents.hands import printed

pytestmark = pytest.mark.embedded
HOME = "/"


@pytest.fixture
def home(client, django_assert_max_num_queries):
    """The page of a person, as text; the session is warm, as on every visit but the first."""

    def visit(person):
        client.force_login(person, backend="accounts.backends.UsernameOrEmail")
        client.get("/bantuan/")
        with django_assert_max_num_queries(10):
            page = client.get(HOME)
        assert page.status_code == 200
        return page.content.decode()

    return visit


def sent(world, groups=1, **fields):
    now = timezone.now()
    proposal = world.proposal(
        **({"state": "submitted", "submitted_at": now, "submitted_by": world.operator, "receipt": "TT-1"} | fields)
    )
    return proposal, [world.group(proposal, imbas=2) for _ in range(groups)]


def test_staff_is_led_to_the_proposal_that_came_in(world, home):
    proposal, _ = sent(world)

    page = home(world.staff)

    assert "Usulan Dinas Kab. Kampar" in page
    assert "putaran 1 · 1 model, 2 imbas · masuk hari ini" in page
    assert f'href="/program/usulan/{proposal.pk}/"' in page


def test_a_head_is_led_to_what_waits_for_the_signature_and_the_operator_is_not(world, home):
    proposal, _ = sent(world)
    printed(issue(letters.f021(proposal), by=world.operator))

    head, operator = home(make_person(Role.DINAS_HEAD, world.kampar)), home(world.operator)

    assert ("1 surat menunggu tanda tangan Anda" in head, "menunggu tanda tangan" in operator) == (True, False)
    assert 'href="/surat/tanda-tangan/"' in head


def test_staff_sees_what_lacks_a_verifier(world, home):
    sent(world, groups=2, state="in_verification")

    page = home(world.staff)

    assert "2 sekolah model belum punya verifikator" in page


def test_the_badge_of_the_menu_counts_what_waits(world, home):
    sent(world)

    page = home(world.admin)

    assert '1<span class="visually-hidden"> menunggu</span>' in page


def test_what_is_over_quota_takes_no_place_on_the_home_page_either(world, home):
    proposal, _ = sent(world, groups=2)
    proposal.candidates.filter(part="model").exclude(pk=proposal.candidates.first().pk).update(funding="over_quota")

    staff, operator = home(world.staff), home(world.operator)

    assert ("dari kuota 16, 1 di luar kuota" in staff, "1/8<br>" in staff) == (True, True)
    assert "dari kuota 4, 1 di luar kuota" in operator


@pytest.mark.parametrize(("state", "asked"), [("submitted", False), ("in_verification", True)])
def test_a_verifier_is_asked_once_the_verification_has_begun(world, home, state, asked):
    _, (model,) = sent(world, state=state)
    member = make_person(Role.TPMPD, world.siak)
    Assignment.objects.create(candidate=model, verifier=member, assigned_by=world.staff)

    page = home(member)

    assert ("Isi lembar" in page, "Kab. Kampar · batas 15 April 2020" in page) == (asked, asked)


def test_history_of_several_lists_says_which_list_each_line_is_about(world, home):
    proposal, _ = sent(world)
    record("proposal.closed_jointly", proposal, by=world.staff)

    page = home(world.staff)

    assert f"· {proposal}</small>" in page


def test_the_head_is_told_what_to_determine(world, home):
    now = timezone.now()
    _, (model,) = sent(world, state="closed_jointly", closed_at=now, closed_by=world.staff)
    model.state = "verified"
    model.save()

    page = home(world.head)

    assert "Penetapan 2020 menunggu keputusan Anda" in page
    assert "1 sekolah model dari 1 daftar yang sudah ditutup" in page


def test_the_head_is_led_to_what_waits_for_a_signature_and_staff_is_not(world, home):
    letter = samples.issued(world, "decree")
    Letter.objects.filter(pk=letter.pk).update(sha256="a" * 64, pages=1, octets=1, file="surat/a.pdf")

    pages = [home(world.head), home(world.staff)]

    assert ["1 surat menunggu tanda tangan Anda" in page for page in pages] == [True, False]


def test_an_office_without_proposal_begins_one(world, home):
    page = home(world.operator)

    assert "Susun usulan sekolah 2020" in page
    assert 'href="/program/usulan/baru/"' in page


def test_an_office_reads_why_its_proposal_came_back(world, home):
    now = timezone.now()
    sent(world, state="returned", returned_at=now, returned_by=world.staff, return_reason="Dua sekolah bukan SD.")

    page = home(world.operator)

    assert "Usulan dikembalikan LPMP" in page
    assert "Dua sekolah bukan SD." in page


def test_a_verifier_sees_one_item_per_school(world, home):
    _, (model,) = sent(world, state="in_verification")
    Assignment.objects.create(candidate=model, verifier=world.verifier, assigned_by=world.staff)

    page = home(world.verifier)

    assert f'href="/program/verifikasi/{model.pk}/"' in page
    assert "dari 1 sekolah yang ditugaskan kepada Anda" in page


def candidate_at_home(world):
    from tests.cast import make_candidate

    proposal, _ = sent(world)
    return make_candidate(proposal, world.school)


def test_a_school_sees_one_big_next_step(world, home):
    candidate_at_home(world)

    page = home(world.school_head)

    assert "Langkah berikutnya" in page
    assert page.count("btn-lg") == 1


def test_a_school_that_sent_everything_reads_its_receipt(world, home):
    now = timezone.now()
    Commitment.objects.create(
        candidate=candidate_at_home(world), filled_at=now, filled_by=world.school_head, uploaded_at=now,
        uploaded_by=world.school_head, scan="komitmen/a.pdf", scan_sha256="0" * 64, receipt="TT-7788",
    )  # fmt: skip

    page = home(world.school_head)

    assert "Sudah diterima" in page
    assert "TT-7788" in page


def test_a_school_nobody_proposed_is_told_so(world, home):
    assert "Belum ada usulan untuk sekolah ini" in home(world.school_head)


def test_the_nation_sees_a_row_per_lpmp(world, home):
    sent(world)

    assert "LPMP Provinsi Riau" in home(world.national)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.SUPERVISOR])
def test_roles_without_work_yet_are_told_so(world, home, role):
    assert "Belum ada penugasan" in home(make_person(role, world.province))


def test_another_year_can_be_chosen(client, world):
    from tests.cast import make_program

    make_program(world.lpmp, year=2021, by=world.admin)
    client.force_login(world.staff, backend="accounts.backends.UsernameOrEmail")

    latest = client.get(HOME).content.decode()
    chosen = client.get(HOME, {"tahun": "2020"}, follow=True).content.decode()

    assert ("Program 2021" in latest, "Program 2020" in chosen) == (True, True)
