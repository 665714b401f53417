"""Do the letters of a programme year say what its rows say?"""

import json
from datetime import date

import pytest

from core.queries import reference
from documents.kinds import kinds
from programs import letters
from tests.documents import samples


def test_words_are_plain_data(world):
    drafts = samples.drafts(world)

    assert set(drafts) == set(kinds())
    for kind, draft in drafts.items():
        assert json.loads(json.dumps(draft.content)) == draft.content
        assert (draft.kind, bool(draft.title)) == (kind, True)
        assert reference(draft.subject).startswith(f"{kinds()[kind].subject}:")


@pytest.mark.parametrize("groups", [1, 12])
def test_proposal_is_told_in_few_queries(world, groups, django_assert_max_num_queries):
    proposal = samples.a_proposal(world, groups)

    with django_assert_max_num_queries(6):
        draft = letters.f021(proposal)

    assert len(draft.content["rows"]) == groups


def test_proposal_counts_models_levels_imbas_and_those_outside_the_quota(world):
    draft = letters.f021(samples.a_proposal(world))

    sums, opening = draft.content["sums"], draft.content["opening"]
    assert sums == {"models": 3, "imbas": 13, "by_level": "2 SD dan 1 SMP", "over_quota": 1}
    assert "mengusulkan 3 (tiga) calon sekolah model, terdiri atas 2 SD dan 1 SMP," in opening
    assert "Kuota yang diberikan adalah 4 (empat) sekolah model." in opening
    assert "1 (satu) sekolah model diusulkan di luar kuota" in opening
    assert draft.number == "421.2/1187/DPKO/2020"


def test_withdrawn_schools_stand_in_no_proposal(world):
    proposal = samples.a_proposal(world)
    proposal.candidates.models().first().imbas.update(state="withdrawn")

    draft = letters.f021(proposal)

    assert draft.content["sums"]["imbas"] == 8


def test_province_is_told_the_quota_of_all_its_kabkota(world):
    draft = letters.f021(world.proposal(world.dinas_riau))

    assert "Kuota yang diberikan adalah 8 (delapan) sekolah model." in draft.content["opening"]


def test_statement_names_those_the_school_named_and_leaves_room_for_the_others(world):
    model = world.group(world.proposal(), imbas=1)

    draft = letters.f022(samples.a_commitment(model))

    names = {who["title"]: who["name"] for who in draft.content["signers"]}
    assert names["Wakil Guru"] == "Siti Aminah, S.Pd."
    assert names["Ketua Komite Sekolah"] == "H. Zainal Abidin"
    assert names["Wakil Orang Tua"] == ""
    assert (draft.issuer, draft.school) == (None, model.school)


@pytest.mark.parametrize("title", ["Kepala", "Kepala Dinas"])
def test_the_office_is_named_once_in_the_title_of_its_head(world, title):
    proposal = world.proposal()
    proposal.office.head_title, proposal.office.name = title, "Dinas Pendidikan Kabupaten Kampar"
    proposal.office.save()

    draft = letters.f022(samples.a_commitment(world.group(proposal, imbas=1)))

    assert draft.content["known_by"][1]["title"] == "Kepala Dinas Pendidikan Kabupaten Kampar"


def test_imbas_school_names_its_model(world):
    model = world.group(world.proposal(), imbas=1)

    draft = letters.f023(samples.a_commitment(model.imbas.get()))

    assert ["Sekolah Model", f"{model.school.name} (NPSN {model.school.npsn})"] in draft.content["identity"]
    assert draft.content["known_by"][0]["title"] == f"Kepala {model.school.name}"


def test_record_tells_findings_and_differences(world):
    sheet = samples.a_verification(world, world.group(world.proposal(), imbas=1))

    content = letters.official_record(sheet).content

    assert content["opening"].startswith("Pada hari ini, Jumat tanggal tiga bulan April tahun dua ribu dua puluh,")
    assert [block["part"] for block in content["findings"]] == ["Model", "Imbas"]
    assert content["findings"][1]["rows"] == [["Mudah dijangkau dari sekolah model", "Terpenuhi", "2 km"]]
    assert content["differences"] == [["Jumlah peserta didik", "212", "213", "Berbeda, pakai temuan"]]
    assert content["first_party"][0]["name"] == world.verifier.full_name


def test_notice_asks_for_replacements_only_where_schools_failed(world):
    proposal = samples.a_proposal(world)
    assert letters.result_notice(proposal).content["request"] == ""
    proposal.candidates.filter(part="model").update(state="failed", result_reason="Sudah memenuhi SNP.")
    proposal.replace_until = date(2020, 4, 10)

    content = letters.result_notice(proposal).content

    assert "sekolah pengganti beserta kelengkapannya paling lambat tanggal 10 April 2020." in content["request"]
    assert "3 (tiga) sekolah dinyatakan tidak layak" in content["opening"]


def test_notice_counts_no_school_as_none_and_names_the_imbas_schools_that_failed(world):
    proposal = samples.a_proposal(world)
    models = proposal.candidates.filter(part="model")
    models.update(state="verified")
    models.first().imbas.update(state="failed", result_reason="Sulit dijangkau.")

    content = letters.result_notice(proposal).content
    opening, results = content["opening"], {one["result"] for row in content["rows"] for one in row["imbas"]}

    assert results == {"Masih diperiksa", "Tidak layak: Sulit dijangkau."}
    assert "3 (tiga) sekolah dinyatakan layak dan tidak ada sekolah yang dinyatakan tidak layak;" in opening
    assert "di antara calon sekolah imbasnya, 5 (lima) sekolah dinyatakan tidak layak, dengan rincian" in opening


def test_decree_has_a_section_for_every_kabkota(world):
    kampar, siak = world.proposal(), world.proposal(world.dinas_siak)
    world.group(siak, imbas=2, funding="over_quota")
    world.group(kampar, imbas=4)

    candidates = [*kampar.candidates.all(), *siak.candidates.all()]
    content = letters.decree(world.program, candidates, date(2020, 4, 30)).content

    assert [part["place"] for part in content["sections"]] == ["Kabupaten Kampar", "Kabupaten Siak"]
    assert content["total"] == {"models": 2, "imbas": 6, "by_level": "2 SD", "over_quota": 1}
    assert [ordinal for ordinal, _ in content["points"]] == ["KESATU", "KEDUA", "KETIGA", "KEEMPAT"]
    assert "di luar kuota" in content["points"][2][1]
