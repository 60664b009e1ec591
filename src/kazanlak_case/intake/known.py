"""Know a person again: by number; without one by name and birth date; without both by name and phone or address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import fold

How: TypeAlias = Literal["number", "name", "contact"]
Key: TypeAlias = tuple[object, ...]
Place = TypeVar("Place")

_FIELDS = (
    "given_name",
    "middle_name",
    "family_name",
    "born_on",
    "id_type",
    "national_id",
    "phone",
    "settlement",
    "address",
)


@dataclass(frozen=True, slots=True)
class Match(Generic[Place]):
    """Where the same person stands, and by what they were known."""

    place: Place
    how: How


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is known by."""

    name: str
    born_on: Value
    number: Key | None
    contacts: tuple[Key, ...]


def traits_of(values: Mapping[str, Value]) -> Traits:
    """Take from a row's values what a person is known by."""
    return _traits({name: values.get(f"person.{name}") for name in _FIELDS})


def traits_of_person(person: Person) -> Traits:
    """Take from a record what a person is known by."""
    return _traits({name: getattr(person, name) for name in _FIELDS})


def _traits(values: Mapping[str, Value]) -> Traits:
    parts = (values["given_name"], values["middle_name"], values["family_name"])
    name = fold(" ".join(str(part) for part in parts if part))
    number = (values["id_type"], values["national_id"]) if values["national_id"] else None
    contacts: list[Key] = [
        ("phone", phone) for phone in str(values["phone"] or "").split(", ") if phone
    ]
    if values["settlement"] and values["address"]:
        contacts.append(("address", values["settlement"], fold(str(values["address"]))))
    return Traits(name, values["born_on"], number, tuple(contacts))


@dataclass(slots=True)
class KnownPeople(Generic[Place]):
    """People of one place (the list so far, or the case file), by what they are known by."""

    name_is_enough: bool = False
    _by_number: dict[Key, Place] = field(default_factory=dict)
    _by_birth: dict[Key, Place] = field(default_factory=dict)
    _by_birth_without_number: dict[Key, Place] = field(default_factory=dict)
    _by_contact: dict[Key, Place] = field(default_factory=dict)
    _by_contact_alone: dict[Key, Place] = field(default_factory=dict)
    _by_name: dict[str, Place] = field(default_factory=dict)

    def add(self, person: Traits, place: Place) -> None:
        """Remember somebody; who was there first stays."""
        name, born = person.name, person.born_on
        if person.number:
            self._by_number.setdefault(person.number, place)
        if born:
            self._by_birth.setdefault((name, born), place)
            if not person.number:
                self._by_birth_without_number.setdefault((name, born), place)
        for contact in person.contacts:
            self._by_contact.setdefault((name, contact), place)
            if not person.number and not born:
                self._by_contact_alone.setdefault((name, contact), place)
        self._by_name.setdefault(name, place)

    def find(self, person: Traits) -> Match[Place] | None:
        """Find who this is. Two numbers that differ are two people, whatever else agrees."""
        if person.number and (place := self._by_number.get(person.number)) is not None:
            return Match(place, "number")
        if self.name_is_enough and (place := self._by_name.get(person.name)) is not None:
            return Match(place, "name")
        if person.born_on:
            by_birth = self._by_birth_without_number if person.number else self._by_birth
            if (place := by_birth.get((person.name, person.born_on))) is not None:
                return Match(place, "name")
        bare = not person.number and not person.born_on
        by_contact = self._by_contact if bare else self._by_contact_alone
        for contact in person.contacts:
            if (place := by_contact.get((person.name, contact))) is not None:
                return Match(place, "contact")
        return None

    def namesake(self, person: Traits) -> Place | None:
        """Find somebody of the same name who may or may not be this one."""
        return self._by_name.get(person.name)


def people_of_file(people: Iterable[Person], *, name_is_enough: bool = False) -> KnownPeople[str]:
    """Remember the people of a case file by their ids."""
    known: KnownPeople[str] = KnownPeople(name_is_enough=name_is_enough)
    for person in people:
        known.add(traits_of_person(person), person.id)
    return known
