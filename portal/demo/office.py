"""The desk of the LPMP in the demo: letters of every other kind, a bulk, and what is being written today."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from core.models import Job
from core.queries import reference
from documents import services
from documents.models import Bulk, BulkItem, Dossier, Letter
from documents.queries import MAKE_DOSSIER
from documents.rules import BulkState, ItemState
from portal.demo.letters import Post
from portal.demo.people import VERIFIERS, head_of_office, operator, regional_head
from portal.demo.stage import SEED, Demo, moment, save_all
from programs import letters
from programs.forms.papers import FORMS, PARTICIPANTS, RUNDOWN, TOPICS
from programs.letters import Promise, Tour
from programs.models import Meeting, Participation, Verification
from programs.services.notices import NOTICES
from schools.models import Institution, InstitutionKind

PROMISING = ("Kampar", "Dumai")
BASIS = ["Petunjuk Teknis Pengembangan Sekolah Model dan Pengimbasan SPMI;", "Program kerja LPMP Provinsi Riau."]


def post_of(demo: Demo) -> Post:
    """With dice of its own, so that what the rest of the demo draws stays as it is."""
    return Post(demo, Random(f"{SEED}-{Letter.objects.count()}"))  # noqa: S311 -- the same demo every time


def build_coordination(demo: Demo, year: int) -> None:
    """The meeting of the year, an invitation for each dinas, and the list to sign in."""
    program, staff, head = demo.programs[year], demo.users["staf"], demo.users["kepala"]
    planned = moment(date(year, 1, 22), 9)
    meeting = Meeting.objects.create(
        program=program, title=f"Rapat Koordinasi {program.title} Tahun {year}", starts_on=date(year, 2, 10),
        ends_on=date(year, 2, 11), hours="08.00 WIB sampai selesai", venue="Aula LPMP Provinsi Riau",
        address=demo.lpmp.address, topics="\n".join(TOPICS), participants="\n".join(PARTICIPANTS),
        rundown="\n".join(RUNDOWN), note="Biaya kegiatan dibebankan pada DIPA LPMP Provinsi Riau.",
        contact=f"{staff.name}, {staff.phone}", created_at=planned, created_by=staff,
    )  # fmt: skip
    demo.tell("meeting.planned", meeting, planned, staff, within=program)
    post, at = post_of(demo), moment(date(year, 1, 27), 10)
    for office in demo.offices.values():
        invitation = post.issue(letters.invitation(meeting, office), staff, at)
        post.sign(invitation, head)
        post.send(invitation, staff)
    demo.tell("meeting.invited", meeting, at, staff, within=program, count=len(demo.offices))
    post.issue(letters.attendance(meeting), staff, moment(date(year, 2, 9), 13))
    post.write()


def build_papers(demo: Demo) -> None:
    """What two pemda promised in 2021, the surat tugas of a team, and what one school was visited with."""
    post, program = post_of(demo), demo.programs[2021]
    for n, name in enumerate(demo.offices):
        if name in PROMISING:
            _promise(demo, post, name, n)
    team = [demo.users[username] for username in VERIFIERS[:3]]
    tour = Tour(date(2021, 3, 29), date(2021, 4, 9), BASIS, date(2021, 3, 26))
    task = post.issue(letters.task_letter(program, team, tour), demo.users["staf"], moment(date(2021, 3, 26), 9))
    post.sign(task, demo.users["kepala"], 0)
    post.send(task, demo.users["staf"], 0)
    _visit(demo, post)
    post.write()


def _promise(demo: Demo, post: Post, name: str, n: int) -> None:
    """The statement the pemda sent, and the agreement made from it; their numbers are those in the table."""
    program, office, staff = demo.programs[2021], demo.offices[name], demo.users["staf"]
    pemda, _ = Institution.objects.update_or_create(
        kind=InstitutionKind.PEMDA, place=office.place,
        defaults={"name": f"Pemerintah {office.place.formal}", "short_name": f"Pemda {office.place}", "parent_name": "",
                  "town": office.town, **regional_head(office.place)},
    )  # fmt: skip
    stated = date(2021, 2, 3) + timedelta(days=n)
    promise = Promise([text.rstrip(";.") for text in FORMS], 75_000_000 + 12_500_000 * n, number=f"420/{110 + n}/2021",
                      dated=stated)  # fmt: skip
    statement = post.issue(letters.support_statement(program, pemda, promise), operator(demo, name), moment(stated, 9))
    post.sign(statement, head_of_office(demo, office), 0)
    post.send(statement, operator(demo, name), 0)
    agreed = stated + timedelta(days=3)
    words = letters.agreement(program, pemda, replace(promise, dated=agreed))
    agreement = post.issue(replace(words, number=f"{20 + n}/MoU/2021"), staff, moment(agreed, 9))
    post.sign(agreement, demo.users["kepala"], 1)


def _visit(demo: Demo, post: Post) -> None:
    related = ("candidate__school__regency", "candidate__program__institution__place", "candidate__proposal__office",
               "finished_by", "changed_by")  # fmt: skip
    done = Verification.objects.filter(finished_at__isnull=False, candidate__proposal=demo.proposals[2021, "Dumai"])
    sheet = done.select_related(*related).order_by("pk").first()
    who, at = demo.users[sheet.finished_by.username], sheet.finished_at
    for words in (letters.instrument(sheet.candidate), letters.attendance(sheet.candidate), letters.fgd_record(sheet)):
        post.issue(words, who, at)


def build_notices(demo: Demo) -> None:
    """The model schools of Dumai were told of the decree of 2020 in one go; the others still wait."""
    staff, head, at = demo.users["staf"], demo.users["kepala"], moment(date(2020, 5, 4), 9)
    related = ("program__institution__place", "school__regency__parent", "decree__letter")
    rows = Participation.objects.filter(program=demo.programs[2020], school__regency=demo.regencies["Dumai"])
    told = list(rows.filter(part="model").select_related(*related).order_by("pk"))
    post = post_of(demo)
    notices = [post.issue(letters.school_notice(one), staff, at) for one in told]
    for notice in notices:
        post.sign(notice, head)
        post.send(notice, staff)
    post.write()
    bulk = Bulk.objects.create(
        kind=NOTICES, title=f"Pemberitahuan {told[0].decree}, {len(told)} sekolah", state=BulkState.DONE,
        membership=staff.memberships.get(), created_at=at, created_by=staff, finished_at=at + timedelta(minutes=2),
    )  # fmt: skip
    save_all(
        BulkItem(bulk=bulk, place=n, subject_id=one.pk, label=f"{one.school.name} ({one.school.npsn})",
                 state=ItemState.MADE, letter=notice)
        for n, (one, notice) in enumerate(zip(told, notices, strict=True), 1)
    )  # fmt: skip
    demo.tell("bulk.started", bulk, at, staff, count=len(told))
    demo.tell("bulk.finished", bulk, bulk.finished_at, None, ready=len(told), failed=0)


def build_desk(demo: Demo) -> None:
    """What lies on the desk today: a surat tugas as a draft, another one initialled, and a dossier on its way."""
    staff, program = demo.users["staf"], demo.programs[2021]
    staff.acting = staff.memberships.get()
    tour = Tour(date(2021, 4, 19), date(2021, 4, 23), BASIS)
    for usernames, is_checked in ((VERIFIERS[3:5], False), (VERIFIERS[5:8], True)):
        words = letters.task_letter(program, [demo.users[name] for name in usernames], tour)
        letter = services.draft(words, by=staff)
        if is_checked:
            services.initial(letter.pk, by=staff)
    proposal = demo.proposals[2021, "Dumai"]
    dossier = Dossier.objects.create(
        subject=reference(proposal), membership=staff.acting, title=str(proposal), created_by=staff
    )
    Job.objects.create(kind=MAKE_DOSSIER, subject_id=dossier.pk, created_by=staff)
