"""Is a sign that cannot be printed told before a number is taken, and is everything else let through?"""

import pytest

from core.errors import Incomplete
from documents import services
from documents.glyphs import demand_printable, printable_signs
from documents.models import Letter, NumberSequence
from tests.documents.test_services import WORDS, words


@pytest.mark.parametrize("text", ["SD 'Putra' & \"Bangsa\" <1>", "مدرسة النجاح", "☐ Ya – “baik” … é ñ", "№ → ≥ ½ ☺"])
def test_what_the_fonts_have_is_printed(text):
    demand_printable(text, text, {"a": [text]})


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["SDN 🏫 Harapan", "学校"])
def test_what_they_lack_is_told_with_its_words_before_a_number_is_taken(world, name):
    draft = words(world, content=WORDS | {"opening": f"Sekolah {name} diusulkan."})

    with pytest.raises(Incomplete, match="tidak dapat dicetak") as refused:
        services.issue(draft, by=world.operator)

    assert f"Sekolah {name} diusulkan." in refused.value.gaps[0][0]
    assert (Letter.objects.count(), NumberSequence.objects.filter(last__gt=0).count()) == (0, 0)


def test_the_letters_fonts_are_installed():
    assert {"A", "é", "م", "☐"} <= printable_signs()
