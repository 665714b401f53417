"""The two programme years of the demo: 2020, determined in full, and 2021, copied from it and under way."""

from datetime import date, timedelta
from decimal import Decimal

from portal.demo.facts import REGENCIES
from portal.demo.stage import Demo, moment, save_all
from programs.models import ProgramYear, Quota, QuotaShare, Stage, SupportOutput
from programs.rules import DEFAULT_IMBAS, STAGE_DATES, ProgramState, StageKind, SupportKind, split_by_schools
from schools.rules import PROGRAMME_LEVELS

GUIDELINE = "Petunjuk Teknis Pengembangan Sekolah Model dan Pengimbasan SPMI"


def build_years(demo: Demo) -> None:
    """Both years with stages and quotas; the quota of a kab/kota is its number of models in the 2020 table."""
    for year in (2020, 2021):
        program = demo.programs[year] = _year(demo, year)
        save_all(
            Stage(program=program, kind=kind, starts_on=date(year, *start), due_on=date(year, *due))
            for kind, (start, due) in STAGE_DATES.items()
        )
        _quotas(demo, program)
        _support(demo, program, complete=year == 2020)
    _other_dates(demo, demo.programs[2021])


def _year(demo: Demo, year: int) -> ProgramYear:
    admin, opened = demo.users["admin"], moment(date(year, 1, 20), 10, 15)
    program = ProgramYear.objects.create(
        institution=demo.lpmp, year=year, guideline=GUIDELINE, state=ProgramState.OPEN,
        model_term="Sekolah Pelaksana SPMI Binaan LPMP", imbas_term="Sekolah Imbas",
        copied_from=demo.programs.get(year - 1), created_at=moment(date(year, 1, 6), 8, 40), created_by=admin,
        opened_at=opened, opened_by=admin,
    )  # fmt: skip
    demo.tell("year.created", program, program.created_at, admin)
    demo.tell("year.opened", program, opened, admin)
    return program


def _quotas(demo: Demo, program: ProgramYear) -> None:
    quotas = save_all(
        Quota(program=program, place=demo.regencies[regency.name], models_total=regency.models,
              imbas_per_model=DEFAULT_IMBAS)
        for regency in REGENCIES
    )  # fmt: skip
    shares = []
    for quota, regency in zip(quotas, REGENCIES, strict=True):
        shares += [
            QuotaShare(quota=quota, level=level, schools=_open(demo, regency.name, level), models_total=number)
            for level, number in planned(demo, regency.name, regency.models).items()
        ]
    save_all(shares)


def _open(demo: Demo, regency: str, level: str) -> int:
    return sum(school.is_open for school in demo.schools[regency, level])


def planned(demo: Demo, regency: str, models: int) -> dict[str, int]:
    """The quota of a kab/kota over its levels (R-2.3-02)."""
    return split_by_schools(models, {level: _open(demo, regency, level) for level in PROGRAMME_LEVELS})


def _support(demo: Demo, program: ProgramYear, *, complete: bool) -> None:
    """All five outputs of all thirteen pemda, or what has come in so far."""
    rows, year = [], program.year
    for n, office in enumerate(demo.offices.values()):
        for k, kind in enumerate(SupportKind):
            if not complete and k * 3 + n * 2 % 7 > 9 - n % 5:
                continue
            amount = Decimal(75_000_000 + 12_500_000 * n) if kind == SupportKind.BUDGET else None
            at = moment(date(year, 2, 3) + timedelta(days=n + 3 * k), 11)
            rows.append(
                SupportOutput(program=program, place=office.place, kind=kind, amount=amount, received_at=at,
                              note=_note(kind, n, year), received_by=demo.users["staf"])
            )  # fmt: skip
    save_all(rows)
    for row in rows:
        home = program if row.kind == SupportKind.BUDGET else None  # enough for a story
        demo.tell("support.recorded", row, row.received_at, demo.users["staf"], within=home)


def _note(kind: str, n: int, year: int) -> str:
    return {
        SupportKind.STATEMENT: f"Surat pernyataan nomor 420/{110 + n}/{year}",
        SupportKind.AGREEMENT: f"Nota kesepahaman nomor {20 + n}/MoU/{year}",
        SupportKind.BUDGET: "DPA dinas pendidikan, kegiatan penjaminan mutu",
        SupportKind.TPMPD: f"Keputusan nomor {300 + n} tahun {year}",
        SupportKind.FACILITATORS: f"{4 + n % 4} calon fasilitator",
    }[kind]


def _other_dates(demo: Demo, program: ProgramYear) -> None:
    stage = Stage.objects.create(
        program=program, kind=StageKind.PROPOSAL, place=demo.regencies["Kepulauan Meranti"],
        starts_on=date(2021, 2, 1), due_on=date(2021, 4, 14), reason="Penyeberangan terhenti karena cuaca buruk.",
    )  # fmt: skip
    demo.tell(
        "stage.set_for", program, moment(date(2021, 3, 22), 9, 5), demo.users["staf"], place=str(stage.place),
        stage=stage.get_kind_display(), dates="1 Februari 2021 sampai 14 April 2021", reason=stage.reason,
    )  # fmt: skip
