"""Find records to point to: people as one types their name."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from kazanlak_case.services.finding_people import find_people
from kazanlak_case.services.told_apart import told_apart
from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kazanlak_case.db.search import PersonHit
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.told_apart import Apart
    from kazanlak_case.ui.forms.picker import Answer, Suggest
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.operations import Operations

LIMIT = 20
NOBODY: Mapping[RecordId, Apart] = MappingProxyType({})


def finder_of(operations: Operations, lookups: Lookups, record: str) -> Suggest:
    """Give the way to find records of a type; types that are not searched for find nothing."""
    if record == "person":
        return partial(_find_people, operations, lookups)
    return _find_nothing


def suggestion_of(
    hit: PersonHit, lookups: Lookups, namesakes: Mapping[RecordId, Apart] = NOBODY
) -> Suggestion:
    """Word a person so that people of one name are told apart; namesakes of several houses by their house too."""
    apart = namesakes.get(hit.id)
    site = lookups.profile.site(apart.site) if apart is not None and apart.site else None
    parts = (
        f"„{hit.nickname}“" if hit.nickname else "",
        lookups.wording.birth(hit.born_on, hit.born_precision),
        lookups.settlement(hit.settlement),
        site.short_name if site else "",
        hit.national_id_masked,
        hit.phone,
    )
    detail = " · ".join(part for part in parts if part)
    return Suggestion(hit.id, hit.name, detail, hit.case_number or "")


def _find_people(operations: Operations, lookups: Lookups, text: str, answer: Answer) -> None:
    if not text.strip():
        answer([])
        return
    operations.read(
        partial(_search, text),
        done=partial(_answer_hits, lookups, answer),
        channel="find person",
    )


def _search(text: str, uow: UnitOfWork) -> Sequence[PersonHit]:
    return find_people(uow, text, limit=LIMIT)


def _answer_hits(lookups: Lookups, answer: Answer, hits: Sequence[PersonHit]) -> None:
    namesakes = told_apart(hits)
    answer([suggestion_of(hit, lookups, namesakes) for hit in hits])


def _find_nothing(_text: str, answer: Answer) -> None:
    answer([])
