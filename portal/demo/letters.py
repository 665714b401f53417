"""The letters of the demo."""

from portal.demo.decree import DETERMINED_ON
from portal.demo.stage import Demo, moment


def decree_letter(demo: Demo) -> object:
    from documents.models import Letter  # noqa: PLC0415

    head, at = demo.users["kepala"], moment(DETERMINED_ON, 10)
    return Letter.objects.create(
        kind="decree", province=demo.province, issuer=demo.lpmp, subject="", letter_date=DETERMINED_ON,
        title="Penetapan Sekolah Model dan Sekolah Imbas Tahun 2020", number="0412/C7.4/KP/2020", code="DEMO2020",
        sha256="", octets=0, state="issued", created_at=at, created_by=head, issued_at=at, issued_by=head,
    )  # fmt: skip
