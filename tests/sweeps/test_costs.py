"""Does any page cost more queries when there is more to show? Every address, before and after twenty more rows."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Invitation
from accounts.rules import Role
from documents.models import Letter
from programs.models import Assignment, Commitment
from schools.models import ImportBatch
from tests.cast import make_candidate, make_person, make_school
from tests.sweeps.addresses import every_address
from tests.sweeps.answers import body

ROLES = [Role.LPMP_ADMIN, Role.LPMP_HEAD, Role.DINAS_REGENCY, Role.VERIFIER, Role.NATIONAL, Role.SCHOOL_HEAD]
# Files and one-time acts; and what is measured by its own bench.
SKIPPED = {"core:healthz", "accounts:sign_out"}


def costs(client, ids):
    """Address -> number of queries, for every page that answers."""
    found = {}
    for address in every_address():
        if address.name in SKIPPED:
            continue
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(address.fill(ids))
        body(page)
        if page.status_code == 200 and not page.streaming:
            found[address.name] = len(queries)
    return found


def grow(riau, count=20):
    """Twenty more of everything a list could show."""
    now = timezone.now()
    for n in range(count):
        school = make_school(riau.kampar)
        model = make_candidate(riau.proposal_row, school)
        Commitment.objects.create(candidate=model)
        Assignment.objects.create(candidate=model, verifier=riau.verifier, assigned_by=riau.staff)
        make_candidate(riau.proposal_row, make_school(riau.kampar), "imbas", riau.model)
        make_person(Role.VERIFIER, riau.province)
        make_person(Role.TPMPS, riau.school)
        Letter.objects.create(
            kind=riau.letter.kind, province=riau.province, issuer=riau.lpmp, school=riau.school, subject="x:1",
            title=f"Surat {n}", content=riau.letter.content, letter_date=date(2020, 4, 1), code=uuid.uuid4().hex[:8],
            file=None,
        )  # fmt: skip
        ImportBatch.objects.create(file="impor/x.csv", file_name=f"{n}.csv", sha256="5" * 64, province=riau.province)
        Invitation.objects.create(
            name=f"Tamu {n}", role=Role.TPMPS, school=riau.school, secret_hash=uuid.uuid4().hex,
            invited_by=riau.admin, expires_at=now + timedelta(days=3),
        )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_no_page_costs_more_for_more_rows(signed_in, riau, role):
    client = signed_in(riau.insiders()[role])
    costs(client, riau.ids)
    before = costs(client, riau.ids)

    grow(riau)
    after = costs(client, riau.ids)

    # A page may ask for one thing more once there is one (the first of a kind), never once per row.
    assert {name: (before[name], after[name]) for name in before if after.get(name, 0) > before[name] + 2} == {}
