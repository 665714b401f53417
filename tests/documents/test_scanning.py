"""Does paper that comes back from the scanner find its letter, and does nothing that was brought get lost?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFilter

from core import arrivals
from core.errors import Conflict, Incomplete, NotAllowed
from documents import services
from documents.models import Letter, Scan, ScanSheet, Signature
from documents.rules import SheetState
from documents.services import scanning
from documents.signing.reading import read_sheet
from tests.documents import samples
from tests.documents.hands import pictures, printed, scanned, taken_in


@pytest.fixture
def letter(world):
    """The decree of the LPMP: several pages, some of them landscape."""
    return printed(samples.issued(world, "decree"))


def states():
    return list(ScanSheet.objects.order_by("pk").values_list("state", "page"))


@pytest.mark.parametrize("slant", [0, 1.5, -3])
def test_a_printed_and_scanned_letter_is_matched_and_signed(world, letter, slant):
    taken_in(scanned(pictures(letter), slant), world.staff)

    signature = services.confirm(letter.pk, by=world.staff)

    letter.refresh_from_db()
    assert states() == [(SheetState.MATCHED, n) for n in range(1, letter.pages + 1)]
    assert (letter.state, signature.way, signature.pages) == ("signed", "wet", letter.pages)
    assert ScanSheet.objects.waiting().count() == 0


def test_a_missing_page_is_named_and_comes_later(client, world, letter):
    pages = pictures(letter)
    taken_in(scanned(pages[:1] + pages[2:], 1), world.staff)
    client.force_login(world.staff)

    with pytest.raises(Incomplete, match="Halaman 2 belum dipindai"):
        services.confirm(letter.pk, by=world.staff)
    shown = client.get(reverse("documents:scans")).content.decode()
    taken_in(scanned(pages[1:2]), world.staff, name="susulan.pdf")
    services.confirm(letter.pk, by=world.staff)

    letter.refresh_from_db()
    assert ("Belum dipindai: halaman 2" in shown, letter.state) == (True, "signed")


def distorted(page, how):
    """What cheap scanners and phones make of a page."""
    wide, high = page.size
    if how == "photo":
        corners = (40, 30, 0, high - 60, wide - 20, high, wide - 90, 0)
        return page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=90)
    changes = {
        "grey": lambda: page.point(lambda value: 90 + value * 0.45),
        "blurred": lambda: page.filter(ImageFilter.GaussianBlur(1.1)),
        "upside down": lambda: page.rotate(180),
        "sideways": lambda: page.rotate(90, expand=True),
        "two colours": lambda: page.convert("1").convert("L"),
    }
    return changes[how]()


def test_a_sheet_is_shown_upright_however_it_lay_in_the_scanner(client, world, letter):
    page = pictures(letter)[0]
    taken_in(scanned([page.rotate(180)]), world.staff)
    client.force_login(world.staff)

    shown = client.get(reverse("documents:sheet_picture", args=[ScanSheet.objects.get().pk])).content

    with Image.open(io.BytesIO(shown)) as picture:
        halves = [ink(picture, top) for top in (0, picture.height // 2)]
        upright = [ink(page.convert("L").resize(picture.size), top) for top in (0, picture.height // 2)]
    assert (halves[0] > halves[1]) is (upright[0] > upright[1])


def ink(picture, top):
    """How dark half of the picture is."""
    half = picture.convert("L").crop((0, top, picture.width, top + picture.height // 2))
    return sum(255 - shade for shade in half.tobytes())


@pytest.mark.parametrize("how", ["photo", "grey", "blurred", "upside down", "sideways", "two colours"])
def test_bad_pictures_are_read_too(letter, how):
    seen = read_sheet(distorted(pictures(letter)[1], how))

    assert (seen.code, seen.page) == (letter.code, 2)


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_every_usual_resolution_is_enough(letter, dpi):
    pages = [page.rotate(2, fillcolor=255, expand=True) for page in pictures(letter, dpi)]

    assert [read_sheet(page).page for page in pages] == list(range(1, letter.pages + 1))


@pytest.mark.parametrize(("turned", "right"), [(0, 0), (90, 90), (180, 180), (270, 270)])
def test_a_sheet_that_lies_on_its_side_is_set_upright(letter, turned, right):
    lying = pictures(letter)[0].rotate(turned, expand=True)

    assert read_sheet(lying).turn == right


def test_one_scan_of_many_letters_with_blank_and_foreign_sheets(world):
    drafts = samples.drafts(world)
    decree, notice = (printed(services.issue(drafts[kind], by=world.staff)) for kind in ("decree", "result_notice"))
    foreign = printed(services.issue(drafts["f021"], by=world.operator))
    blank = Image.new("L", (1240, 1754), 255)
    pages = [*pictures(decree), blank, *pictures(notice), pictures(foreign)[0], pictures(decree)[0]]

    taken_in(scanned(pages), world.staff)
    for letter in (decree, notice):
        services.confirm(letter.pk, by=world.staff)

    left = list(ScanSheet.objects.waiting().values_list("state", "letter", "page"))
    assert left == [("unreadable", None, None), ("foreign", None, None)]
    assert ScanSheet.objects.exclude(set_aside_at=None).get().position == 1
    assert Signature.objects.count() == 2


def test_an_unreadable_sheet_is_matched_by_hand_and_nothing_typed_is_lost(client, world, letter):
    page = pictures(letter)[0]
    page.paste(255, (0, page.height - 200, page.width, page.height))
    taken_in(scanned([page]), world.staff)
    sheet = ScanSheet.objects.get()
    client.force_login(world.staff)
    address = reverse("documents:match_sheet", args=[sheet.pk])

    wrong = client.post(address, {"code": "ABCD-2345", "page": "7"})
    client.post(address, {"code": letter.spaced_code.lower(), "page": "1"})

    sheet.refresh_from_db()
    assert (wrong.status_code, "ABCD-2345" in wrong.content.decode()) == (422, True)
    assert "tidak dikenal" in wrong.content.decode()
    assert (sheet.state, sheet.letter, sheet.page, sheet.matched_by) == ("matched", letter, 1, world.staff)


def test_files_come_together_and_a_bad_one_does_not_keep_out_the_others(client, world, letter):
    client.force_login(world.staff)
    good = scanned(pictures(letter)[:1])
    photo = io.BytesIO()
    pictures(letter)[1].save(photo, "JPEG")
    files = [
        SimpleUploadedFile("baik.pdf", good), SimpleUploadedFile("rusak.pdf", b"MZ bukan pdf"),
        SimpleUploadedFile("foto.jpg", photo.getvalue()), SimpleUploadedFile("lagi.pdf", good),
    ]  # fmt: skip

    answer = client.post(reverse("documents:scans"), {"files": files}, follow=True).content.decode()

    assert list(Scan.objects.order_by("pk").values_list("name", flat=True)) == ["baik.pdf", "foto.jpg"]
    assert ("rusak.pdf: " in answer, "lagi.pdf: berkas yang sama" in answer) == (True, True)


def test_a_large_pile_comes_in_pieces_before_the_form_beside_a_small_one(client, world, letter):
    client.force_login(world.staff)
    content = scanned(pictures(letter)[:1])
    pile = arrivals.begin("pile", "tumpukan.pdf", len(content), by=world.staff)
    arrivals.append(pile.pk, 0, content, by=world.staff)
    photo = io.BytesIO()
    pictures(letter)[1].save(photo, "JPEG")
    address, small = reverse("documents:scans"), SimpleUploadedFile("foto.jpg", photo.getvalue())

    page = client.get(address).content.decode()
    client.post(address, {"files": [small], "files_upload": ["", pile.pk]})

    assert ('data-purpose="pile"' in page, " multiple" in page) == (True, True)
    assert set(Scan.objects.values_list("name", flat=True)) == {"tumpukan.pdf", "foto.jpg"}
    pile.refresh_from_db()
    assert pile.used_at is not None


def test_a_photo_from_a_phone_is_read(world, letter):
    photo = io.BytesIO()
    distorted(pictures(letter, 220)[0], "photo").save(photo, "JPEG", quality=70)

    taken_in(photo.getvalue(), world.staff, name="IMG_0001.jpg")

    assert states() == [(SheetState.MATCHED, 1)]


def test_the_inbox_is_the_office_s_own(client, world, letter):
    taken_in(scanned(pictures(letter)[:1]), world.staff)
    sheet, scan = ScanSheet.objects.get(), Scan.objects.get()
    picture = reverse("documents:sheet_picture", args=[sheet.pk])
    addresses = [picture, reverse("documents:scan_file", args=[scan.pk])]

    client.force_login(world.operator)
    strange = [client.get(address).status_code for address in addresses]
    client.force_login(world.staff)
    answers = [client.get(address) for address in addresses]
    own = [answer.status_code for answer in answers]
    policies = [answer["Content-Security-Policy"].endswith("sandbox") for answer in answers]
    sizes = [len(answer.getvalue()) for answer in answers]  # which also lets go of the file
    client.force_login(world.school_head)

    assert (strange, own, all(sizes), all(policies)) == ([404, 404], [200, 200], True, True)
    assert client.get(reverse("documents:scans")).status_code == 403


def test_a_sheet_is_set_aside_and_kept(client, world, letter):
    taken_in(scanned(pictures(letter)[:1]), world.staff)
    sheet = ScanSheet.objects.get()
    client.force_login(world.staff)

    client.post(reverse("documents:set_aside", args=[sheet.pk]))
    again = client.post(reverse("documents:set_aside", args=[sheet.pk]))

    sheet.refresh_from_db()
    assert (sheet.set_aside_by, again.status_code, Scan.objects.count()) == (world.staff, 409, 1)


@pytest.mark.parametrize("count", [1, 4])
def test_the_inbox_costs_the_same_for_any_number_of_letters(
    client, world, letter, count, django_assert_max_num_queries
):
    for n in range(count):
        taken_in(scanned(pictures(letter)[:1], n / 2), world.staff, name=f"{n}.pdf")
    client.force_login(world.staff)
    client.get(reverse("documents:scans"))

    with django_assert_max_num_queries(12):
        client.get(reverse("documents:scans"))


@pytest.mark.parametrize("state", ["sent", "received"])
def test_paper_that_comes_back_after_the_letter_has_gone_signs_it_and_takes_nothing_back(client, world, state):
    letter = printed(services.issue(samples.drafts(world)["result_notice"], by=world.staff))
    services.send(letter.pk, by=world.staff)
    if state == "received":
        services.receive(letter.pk, by=world.operator)
    client.force_login(world.staff)
    offered = "Simpan salinan bertanda tangan" in client.get(letter.get_absolute_url()).content.decode()
    taken_in(scanned(pictures(letter)), world.staff)

    client.post(reverse("documents:confirm_scan", args=[letter.pk]), {"seen": state})

    after = Letter.objects.get(pk=letter.pk)
    assert (offered, after.state, after.signed_by, after.sent_by) == (True, state, world.staff, world.staff)
    assert Signature.objects.get().way == "wet"
    assert "Simpan pindaian" not in client.get(letter.get_absolute_url()).content.decode()
    assert "Tanda tangan basah" in client.get(reverse("documents:verify", args=[letter.code])).content.decode()


def test_a_letter_is_signed_once_also_when_it_has_gone_since(world, letter):
    taken_in(scanned(pictures(letter)), world.staff)
    services.confirm(letter.pk, by=world.staff)
    services.send(letter.pk, by=world.staff)
    taken_in(scanned(pictures(letter), 2), world.staff, name="lagi.pdf")

    with pytest.raises(NotAllowed, match="tidak menunggu tanda tangan"):
        services.confirm(letter.pk, by=world.staff)

    assert Signature.objects.count() == 1


def test_who_confirms_from_an_old_page_is_told_and_the_sheets_wait(world, letter):
    taken_in(scanned(pictures(letter)), world.staff)
    services.send(letter.pk, by=world.staff)

    with pytest.raises(Conflict, match="Orang lain lebih dahulu"):
        services.confirm(letter.pk, by=world.staff, seen="issued")

    assert (Signature.objects.count(), ScanSheet.objects.waiting().count()) == (0, letter.pages)


def test_one_file_may_hold_many_letters_but_not_the_whole_cabinet(world):
    pile, cabinet = (
        scanned([Image.new("L", (1240, 1754), 255)] * count) for count in (60, scanning.MOST_PAGES + 1)
    )  # fmt: skip

    received = services.take_in(
        [SimpleUploadedFile("map.pdf", pile), SimpleUploadedFile("lemari.pdf", cabinet)], by=world.staff
    )

    assert [scan.name for scan in received.scans] == ["map.pdf"]
    assert "lemari.pdf: PDF ini 301 halaman; paling banyak 300" in received.refusals[0]
