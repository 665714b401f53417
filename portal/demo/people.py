"""The people of the demo: one for each role to sign in as, and the staff behind the stories."""

from datetime import date
from random import Random

from accounts.models import Membership, User
from accounts.rules import Role
from portal.demo.names import Person
from portal.demo.stage import DOMAIN, Demo, save_all
from schools.models import Institution, Place, School

SINCE = date(2020, 1, 2)
# The accounts at the door; everybody else only fills the stories.
SHOWN = [
    ("admin", "admin LPMP: tahun program, kuota, orang"),
    ("staf", "staf LPMP: usulan, verifikasi, surat"),
    ("kepala", "kepala LPMP: penetapan, tanda tangan"),
    ("verifikator", "verifikator: lembar verifikasi, berita acara"),
    ("dinas.kampar", "dinas kabupaten: usulan 2021 sedang disusun"),
    ("dinas.siak", "dinas kabupaten: usulan dikembalikan, tiga pengganti"),
    ("dinas.provinsi", "dinas provinsi: SMA dan SMK"),
    ("kepala.dinas.kampar", "kepala dinas: menandatangani Formulir 02.1"),
    ("kepala.sekolah", "kepala sekolah model: Formulir 02.2"),
    ("operator.sekolah", "operator sekolah yang sama"),
    ("rangkap", "satu orang, tiga peran"),
    ("pengawas", "pengawas sekolah"),
    ("tpmpd", "TPMPD"),
    ("nasional", "pembaca nasional"),
]
DOOR = {name for name, _ in SHOWN}
VERIFIERS = ["verifikator", *(f"verifikator{n}" for n in range(2, 9))]
POSITIONS = {
    Role.LPMP_HEAD: "Kepala", Role.LPMP_ADMIN: "Kepala Subbagian Umum", Role.LPMP_STAFF: "Pengolah Data",
    Role.VERIFIER: "Widyaiswara Ahli Madya", Role.SUPERVISOR: "Pengawas Sekolah", Role.SCHOOL_HEAD: "Kepala Sekolah",
    Role.DINAS_HEAD: "Kepala Dinas", Role.DINAS_REGENCY: "Kepala Seksi Kurikulum",
    Role.DINAS_PROVINCE: "Kepala Seksi Kurikulum", Role.NATIONAL: "Analis Kebijakan",
}  # fmt: skip


class Cast:
    """Collects people and their memberships, and writes them at once."""

    def __init__(self, demo: Demo):
        self.demo = demo
        self.users: list[User] = []
        self.memberships: list[Membership] = []

    def add(self, username: str, role: str, at: Place | School, **fields: str) -> User:
        """A person with that role there; ``name`` and ``nip`` may be given for heads that letters name."""
        serial = 700 + len(self.users)
        person = Person(self.demo.rng, serial)
        values = {
            "name": person.name, "title_before": person.before, "title_after": person.after, "nip": person.nip,
            "phone": person.phone, "rank": person.rank, "position": POSITIONS.get(role, ""), "workplace": str(at),
        }  # fmt: skip
        user = User(
            username=username, email=f"{username}@{DOMAIN}", password=self.demo.password,
            is_test_account=username in DOOR,
            **(values | fields),
        )  # fmt: skip
        self.users.append(user)
        self.join(user, role, at)
        user.demo_name = f"{user.full_name} ({self.memberships[-1]})"
        self.demo.users[username] = user
        return user

    def join(self, user: User, role: str, at: Place | School) -> None:
        where = {"school": at} if isinstance(at, School) else {"place": at}
        self.memberships.append(Membership(user=user, role=role, since=SINCE, **where))

    def write(self) -> None:
        save_all(self.users)
        save_all(self.memberships)


def as_named(full_name: str, nip: str) -> dict[str, str]:
    """The head of an office signs with the name that stands in its letterhead."""
    name, _, after = full_name.partition(", ")
    before, _, rest = name.partition(" ")
    titled = before in ("Drs.", "Dra.", "H.", "Hj.")
    return {
        "name": rest if titled else name, "title_before": before if titled else "", "title_after": after, "nip": nip,
    }  # fmt: skip


def build_people(demo: Demo) -> None:
    """Offices first; heads of schools follow once it is known which schools take part."""
    cast, riau, kampar = Cast(demo), demo.province, demo.regencies["Kampar"]
    cast.add("admin", Role.LPMP_ADMIN, riau)
    cast.add("staf", Role.LPMP_STAFF, riau)
    cast.add("kepala", Role.LPMP_HEAD, riau, **as_named(demo.lpmp.head_name, demo.lpmp.head_nip))
    cast.add("nasional", Role.NATIONAL, demo.nation)
    for username in VERIFIERS:
        cast.add(username, Role.VERIFIER, riau)
    _people_of_offices(demo, cast)
    cast.add("pengawas", Role.SUPERVISOR, kampar)
    cast.add("tpmpd", Role.TPMPD, kampar)
    many = cast.add("rangkap", Role.VERIFIER, riau)
    cast.join(many, Role.SUPERVISOR, kampar)
    cast.join(many, Role.LPMP_STAFF, riau)
    cast.write()


def _people_of_offices(demo: Demo, cast: Cast) -> None:
    for name, office in demo.offices.items():
        is_province = office.place == demo.province
        word = "provinsi" if is_province else office_word(name)
        role = Role.DINAS_PROVINCE if is_province else Role.DINAS_REGENCY
        cast.add(f"dinas.{word}", role, office.place)
        cast.add(f"kepala.dinas.{word}", Role.DINAS_HEAD, office.place, **as_named(office.head_name, office.head_nip))


def office_word(name: str) -> str:
    """``Kuantan Singingi`` -> ``kuantansingingi``, as in the name of its account."""
    return name.lower().replace(" ", "")


def operator(demo: Demo, place_name: str) -> User:
    """Who works at the dinas of that place."""
    return demo.users[f"dinas.{'provinsi' if place_name == demo.province.name else office_word(place_name)}"]


def head_of_office(demo: Demo, office: Institution) -> User:
    """Who signs for a dinas."""
    return demo.users[operator(demo, office.place.name).username.replace("dinas.", "kepala.dinas.", 1)]


def build_school_people(demo: Demo, heads: list[School], shown: School) -> None:
    """A head for each of these schools; ``shown`` is the school of the accounts kepala.sekolah and operator.sekolah."""
    cast = Cast(demo)
    for school in heads:
        username = "kepala.sekolah" if school == shown else f"kepala.{school.npsn}"
        cast.add(username, Role.SCHOOL_HEAD, school, **as_named(school.head_name, school.head_nip))
    cast.add("operator.sekolah", Role.SCHOOL_OPERATOR, shown)
    cast.write()


def regional_head(place: Place) -> dict[str, str]:
    """An invented bupati, wali kota or gubernur, always the same one of that place."""
    title = {"province": "Gubernur", "city": "Wali Kota"}.get(place.kind, "Bupati")
    person = Person(Random(place.code), 9500)  # noqa: S311 -- the same demo every time
    return {"head_title": f"{title} {place.name}", "head_name": person.full}
