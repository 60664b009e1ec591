"""Lists of people and the search for them, as far as the user may see: nobody is found by what is not to be seen."""

from kazanlak_case.db.people import ALL, PAGE, Cursor, Order, PeopleFilter, PersonRow
from kazanlak_case.db.search import PersonHit
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.rules.sight import NAME

SEARCHED = {
    "national_id": "person.national_id",
    "phone": "person.phone",
    "case_number": "case.number",
    "nickname": "person.nickname",
}
"""What people are found by beside their names, and the field each comes from."""

SEARCHED_BY_WORD = {"languages": "person.languages"}
"""As above, of codes that are found by the words of their labels."""

NARROWED = {
    "has_open_case": "case.closed_on",
    "settlement": "person.settlement",
    "sex": "person.sex",
    "without_number": "person.national_id",
}
"""What a list may be narrowed by, and the field each looks at."""


def people_page(
    uow: UnitOfWork,
    order: Order = "name",
    after: Cursor | None = None,
    *,
    limit: int = PAGE,
    wanted: PeopleFilter = ALL,
) -> list[PersonRow]:
    """List one page of people; the last row's `cursor` asks for the next.

    Raises:
        NotAllowedError: The user's post knows no people by name, or not what the list is narrowed by.
    """
    _require(uow, wanted)
    return uow.sight.shown_all(uow.people.page(order, after, limit=limit, wanted=wanted))


def count_people(uow: UnitOfWork, wanted: PeopleFilter = ALL) -> int:
    """Count the people of a filter.

    Raises:
        NotAllowedError: As `people_page` says.
    """
    _require(uow, wanted)
    return uow.people.count(wanted)


def find_people(uow: UnitOfWork, typed: str, limit: int = 50) -> list[PersonHit]:
    """Find people as one types; a number finds nobody for who may not see such numbers.

    Raises:
        NotAllowedError: The user's post knows no people by name.
    """
    uow.sight.require(NAME)
    places = SEARCHED | SEARCHED_BY_WORD
    unseen = frozenset(what for what, place in places.items() if not uow.sight.sees(place))
    return uow.sight.shown_all(uow.search.people(typed, limit, unseen=unseen))


def _require(uow: UnitOfWork, wanted: PeopleFilter) -> None:
    uow.sight.require(NAME)
    for name, place in NARROWED.items():
        if getattr(wanted, name) is not None:
            uow.sight.require(place)
