"""Does the cast stand on a stage that holds?"""


def test_the_world_has_an_open_year_with_room_for_two_schools_per_level(world):
    quota = world.program.quotas.get(place=world.kampar)

    assert [(share.level, share.models_total, share.taken) for share in quota.shares.all()] == [
        ("SD", 2, 0), ("SMP", 2, 0), ("SMA", 2, 0), ("SMK", 2, 0),
    ]  # fmt: skip
    assert str(world.school_head.acting) == "Kepala sekolah · SD NEGERI 008 LUBUK SAKAI"
