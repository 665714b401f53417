"""Is the demo the same after it was thrown away and loaded anew?"""

import pytest
from django.core.management import call_command

from portal.demo.facts import IMBAS_2020, MODELS_2020
from programs.models import Participation
from schools.models import School


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_reset_gives_the_same_demo_again():
    call_command("load_demo")
    before = list(School.objects.order_by("npsn").values_list("npsn", "name", "latitude"))

    call_command("load_demo", reset=True)

    assert list(School.objects.order_by("npsn").values_list("npsn", "name", "latitude")) == before
    assert Participation.objects.count() == MODELS_2020 + IMBAS_2020
