"""Who is the same person, and who only has the same name."""

from datetime import date

import pytest

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.intake.known import KnownPeople, people_of_file, traits_of

BORN = date(1985, 3, 10)


def row(**values: object) -> dict[str, object]:
    return {
        f"person.{name}": value
        for name, value in {"given_name": "Мария", "family_name": "Петрова", **values}.items()
    }


def how(
    first: dict[str, object], second: dict[str, object], *, name_is_enough: bool = False
) -> str | None:
    known: KnownPeople[int] = KnownPeople(name_is_enough=name_is_enough)
    known.add(traits_of(first), 1)
    found = known.find(traits_of(second))
    return found.how if found else None


NUMBER = {"id_type": "egn", "national_id": "8503109277"}
OTHER_NUMBER = {"id_type": "egn", "national_id": "6712019293"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (row(**NUMBER), row(given_name="Мими", **NUMBER), "number"),
        (row(born_on=BORN, **NUMBER), row(born_on=BORN, **OTHER_NUMBER), None),
        (row(born_on=BORN, **NUMBER), row(born_on=BORN), "name"),
        (row(born_on=BORN), row(born_on=BORN, **NUMBER), "name"),
        (row(born_on=BORN), row(given_name="МАРИЯ", born_on=BORN), "name"),
        (row(born_on=BORN), row(born_on=date(1985, 3, 11)), None),
        (row(), row(), None),
        (row(phone="0888123456"), row(phone="0899000000, 0888123456"), "contact"),
        (row(born_on=BORN, phone="0888123456"), row(phone="0888123456"), "contact"),
        (row(phone="0888123456"), row(born_on=BORN, phone="0888123456"), "contact"),
        (
            row(born_on=BORN, phone="0888123456"),
            row(born_on=date(1950, 1, 1), phone="0888123456"),
            None,
        ),
        (
            row(settlement="40292", address="ул. Роза 5"),
            row(settlement="40292", address="Ул. Роза 5"),
            "contact",
        ),
        (row(settlement="40292"), row(settlement="40292"), None),
    ],
)
def test_the_same_person_is_known_again(
    first: dict[str, object], second: dict[str, object], expected: str | None
) -> None:
    assert how(first, second) == expected


def test_a_name_that_is_an_identifier_is_enough() -> None:
    assert how(row(born_on=BORN), row(), name_is_enough=True) == "name"


def test_a_namesake_is_told_without_being_the_same() -> None:
    known: KnownPeople[int] = KnownPeople()
    known.add(traits_of(row()), 7)
    assert known.namesake(traits_of(row())) == 7
    assert known.namesake(traits_of(row(given_name="Ана"))) is None


def test_people_of_the_file_are_known_like_rows() -> None:
    person = Person(id=RecordId("a" * 32), given_name="Мария", family_name="Петрова", born_on=BORN)
    found = people_of_file([person]).find(traits_of(row(born_on=BORN, **NUMBER)))
    assert found is not None
    assert found.place == "a" * 32
