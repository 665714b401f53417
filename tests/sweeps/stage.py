"""What could leak? One row of everything in Riau, under a name nobody else may read, and people who may not."""

import io
from datetime import timedelta

import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Invitation, OpenSession, RecoveryCode, SecondFactor, User
from accounts.rules import AT_SCHOOL, Role
from core.models import Event, Job, Upload
from documents.letters import letterhead
from documents.models import (
    Bulk,
    BulkItem,
    Dossier,
    IncomingLetter,
    Letter,
    LetterText,
    Scan,
    ScanSheet,
    Signature,
    SigningKey,
)
from programs import letters
from programs.models import (
    Assignment,
    Commitment,
    Correction,
    Decree,
    Meeting,
    Participation,
    Stage,
    SupportOutput,
    Verification,
    VerificationPhoto,
)
from schools.models import Cluster, Delegation, ImportBatch, ImportRow, School
from tests.cast import World, make_candidate, make_institution, make_person, make_place, make_program, make_school

SECRET = "RAHASIA TAK TERUCAP"
CODE = "ABCD2345"


def blank_page() -> bytes:
    """A PDF of one empty page."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


class Riau(World):
    """The world with one row of every model, each bearing the secret; ``ids`` fills the placeholders of addresses."""

    def __init__(self) -> None:
        super().__init__()
        self._name_people()
        School.objects.filter(pk=self.school.pk).update(name=f"SD {SECRET}", name_key=SECRET, head_name=SECRET)
        self.school.refresh_from_db()
        self.dinas_kampar.name = self.dinas_kampar.short_name = f"Dinas {SECRET}"
        self.dinas_kampar.save()
        self._propose()
        self._determine()
        self._rest()
        self._sign()
        self.ids = self._ids()

    def _name_people(self) -> None:
        """All are Riau's own business; but who signs the decree is known to all it names."""
        User.objects.exclude(pk__in=[self.operator_siak.pk, self.head.pk]).update(name=f"Orang {SECRET}")
        for value in vars(self).values():
            if isinstance(value, User):
                value.refresh_from_db()

    def _propose(self) -> None:
        now = timezone.now()
        self.proposal_row = self.proposal(
            state="in_verification", letter_number=SECRET, support_note=SECRET, receipt="TT-1",
            submitted_at=now, submitted_by=self.operator, created_by=self.operator,
        )  # fmt: skip
        self.model = make_candidate(self.proposal_row, self.school, note=SECRET)
        self.imbas = make_candidate(
            self.proposal_row, make_school(self.kampar, name=f"SD IMBAS {SECRET}"), "imbas", self.model, note=SECRET
        )
        self.commitment = Commitment.objects.create(
            candidate=self.model, signatories={"head": SECRET}, receipt="TT-RAHASIA", scan_sha256="0" * 64,
            scan=ContentFile(b"%PDF-1.4", "pindaian.pdf"), scan_name=f"{SECRET}.pdf",
            filled_at=now, filled_by=self.school_head, uploaded_at=now, uploaded_by=self.school_head,
        )  # fmt: skip
        Assignment.objects.create(candidate=self.model, verifier=self.verifier, assigned_by=self.staff)
        self.sheet = Verification.objects.create(candidate=self.model, condition=SECRET, venue=SECRET)
        Correction.objects.create(verification=self.sheet, field="head_name", registered=SECRET, found=SECRET)
        self.photo = VerificationPhoto.objects.create(
            verification=self.sheet, caption=SECRET, sha256="1" * 64, image=ContentFile(b"GIF89a", "foto.gif"),
            uploaded_by=self.verifier,
        )  # fmt: skip

    def _determine(self) -> None:
        now = timezone.now()
        words = letters.result_notice(self.proposal_row)
        frozen = words.content | {"letterhead": letterhead(self.lpmp, None), "site": ""}
        self.letter = Letter.objects.create(
            kind=words.kind, province=self.province, issuer=self.lpmp, school=self.school, subject="programs.Decree:1",
            title=f"Surat {SECRET}", content=frozen, letter_date=now.date(), number="1/D7.4/SK/2020",
            number_seq=1, number_year=2020, number_class="SK", code=CODE, state="issued",
            issued_at=now, issued_by=self.head, created_by=self.head,
            file=ContentFile(f"%PDF-1.4 {SECRET}".encode(), "surat.pdf"), sha256="4" * 64, octets=30, pages=1,
        )  # fmt: skip
        self.decree = Decree.objects.create(
            program=self.program, letter=self.letter, determined_on=now.date(), determined_by=self.head
        )
        done = make_candidate(self.proposal_row, make_school(self.kampar, name=f"SDN {SECRET}"), state="determined")
        Participation.objects.create(
            program=self.program, school=done.school, candidate=done, part="model", funding="in_quota",
            decree=self.decree,
        )  # fmt: skip

    def _rest(self) -> None:
        now = timezone.localtime()
        self.batch = ImportBatch.objects.create(
            file=ContentFile(b"x", "impor.csv"), file_name=f"{SECRET}.csv", sha256="2" * 64, province=self.province,
            uploaded_by=self.staff,
        )  # fmt: skip
        ImportRow.objects.create(batch=self.batch, kind="error", row=2, message=SECRET)
        self.cluster = Cluster.objects.create(kind="gugus", name=SECRET, level="SD", place=self.kampar)
        School.objects.filter(pk=self.school.pk).update(cluster=self.cluster)
        self.invitation = Invitation.objects.create(
            name=SECRET, role=Role.LPMP_STAFF, place=self.province, secret_hash="3" * 64, invited_by=self.admin,
            expires_at=timezone.now() + timedelta(days=3),
        )  # fmt: skip
        SecondFactor.objects.create(user=self.staff, nonce=SECRET)
        RecoveryCode.objects.create(user=self.staff, code_hash="5" * 64)
        self.session = OpenSession.objects.create(user=self.staff, session_key="s" * 32, agent=SECRET)
        self.job = Job.objects.create(
            kind="documents.render", subject_id=self.letter.pk, created_by=self.staff, error=SECRET
        )
        self.bulk = Bulk.objects.create(
            kind="commitments", title=SECRET, membership=self.staff.memberships.get(), created_by=self.staff
        )
        BulkItem.objects.create(bulk=self.bulk, place=1, subject_id=self.model.pk, label=SECRET)
        LetterText.objects.create(
            institution=self.lpmp, kind="f021", version=1, blocks={"closing": SECRET}, note=SECRET,
            published_at=timezone.now(), published_by=self.staff, changed_by=self.staff,
        )  # fmt: skip
        LetterText.objects.create(
            institution=self.lpmp, kind="f021", blocks={"closing": f"{SECRET} {{salah}}"}, note=SECRET, based_on=1,
            changed_by=self.staff,
        )  # fmt: skip
        self.support = SupportOutput.objects.create(
            program=self.program, place=self.kampar, kind="statement", note=SECRET, received_by=self.staff
        )
        self.incoming = IncomingLetter.objects.create(
            institution=self.lpmp, agenda_year=now.year, agenda_seq=1, received_on=now.date(), sender=SECRET,
            title=SECRET, disposition=SECRET, school=self.school, scan_sha256="6" * 64,
            scan=ContentFile(f"%PDF-1.4 {SECRET}".encode(), "masuk.pdf"), created_by=self.staff,
        )  # fmt: skip
        self.meeting = Meeting.objects.create(
            program=self.program, title="Rapat", starts_on=timezone.localdate(), ends_on=timezone.localdate(),
            hours="08.00", venue="Aula", topics="Acara", participants="Kepala dinas",
        )  # fmt: skip
        self.upload = Upload.objects.create(
            owner=self.head, purpose="scan", name=f"{SECRET}.pdf", size=9, expires_at=timezone.now() + timedelta(days=1)
        )
        self.delegation = Delegation.objects.create(
            institution=self.dinas_kampar, kind="plh", name=SECRET, until=timezone.localdate()
        )
        self.dossier = Dossier.objects.create(
            subject=f"schools.School:{self.school.pk}", title=SECRET, created_by=self.staff, made_at=now, octets=9,
            membership=self.staff.memberships.get(), file=ContentFile(b"PK\x03\x04" + SECRET.encode(), "dosir.zip"),
            sha256="7" * 64, files=1,
        )  # fmt: skip
        Event.objects.create(
            verb="proposal.created",
            actor=self.operator,
            actor_name=SECRET,
            subject=f"programs.Proposal:{self.proposal_row.pk}",
        )

    def _sign(self) -> None:
        """A signature whose issuer nobody knows, and a scan with a sheet nobody could read."""
        self.signature = Signature.objects.create(
            letter=self.letter, way="uploaded", file=ContentFile(f"%PDF-1.4 {SECRET}".encode(), "ttd.pdf"),
            sha256="5" * 64, octets=30, pages=1, who=SECRET, created_by=self.staff,
        )  # fmt: skip
        self.scan = Scan.objects.create(
            institution=self.lpmp, file=ContentFile(blank_page(), "pindaian.pdf"), name=f"{SECRET}.pdf",
            sha256="6" * 64, octets=30, uploaded_by=self.staff, read_at=timezone.now(),
        )  # fmt: skip
        self.sheet_of_paper = ScanSheet.objects.create(scan=self.scan, position=1, state="unreadable")
        now = timezone.now()
        SigningKey.objects.create(
            owner=self.head, octets=SECRET.encode(), subject=SECRET, issuer=SECRET, serial="1", valid_from=now,
            valid_until=now + timedelta(days=9),
        )  # fmt: skip

    def _ids(self) -> dict[str, object]:
        quota = self.program.quotas.get(place=self.kampar)
        return {
            "proposal_id": self.proposal_row.pk,
            "candidate_id": self.model.pk,
            "letter_id": self.letter.pk,
            "school_id": self.school.pk,
            "cluster_id": self.cluster.pk,
            "program_id": self.program.pk,
            "quota_id": quota.pk,
            "stage_id": Stage.objects.filter(program=self.program).first().pk,
            "decree_id": self.decree.pk,
            "institution_id": self.dinas_kampar.pk,
            "membership_id": self.staff.memberships.get().pk,
            "invitation_id": self.invitation.pk,
            "user_id": self.staff.pk,
            "import_id": self.batch.pk,
            "upload_id": self.upload.pk,
            "job_id": self.job.pk,
            "photo_id": self.photo.pk,
            "signature_id": self.signature.pk,
            "scan_id": self.scan.pk,
            "sheet_id": self.sheet_of_paper.pk,
            "bulk_id": self.bulk.pk,
            "support_id": self.support.pk,
            "dossier_id": self.dossier.pk,
            "incoming_id": self.incoming.pk,
            "place_id": self.kampar.pk,
            "kind": "xlsx",
            "code": CODE,
            "token": "tidak-ada",
            "uid": "MQ",
            "receipt": "TT-RAHASIA",
            "open_session_id": self.session.pk,
            "meeting_id": self.meeting.pk,
            "lpmp_id": self.lpmp.pk,
            "letter_kind": "f021",
            "text_version": 1,
            "delegation_id": self.delegation.pk,
        }

    def insiders(self) -> dict[str, User]:
        """Those who work with these rows, by role."""
        people = [
            self.admin, self.staff, self.head, self.operator, self.operator_province, self.verifier, self.national,
            self.school_head,
        ]  # fmt: skip
        people += [make_person(role, self.school) for role in (Role.TPMPS, Role.SCHOOL_OPERATOR)]
        people += [make_person(Role.DINAS_HEAD, self.kampar), make_person(Role.TPMPD, self.kampar)]
        people += [
            make_person(role, self.province) for role in (Role.FACILITATOR, Role.FACILITATOR_NATIONAL, Role.SUPERVISOR)
        ]
        return {person.role: person for person in people}


class Aceh:
    """Another province, with one person of every role that could stand there, and an open year of its own."""

    def __init__(self, nation: object) -> None:
        self.province = make_place("province", nation, "Aceh", code="11", kemdikbud_code="060000")
        self.regency = make_place("regency", self.province, "Pidie", code="11.07", kemdikbud_code="060300")
        self.lpmp = make_institution("lpmp", self.province, short_name="LPMP Aceh", name="LPMP Provinsi Aceh")
        for place in (self.province, self.regency):
            make_institution("dinas", place)
        self.school = make_school(self.regency, name="SD NEGERI 1 SIGLI")
        self.admin = make_person(Role.LPMP_ADMIN, self.province)
        make_program(self.lpmp, by=self.admin, regencies=[self.regency])

    def people(self) -> dict[str, User]:
        """One person of each role, none of whom has anything to do with Riau. The nation has no stranger."""
        at_regency = {Role.DINAS_REGENCY, Role.DINAS_HEAD, Role.TPMPD}
        found = {Role.LPMP_ADMIN: self.admin}
        for role in set(Role) - {Role.NATIONAL, Role.LPMP_ADMIN}:
            where = self.school if role in AT_SCHOOL else self.regency if role in at_regency else self.province
            found[role] = make_person(role, where)
        return found


def neighbours(riau: Riau) -> dict[str, User]:
    """People of the same province, and of the same kab/kota, who still have no business with the secret."""
    other_school = make_school(riau.kampar, name="SD NEGERI 9 TETANGGA")
    return {
        "operator of another kab/kota": riau.operator_siak,
        "verifier without assignment": make_person(Role.VERIFIER, riau.province),
        "head of another school": make_person(Role.SCHOOL_HEAD, other_school),
        "tpmps of another school": make_person(Role.TPMPS, other_school),
        "operator of another school": make_person(Role.SCHOOL_OPERATOR, other_school),
        "facilitator": make_person(Role.FACILITATOR, riau.province),
        "supervisor": make_person(Role.SUPERVISOR, riau.province),
    }
