"""What does the office get to fill in? A workbook with its draft, its schools, and the choices a cell has."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.lists import harmless
from programs.models import Candidate, Proposal
from programs.rules import Part
from programs.services.sheet_format import CHOICES, COLUMNS, GUIDE, GUIDE_LINES, MAX_ROWS, SCHOOLS, SHEET
from programs.services.standing import levels_of, remarks_on_models
from schools.models import School

HEAD = PatternFill("solid", fgColor="DCE9F5")
SCHOOL_HEADS = (
    "NPSN", "Nama", "Jenjang", "Status", "Kab/Kota", "Kecamatan", "Gugus/klaster", "Kategori mutu", "Keterangan",
)  # fmt: skip


def template_for(proposal: Proposal) -> bytes:
    """The workbook as bytes: the draft as it stands, the office's schools, and drop-down lists."""
    schools = _schools_of(proposal)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append([column.head for column in COLUMNS])
    for candidate in _draft_of(proposal):
        sheet.append([harmless(value) for value in _row_of(candidate)])
    _dress(sheet, [column.width for column in COLUMNS])
    _offer(sheet, len(schools))
    _write_schools(book.create_sheet(SCHOOLS), proposal, schools)
    guide = book.create_sheet(GUIDE)
    for line in GUIDE_LINES:
        guide.append([line])
    guide.column_dimensions["A"].width = 110
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _draft_of(proposal: Proposal) -> list[Candidate]:
    """Each model, its imbas schools below it."""
    live = list(proposal.candidates.live().select_related("school", "model__school").order_by("pk"))
    order = {candidate.pk: n for n, candidate in enumerate(live)}
    return sorted(live, key=lambda c: (order.get(c.model_id or c.pk, 0), c.part == Part.IMBAS, c.pk))


def _row_of(candidate: Candidate) -> list[Any]:
    values = {
        "part": candidate.get_part_display(), "npsn": candidate.school.npsn, "name": candidate.school.name,
        "model_npsn": candidate.model.school.npsn if candidate.model else "",
        "funding": "" if candidate.model else CHOICES["funding"][candidate.funding == "over_quota"],
    }  # fmt: skip
    return [values[c.field] if c.field in values else getattr(candidate, c.field) for c in COLUMNS]


def _schools_of(proposal: Proposal) -> list[School]:
    place = proposal.office.place
    inside = {"regency__parent": place} if place.kind == "province" else {"regency": place}
    found = School.objects.filter(level__in=levels_of(proposal), **inside).for_list()
    return list(found.order_by("level", "name"))


def _write_schools(sheet: Worksheet, proposal: Proposal, schools: list[School]) -> None:
    remarks = remarks_on_models(proposal, schools)
    sheet.append(SCHOOL_HEADS)
    for school in schools:
        said = " ".join(remark.text for remark in remarks[school.pk] if remark.weight != "ok")
        sheet.append([harmless(value) for value in (
            school.npsn, school.name, school.level, school.get_status_display(), str(school.regency),
            str(school.district or ""), str(school.cluster or ""), school.get_quality_display(), said,
        )])  # fmt: skip
    _dress(sheet, [12, 40, 9, 10, 22, 26, 22, 18, 60])


def _dress(sheet: Worksheet, widths: list[int]) -> None:
    sheet.freeze_panes = "A2"
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
        head = sheet.cell(row=1, column=n)
        head.font, head.fill = Font(bold=True), HEAD
    for row in range(2, MAX_ROWS + 2):
        if sheet.title == SHEET:
            for column in (2, 4):
                sheet.cell(row=row, column=column).number_format = "@"


def _offer(sheet: Worksheet, schools: int) -> None:
    """Drop-down lists; a value outside them is warned of by Excel and refused by the check."""
    for n, column in enumerate(COLUMNS, start=1):
        span = f"{get_column_letter(n)}2:{get_column_letter(n)}{MAX_ROWS + 1}"
        if column.field in CHOICES:
            rule = DataValidation(type="list", formula1=f'"{",".join(CHOICES[column.field])}"', allow_blank=True)
        elif column.field in ("npsn", "model_npsn") and schools:
            rule = DataValidation(type="list", formula1=f"{SCHOOLS}!$A$2:$A${schools + 1}", allow_blank=True)
            rule.showErrorMessage = column.field == "npsn"
        else:
            continue
        rule.add(span)
        sheet.add_data_validation(rule)
