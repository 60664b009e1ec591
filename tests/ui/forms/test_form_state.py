from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.ui.forms.form_state import FormState

PERSON = RECORDS["person"]
SPECS = specs_of(PERSON)
ID = RecordId("0" * 32)


def _state(**loaded: object) -> FormState:
    return FormState(SPECS, loaded, record_id=ID)


def test_only_what_differs_is_a_change() -> None:
    state = _state(given_name="Милена", phone="0888")
    state.put("given_name", "Милена")
    state.put("phone", "0899")
    assert state.changes() == {"phone": "0899"}
    state.put("phone", "0888")
    assert not state.is_changed


def test_emptied_field_is_a_change_to_nothing() -> None:
    state = _state(phone="0888")
    state.put("phone", "")
    assert state.changes() == {"phone": None}


def test_unreadable_text_is_a_problem_and_no_change() -> None:
    state = _state(given_name="Милена")
    state.put_unreadable("born_on", "This is not a date.")
    assert state.problems() == {"born_on": "This is not a date."}
    assert state.changes() == {}
    assert state.is_changed
    state.put("born_on", date(1980, 1, 1))
    assert state.problems() == {}


def test_what_is_saved_is_loaded() -> None:
    state = _state(given_name="Милена")
    state.put("given_name", "Мая")
    state.saved()
    assert not state.is_changed
    assert state.loaded("given_name") == "Мая"


def test_defaults_that_come_late_leave_what_was_typed() -> None:
    state = FormState(SPECS, {})
    state.put("phone", "0899")
    state.load({"phone": "0888", "sex": "f"})
    assert state.value("phone") == "0899"
    assert state.value("sex") == "f"


def test_discarding_forgets_what_was_typed() -> None:
    state = _state(given_name="Милена")
    state.put("given_name", "Мая")
    state.put_unreadable("born_on", "no")
    state.discard()
    assert not state.is_changed
    assert state.value("given_name") == "Милена"


def test_draft_of_an_older_version_leaves_out_what_is_no_field() -> None:
    state = _state()
    assert state.restore({"given_name": "Мая", "shoe_size": "38"}) == ("given_name",)


@given(
    st.text(max_size=20),
    st.none() | st.dates(),
    st.sampled_from(["m", "f", None]),
)
def test_draft_brings_back_what_was_typed(name: str, born: date | None, sex: str | None) -> None:
    state = _state(given_name="Милена", sex="m")
    for field, value in {"given_name": name, "born_on": born, "sex": sex}.items():
        state.put(field, value)
    other = _state(given_name="Милена", sex="m")
    other.restore(state.draft())
    assert other.values() == state.values()
    assert other.changes() == state.changes()
