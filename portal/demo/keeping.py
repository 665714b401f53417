"""What the LPMP keeps beside its letters in the demo: signed copies, the agenda, and the texts it words itself."""

import hashlib
from datetime import date, timedelta

from django.core.files.base import ContentFile

from accounts.models import User
from core import thumbnails
from core.queries import reference
from documents.kinds import kinds
from documents.models import IncomingLetter, Letter, LetterText, NumberSequence, Signature
from documents.rules import INCOMING_CLASS, IncomingKind, Manner, SignatureWay
from documents.services.signing import written_signer
from documents.texts import complete
from portal.demo.paper import signed_page
from portal.demo.stage import Demo, moment, save_all

SIGNED_COPIES = ("decree", "support_statement", "agreement", "task_letter")


def build_texts(demo: Demo) -> None:
    """A wording that was published before the results of 2021 were told, and one that is being written."""
    admin, published = demo.users["admin"], moment(date(2021, 3, 25), 11)
    kind = kinds()["result_notice"]
    closing = f"{complete(kind, None)['closing']} Hal yang belum jelas dapat ditanyakan kepada {{lembaga}}."
    text = LetterText.objects.create(
        institution=demo.lpmp, kind=kind.code, version=1, blocks=complete(kind, None) | {"closing": closing},
        note="Menambah kalimat tentang pertanyaan", revision=1, changed_at=published, changed_by=admin,
        published_at=published, published_by=admin,
    )  # fmt: skip
    demo.tell("text.published", text, published, admin, within=demo.lpmp, version=1, note=text.note)
    task, at = kinds()["task_letter"], moment(date(2021, 4, 6), 14)
    drafted = LetterText.objects.create(
        institution=demo.lpmp, kind=task.code, note="Kalimat penutup lebih singkat", revision=1, changed_by=admin,
        blocks=complete(task, None) | {"closing": "Pihak terkait dimohon memberikan bantuan seperlunya."},
        changed_at=at,
    )  # fmt: skip
    demo.tell("text.saved", drafted, at, admin, within=demo.lpmp)


def build_agenda(demo: Demo) -> None:
    """What came in on paper in 2021: replies, a report, something urgent, and an entry made by mistake."""
    staff, rows = demo.users["staf"], []
    for n, (name, day, values) in enumerate(_incoming(demo), 1):
        office, received = demo.offices[name], date(2021, *day)
        at = moment(received, 8, 30 + n)
        values = {"sender": office.name, "number": f"420/{60 + n}/DPK/2021"} | values
        row = IncomingLetter(
            institution=demo.lpmp, agenda_year=2021, agenda_seq=n, received_on=received,
            letter_date=received - timedelta(days=3), created_at=at, created_by=staff, changed_at=at,
            changed_by=staff, **values,
        )  # fmt: skip
        rows.append(row)
    _scan(rows[0])
    rows[-1].cancelled_at, rows[-1].cancelled_by = rows[-1].created_at + timedelta(hours=1), staff
    rows[-1].cancel_reason = "Tercatat dua kali; lihat agenda nomor 3/2021."
    save_all(rows)
    NumberSequence.objects.create(issuer=demo.lpmp, year=2021, number_class=INCOMING_CLASS, last=len(rows))
    for row in rows:
        demo.tell("incoming.registered", row, row.created_at, staff)
    demo.tell("incoming.crossed_out", rows[-1], rows[-1].cancelled_at, staff, reason=rows[-1].cancel_reason)


def _incoming(demo: Demo) -> list[tuple[str, tuple[int, int], dict[str, object]]]:
    invitation = Letter.objects.filter(kind="invitation", recipient=demo.offices["Kampar"]).order_by("-pk").first()
    proposal = demo.proposals[2021, "Indragiri Hilir"]
    report = {"title": "Usulan calon sekolah model tahun 2021", "kind": IncomingKind.PROPOSAL,
              "subject": reference(proposal)}  # fmt: skip
    return [
        ("Kampar", (2, 5), {"title": "Konfirmasi kehadiran rapat koordinasi", "kind": IncomingKind.REPLY,
                            "answers": invitation, "disposition": "Panitia: siapkan akomodasi tiga orang."}),
        ("Kepulauan Meranti", (3, 19), {
            "title": "Permohonan perpanjangan batas pengusulan", "manner": Manner.AT_ONCE,
            "disposition": "Kepala: disetujui sampai 14 April. Staf: ubah jadwal khususnya."}),
        ("Indragiri Hilir", (3, 23), report),
        ("Indragiri Hilir", (3, 23), report),
    ]  # fmt: skip


def _scan(row: IncomingLetter) -> None:
    content = signed_page(row.title)
    row.scan_name, row.scan_sha256 = "surat-masuk.pdf", hashlib.sha256(content).hexdigest()
    row.scan.save("contoh.pdf", ContentFile(content), save=False)
    thumbnails.draw([row.scan.name])


def build_signatures(demo: Demo) -> None:
    """Beside letters that were signed on paper stands what came back from the scanner."""
    staff = demo.users["staf"]
    signed = Letter.objects.filter(kind__in=SIGNED_COPIES, signed_at__isnull=False)
    save_all(_signature(letter, staff) for letter in signed.order_by("pk"))


def _signature(letter: Letter, staff: User) -> Signature:
    content = signed_page(f"{letter.title[:70]}\n{letter.number}")
    row = Signature(
        letter=letter, way=SignatureWay.WET, who=written_signer(letter), octets=len(content), pages=1,
        sha256=hashlib.sha256(content).hexdigest(), created_at=letter.signed_at, created_by=staff,
        verified_at=letter.signed_at, verified_by=staff,
    )  # fmt: skip
    row.file.save(f"{letter.code}-wet.pdf", ContentFile(content), save=False)
    return row
