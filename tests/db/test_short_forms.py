"""Short forms of names that are shipped."""

from kazanlak_case.db.short_forms import short_forms
from kazanlak_case.domain.rules.name_keys import skeleton


def test_a_short_form_leads_to_the_full_names_and_back():
    assert skeleton("Александър") in short_forms()[skeleton("Сашо")]
    assert skeleton("Сашо") in short_forms()[skeleton("Александър")]


def test_no_name_is_its_own_short_form():
    assert all(key not in others for key, others in short_forms().items())
