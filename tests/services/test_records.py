"""Records of any type."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.errors import (
    InvalidRecordError,
    NotAllowedError,
    RecordInUseError,
    UnknownRecordTypeError,
)
from kazanlak_case.domain.fields import Field, RecordId, record_type, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.office import Partner, Site, StaffMember
from kazanlak_case.domain.records.participation import Participation, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.checking import cleaned, problems_of
from kazanlak_case.services.labels import label_of, labels_of
from kazanlak_case.services.participation import save_participation
from kazanlak_case.services.records import (
    as_json,
    delete_record,
    list_records,
    record_class,
    save_record,
    seen_fields,
)
from support.office import id_of

TODAY = date(2022, 11, 14)


def test_any_record_is_made_changed_and_deleted(do, ask, get):
    partner = id_of(do(save_record, Partner, None, {"name": " Училище "}, what="test"), "partner")
    assert get(Partner, partner).name == "Училище"
    do(save_record, Partner, partner, {"kind": "school"}, what="test")
    assert get(Partner, partner).kind == "school"
    do(delete_record, Partner, partner, what="test")
    assert partner not in {one.id for one in ask(list_records, "partner")}


def test_a_site_with_staff_is_not_deleted(do, ask):
    site = ask(lambda uow: uow.records.find(Site, code="kran"))[0]
    values = {"given_name": "Ана", "site": site.id}
    do(save_record, StaffMember, None, values, what="test")
    with pytest.raises(RecordInUseError) as refused:
        do(delete_record, Site, site.id, what="test")
    assert (refused.value.facts["count"], refused.value.facts["by"]) == (1, {"staff_member": 1})


def test_lists_come_a_page_at_a_time_as_plain_values(ask, a_person):
    made = sorted(a_person(name, born_on=date(1990, 1, 2)) for name in ("Ана", "Боян", "Вера"))
    first = ask(list_records, "person", limit=2)
    rest = ask(list_records, "person", limit=2, after=first[-1].id)
    assert [one.id for one in (*first, *rest)] == made
    plain = as_json(first[0])
    assert set(plain) == {"id", *(spec.name for spec in specs_of(Person))}
    assert (plain["given_name"], plain["born_on"], plain["phone"]) == ("Ана", "1990-01-02", None)


def test_an_unknown_type_is_named_with_those_there_are(ask):
    with pytest.raises(UnknownRecordTypeError) as refused:
        ask(list_records, "persons")
    assert "person" in refused.value.facts["names"]
    assert record_class("service_entry") is RECORDS["service_entry"]


def test_sensitive_fields_are_listed_for_those_who_may_see_them(ask, a_participant, as_role):
    a_participant(sensitive={"roma": "yes"})
    (answers,) = ask(list_records, "vulnerability")
    specs = ask(seen_fields, Vulnerability)
    assert as_json(answers, specs)["roma"] == "yes"
    assert set(as_json(answers)) == {"id"}
    as_role("roma_mediator")
    with pytest.raises(NotAllowedError):
        ask(list_records, "vulnerability")
    assert ask(seen_fields, Vulnerability) == ()
    assert len(ask(seen_fields, Person)) == len(specs_of(Person))


def test_records_are_named_by_what_people_know_them_by(ask, a_participant, a_case):
    person, about, _ = a_participant("Иван")
    case = a_case(person)
    assert ask(lambda uow: labels_of(uow, "person", [person])) == {person: "Иван"}
    assert ask(lambda uow: labels_of(uow, "case", [case.id])) == {case.id: case.number}
    assert ask(lambda uow: labels_of(uow, "participation", [about])) == {about: "Иван"}
    nameless = Participation(id=about, person=person)
    assert ask(lambda uow: label_of(uow, nameless)) == ""


def test_codes_of_a_list_are_kept_once_in_order():
    assert cleaned(Participation, {"funds": " oprchr opnoir  oprchr "}) == {
        "funds": "opnoir oprchr"
    }


def test_the_profile_says_which_funds_there_are(do, a_participant):
    _, about, _ = a_participant()
    do(save_participation, about, {"funds": "oprchr"})
    with pytest.raises(InvalidRecordError):
        do(save_participation, about, {"funds": "oprchr eafrd"})


@pytest.mark.parametrize(
    ("cls", "field", "value"),
    [
        (Person, "born_on", "1990-01-02"),
        (Person, "given_name", 7),
        (Case, "opened_on", True),
        (Case, "opened_on", datetime(2022, 5, 1, tzinfo=UTC)),
        (Person, "sex", date(1990, 1, 2)),
    ],
)
def test_a_value_of_another_kind_is_a_problem_not_a_crash(cls, field, value):
    assert field in problems_of(cls, {field: value}, TODAY)


anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False)
)


@given(st.sampled_from(sorted(RECORDS)), st.data())
def test_whatever_is_typed_is_judged(name, data):
    cls = RECORDS[name]
    values = {spec.name: data.draw(anything) for spec in specs_of(cls)}
    problems = problems_of(cls, cleaned(cls, values), TODAY)
    assert set(problems) <= {spec.name for spec in specs_of(cls)}
    assert all(isinstance(message, str) and message for message in problems.values())


def test_an_unknown_field_is_a_fault_of_the_caller():
    with pytest.raises(KeyError):
        cleaned(Person, {"shoe_size": 44})
    assert record_type(Person) == "person"


@dataclass(frozen=True)
class Grant:
    id: RecordId
    amount: Annotated[Decimal | None, Field("Amount")] = None


def test_amounts_are_given_as_text_and_empty_ones_as_nothing():
    assert as_json(Grant(RecordId("1"), Decimal("12.50"))) == {"id": "1", "amount": "12.50"}
    assert as_json(Grant(RecordId("1"))) == {"id": "1", "amount": None}
