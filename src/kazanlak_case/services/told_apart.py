"""Namesakes told apart: where two rows of a list show one name, what tells the people apart is shown beside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.sight import NAME, Of


class Named(Protocol):
    """A row of a list of people."""

    @property
    def id(self) -> RecordId:
        """The person."""

    @property
    def name(self) -> str:
        """The full name."""

    @property
    def born_on(self) -> date | None:
        """When they were born."""

    @property
    def settlement(self) -> str | None:
        """Where they live."""

    @property
    def site(self) -> str:
        """The house that knows them."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What is shown beside a name that somebody else in the list bears too. `site` is empty where all are of one house."""

    year: Annotated[int | None, Of("person.born_on")]
    settlement: Annotated[str | None, Of("person.settlement")]
    site: str = ""


def told_apart(rows: Iterable[Named]) -> dict[RecordId, Apart]:
    """Tell, for each person whose name another person of the list bears, what to show beside it."""
    by_name: dict[str, dict[RecordId, Named]] = defaultdict(dict)
    for row in rows:
        by_name[sort_key(row.name)][row.id] = row
    return {
        row.id: Apart(
            year=row.born_on.year if row.born_on else None,
            settlement=row.settlement,
            site=row.site if len({one.site for one in alike.values()}) > 1 else "",
        )
        for alike in by_name.values()
        if len(alike) > 1
        for row in alike.values()
    }


def told_apart_people(
    uow: UnitOfWork, names: Iterable[tuple[RecordId, str]]
) -> dict[RecordId, Apart]:
    """Tell namesakes apart in a list that knows people by id and name only; only namesakes are asked for.

    Raises:
        NotAllowedError: The user's post knows no people by name.
    """
    uow.sight.require(NAME)
    by_name: dict[str, set[RecordId]] = defaultdict(set)
    for person, name in names:
        by_name[sort_key(name)].add(person)
    alike = [one for some in by_name.values() if len(some) > 1 for one in sorted(some)]
    people = uow.records.many(Person, alike)
    told = told_apart(
        _Known(one, uow.records.scope_of("person", one.id)) for one in people.values()
    )
    return {person: uow.sight.shown(apart) for person, apart in told.items()}


class _Known:
    """A person as a row of a list."""

    def __init__(self, person: Person, site: str) -> None:
        self.id, self.name, self.site = person.id, person.name, site
        self.born_on, self.settlement = person.born_on, person.settlement
