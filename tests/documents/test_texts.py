"""Do editable texts keep every version, refuse what is broken, and leave letters that exist alone?"""

import hashlib
import io
from dataclasses import replace
from threading import Thread

import pytest
from django.db import connection, transaction
from pypdf import PdfReader

from core.errors import Conflict, Incomplete, NotAllowed, Stale
from core.jobs import run_all_due
from core.models import Event
from documents import services
from documents.kinds import kinds
from documents.models import LetterText
from documents.paper import concept_on_paper, preview, set_on_paper
from documents.services import texts
from documents.specimen import specimen
from documents.texts import standing, text_of, wording
from programs import letters
from schools.models import Institution
from tests.cast import make_institution, make_person, make_place
from tests.documents import samples

NEW = "Demikian, terima kasih atas kerja sama {daerah}."


def now(world, kind="f021"):
    return standing(kinds()[kind], world.lpmp)


def save(world, kind="f021", by=None, note="", seen=None, **blocks):
    state = now(world, kind)
    said = state.working | blocks
    return texts.save_text(kind, world.lpmp.pk, said, note=note, seen=seen or state.seen, by=by or world.staff)


def publish(world, kind="f021", **blocks):
    saved = save(world, kind, **blocks)
    return texts.publish_text(kind, world.lpmp.pk, seen=saved.seen, by=world.staff)


@pytest.mark.embedded
def test_without_a_version_letters_say_what_the_code_says(world):
    said = wording(kinds()["f021"], world.lpmp)

    assert (said.version, said.blocks) == (0, {})
    assert letters.f021(samples.a_proposal(world)).text_version == 0


@pytest.mark.embedded
def test_a_published_text_words_the_next_letter(world):
    version = publish(world, closing=NEW)

    draft = letters.f021(samples.a_proposal(world))

    assert (version.version, version.published_by, version.based_on) == (1, world.staff, 0)
    assert draft.content["closing"] == "Demikian, terima kasih atas kerja sama Kabupaten Kampar."
    assert (draft.text_version, services.issue(draft, by=world.operator).text_version) == (1, 1)
    assert [event.verb for event in Event.objects.order_by("pk")][:2] == ["text.saved", "text.published"]


@pytest.mark.parametrize("kind", [kind.code for kind in kinds().values() if kind.blocks])
def test_every_kind_takes_the_words_of_its_lpmp(world, kind):
    """Also the forms of dinas and schools: they are the LPMP's own."""
    blocks = kinds()[kind].blocks
    last = blocks[-1]
    publish(world, kind, **{last.name: "Kalimat baru {tahun}."})

    letter = services.issue(samples.drafts(world)[kind], by=world.staff)

    assert letter.text_version == 1
    assert "Kalimat baru 2020." in preview(letter)


def test_an_old_letter_keeps_its_words_its_version_and_its_bytes(world):
    proposal = samples.a_proposal(world)
    publish(world, closing="Kata penutup pertama.")
    old = services.issue(letters.f021(proposal), by=world.operator)
    run_all_due()
    old.refresh_from_db()

    publish(world, closing="Kata penutup kedua.")
    new = services.issue(replace(letters.f021(proposal), number="2"), by=world.operator)

    old.refresh_from_db()
    assert (old.text_version, new.text_version) == (1, 2)
    assert "Kata penutup pertama." in preview(old)
    assert hashlib.sha256(set_on_paper(old).content).hexdigest() == old.sha256
    assert "Kata penutup kedua." in preview(new)


def test_another_lpmp_keeps_its_own_words(world):
    aceh = make_place("province", world.nation, "Aceh")
    other = make_institution("lpmp", aceh)
    publish(world, closing=NEW)

    assert wording(kinds()["f021"], other).version == 0
    with pytest.raises(Institution.DoesNotExist):
        texts.save_text("f021", world.lpmp.pk, {}, note="", seen="1", by=make_person("lpmp_admin", aceh))


@pytest.mark.parametrize("who", ["head", "operator", "school_head", "verifier"])
def test_only_admin_and_staff_of_the_lpmp_edit(world, who):
    with pytest.raises(NotAllowed, match="menyunting teks surat"):
        save(world, by=getattr(world, who), closing=NEW)


@pytest.mark.embedded
def test_a_draft_is_kept_with_its_faults_and_cannot_be_published(world):
    saved = save(world, opening="Kami mengusulkan {calon_modl}", closing="")

    with pytest.raises(Incomplete) as refusal:
        texts.publish_text("f021", world.lpmp.pk, seen=saved.seen, by=world.staff)

    reasons = [reason for reason, _ in refusal.value.gaps]
    assert LetterText.objects.get().blocks["opening"] == "Kami mengusulkan {calon_modl}"
    assert len(reasons) == 4
    assert "Alinea pembuka, baris 1 kolom 18: sisipan {calon_modl} tidak dikenal." in reasons[0]
    assert "Mungkin maksudnya {calon_model}." in reasons[0]
    assert refusal.value.gaps[0][1].endswith("/f021/ubah#id_opening")
    assert wording(kinds()["f021"], world.lpmp).version == 0


def test_saving_what_is_in_force_makes_no_draft(world):
    assert save(world).draft is None
    assert LetterText.objects.count() == 0


def test_saving_twice_the_same_tells_nothing_twice(world):
    save(world, closing=NEW)
    save(world, closing=NEW)

    assert LetterText.objects.get().revision == 1
    assert Event.objects.count() == 1


def test_of_two_editors_the_second_is_told_and_loses_nothing(world):
    seen = now(world).seen
    save(world, closing="Kata Anda.")

    with pytest.raises(Stale) as refusal:
        save(world, seen=seen, closing="Kata saya.")

    assert refusal.value.current.working["closing"] == "Kata Anda."


def test_a_publication_in_between_is_told_too(world):
    """The draft is gone again, and still the page that was opened before it is old."""
    seen = now(world).seen
    publish(world, closing="Kata Anda.")

    with pytest.raises(Stale):
        save(world, seen=seen, closing="Kata saya.")


def test_publishing_needs_something_new(world):
    with pytest.raises(Conflict, match="Tidak ada konsep"):
        texts.publish_text("f021", world.lpmp.pk, seen=now(world).seen, by=world.staff)
    saved = save(world, note="hanya catatan")
    with pytest.raises(Conflict, match="sama dengan teks yang sedang berlaku"):
        texts.publish_text("f021", world.lpmp.pk, seen=saved.seen, by=world.staff)


@pytest.mark.embedded
def test_a_published_version_never_changes_and_never_goes(world):
    row = publish(world, closing=NEW)

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.embedded
def test_an_old_version_comes_back_as_a_new_one(world):
    publish(world, closing="Pertama.")
    publish(world, closing="Kedua.")

    restored = texts.restore_text("f021", world.lpmp.pk, 1, seen=now(world).seen, by=world.staff)
    third = texts.publish_text("f021", world.lpmp.pk, seen=restored.seen, by=world.staff)

    assert (third.version, third.based_on, third.note) == (3, 1, "Kembali ke versi 1")
    assert third.blocks["closing"] == "Pertama."
    assert text_of(kinds()["f021"], world.lpmp, 2)["closing"] == "Kedua."
    assert text_of(kinds()["f021"], world.lpmp, 9) is None


def test_the_words_of_the_code_come_back_too(world):
    publish(world, closing=NEW)

    restored = texts.restore_text("f021", world.lpmp.pk, 0, seen=now(world).seen, by=world.staff)

    assert restored.working == text_of(kinds()["f021"], world.lpmp, 0)
    assert restored.draft.note == "Kembali ke teks bawaan"


def test_restoring_never_drops_a_draft_and_needs_a_version_that_differs(world):
    publish(world, closing=NEW)
    with pytest.raises(Conflict, match="sama dengan teks"):
        texts.restore_text("f021", world.lpmp.pk, 1, seen=now(world).seen, by=world.staff)
    with pytest.raises(Conflict, match="Versi 7 tidak ada"):
        texts.restore_text("f021", world.lpmp.pk, 7, seen=now(world).seen, by=world.staff)
    save(world, closing="Konsep.")
    with pytest.raises(Conflict, match="Masih ada konsep"):
        texts.restore_text("f021", world.lpmp.pk, 0, seen=now(world).seen, by=world.staff)


def test_a_dropped_draft_leaves_what_is_in_force_and_its_words_in_history(world):
    save(world, closing=NEW)

    texts.discard_text("f021", world.lpmp.pk, seen=now(world).seen, by=world.staff)

    assert LetterText.objects.count() == 0
    assert Event.objects.filter(verb="text.discarded").get().data["blocks"]["closing"] == NEW


def test_a_name_the_code_no_longer_knows_stops_the_letter_with_a_way_out(world):
    row = LetterText(institution=world.lpmp, kind="f021", version=1, blocks={"closing": "Kami, {bupati}."})
    row.published_by, row.published_at = world.staff, row.changed_at
    row.save()

    with pytest.raises(Incomplete, match="perlu diperbaiki") as refusal:
        letters.f021(samples.a_proposal(world))

    assert refusal.value.gaps[0][1].endswith("#id_closing")


HOSTILE = "<script>alert(1)</script> {{{{ letter.code }}}} {{% debug %}} <b>tebal</b> &amp; {daerah}"
PLAIN = "<script>alert(1)</script> {{ letter.code }} {% debug %} <b>tebal</b> &amp; Kabupaten Kampar"


def test_markup_and_template_tags_are_words_in_page_and_pdf(world):
    publish(world, closing=HOSTILE, criteria=f"satu {HOSTILE}")

    letter = services.issue(letters.f021(samples.a_proposal(world)), by=world.operator)
    page = preview(letter)
    pdf = " ".join(PdfReader(io.BytesIO(set_on_paper(letter).content)).pages[0].extract_text().split())

    assert letter.content["closing"] == PLAIN
    assert "<script" not in page
    assert "<b>tebal" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ letter.code }} {% debug %} &lt;b&gt;" in page
    assert pdf.count(PLAIN) == 2


def test_what_a_letter_knows_is_never_read_as_a_text(world):
    """A school called ``{tahun}`` is called that."""
    world.school.name = "SD {tahun} {{x}} <i>"
    world.school.save()
    model = world.group(world.proposal(), imbas=1)
    model.school.name = world.school.name

    draft = letters.f022(samples.a_commitment(model))
    imbas = model.imbas.get()
    imbas.model = model
    said = letters.f023(samples.a_commitment(imbas)).content["statements"][0]

    assert draft.text_version == 0
    assert f"dari SD {{tahun}} {{{{x}}}} <i> (NPSN {model.school.npsn})" in said


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if kind.blocks], ids=lambda kind: kind.code)
def test_every_kind_has_a_specimen_that_can_be_seen_and_printed(world, kind):
    found = specimen(kind, world.lpmp, now(world, kind.code).working)

    assert found.pk is None
    assert "{" not in preview(found)
    assert PdfReader(io.BytesIO(concept_on_paper(found).content)).pages[0].extract_text()


def test_paragraphs_stay_paragraphs(world):
    publish(world, closing="Satu.\n\nDua.")

    letter = services.issue(letters.f021(samples.a_proposal(world)), by=world.operator)

    assert "<p>Satu.</p>\n\n<p>Dua.</p>" in preview(letter)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins(world):
    """The LPMP is held until both wait; the second reads what the first left."""
    saved = save(world, closing=NEW)
    results = []

    def press():
        try:
            texts.publish_text("f021", world.lpmp.pk, seen=saved.seen, by=world.staff)
            results.append("published")
        except Conflict:
            results.append("told")
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=world.lpmp.pk)
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["published", "told"]
    assert LetterText.objects.filter(version__isnull=False).count() == 1
