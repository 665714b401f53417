"""Does every page cost the same queries when there is more to show? Every address, at one row and at twenty more."""

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
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address.fill(ids))
        body(page)
        if page.status_code == 200 and not page.streaming:
            found[address.name] = len(queries)
    return found


def neighbourhood(riau):
    """Enough schools nearby: the search for the nearest widens its ring, one query each, only while there are few."""
    for _ in range(16):
        make_school(riau.kampar)


def grow(riau, count):
    """So many more of everything a list could show."""
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
def test_every_page_costs_the_same_for_any_number_of_rows(signed_in, riau, role):
    client = signed_in(riau.insiders()[role])
    neighbourhood(riau)
    grow(riau, 1)
    costs(client, riau.ids)
    before = costs(client, riau.ids)

    grow(riau, 20)
    after = costs(client, riau.ids)

    assert {name: (cost, after.get(name)) for name, cost in before.items() if after.get(name) != cost} == {}
