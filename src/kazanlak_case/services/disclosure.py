"""Everything that is kept about one person, for the person (GDPR art. 15 and 20): under former ids too, with history.

Data of others are left out: of a household only that there are others. What the user's post may not take out is left
out and named, so that nobody takes a part for the whole. Confidential texts are there only if whoever asks holds the
key and wants them in.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.disclosed import BundleTo, TakenOut
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, specs_of
from kazanlak_case.domain.records import RECORDS, AssessmentScore, ConfidentialNote
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.service_entry import ServicePerson
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.services.answer_words import answer_words
from kazanlak_case.services.history import HistoryFact, history_of
from kazanlak_case.services.kin_words import kin_from
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.record_words import told_at
from kazanlak_case.services.same_person import former_ids, person_now

NoteText: TypeAlias = Callable[[ConfidentialNote], str | None]
"""Gives the text of a confidential note to who holds its key; None where that is not so."""

SHARED = "service_person"
OTHERS_FIELDS = frozenset(
    {
        "duplicate_decision.other",
        "household.note",
        "household.before_visit",
        "kinship.person",
        "kinship.relative",
        "kinship.note",
        "service_person.person",
        "intake.source_name",
        "signal.source",
        "signal.concerned",
    }
)
"""What is about other people: ids of somebody else, notes about a whole family, and who told of somebody.

Of a tie only the relation is told; of a visit to a family not who else was there.
"""
SHARED_FIELDS = frozenset({"service", "form", "provided_on", "minutes", "started_at"})
"""What is told of a visit that was written under somebody else: the words in it are about them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """One record about the person.

    Attributes:
        values: By field, only what is filled and may be taken out.
        labels: What references point to, by field.
        is_deleted: It was deleted by mistake or joined; it is still kept.
        text: The opened text of a confidential note.
        person_is: Of a tie, what the person is to the other, by the code of that end: of a mother's it is `parent`, of
            her child's `child`, whichever end the record names first.
    """

    record: str
    id: RecordId
    site: str
    values: dict[str, Value]
    labels: dict[str, str]
    is_deleted: bool = False
    text: str | None = None
    person_is: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """All of it, in the order it is told.

    Attributes:
        others: How many other people live or lived in the households; nothing of them is in here.
        left_out: Fields ("record.field") that the user's post may not take out.
        sealed: How many confidential notes there are whose text is not in here.
        history: Every change of every record, the newest first, with the names references pointed to.
    """

    person: Person
    site: str
    former: tuple[RecordId, ...]
    records: dict[str, tuple[FileRecord, ...]]
    others: int
    left_out: tuple[str, ...]
    sealed: int
    bundles: tuple[BundleTo, ...]
    taken_out: tuple[TakenOut, ...]
    history: tuple[HistoryFact, ...]
    made_at: datetime
    is_practice: bool = False


def person_file(
    uow: UnitOfWork, person: RecordId, *, note_text: NoteText | None = None
) -> PersonFile:
    """Gather everything about a person.

    Raises:
        NotAllowedError: The user's post does not answer such requests.
        RecordMissingError: There is no such person here, or not any more.
    """
    uow.require(Act.ANSWER_REQUEST)
    person = person_now(uow, person)
    former = former_ids(uow, person)
    about = [one for some in uow.records.about((person, *former)).values() for one in some]
    if ("person", person) not in about:
        raise RecordMissingError(id=person)
    about, shared = _without_others(uow, about, {person, *former})
    own = list(about)
    about += _households(uow, about)
    ids: dict[str, list[RecordId]] = {}
    for record, one in (*about, *shared):
        ids.setdefault(record, []).append(one)
    records = {
        record: tuple(_told(uow, record, ids[record], note_text, shared=shared))
        for record in sorted(ids, key=told_at)
    }
    if "kinship" in records:
        records["kinship"] = _from_this_end(uow, records["kinship"], {person, *former})
    history = [
        fact
        for record, one in own
        for fact in history_of(uow, record, one)
        if _is_told(uow, record, fact.entry.field)
    ]
    return PersonFile(
        person=uow.records.get(Person, person),
        site=uow.records.scope_of("person", person),
        former=former,
        records={record: some for record, some in records.items() if some},
        others=_others(uow, about, {person, *former}),
        left_out=tuple(_left_out(uow, ids)),
        sealed=sum(one.text is None for one in records.get("confidential_note", ())),
        bundles=tuple(uow.work.disclosed.bundles(about)),
        taken_out=tuple(uow.work.disclosed.taken_out([one for _, one in about])),
        history=tuple(sorted(history, key=lambda fact: fact.entry.at, reverse=True)),
        made_at=uow.now,
        is_practice=uow.is_practice,
    )


def _from_this_end(
    uow: UnitOfWork, ties: Iterable[FileRecord], own: Collection[RecordId]
) -> tuple[FileRecord, ...]:
    """Say of each tie what the person is in it: which end is theirs is told by ids alone, which are left out."""
    ties = tuple(ties)
    kept = uow.records.many(Kinship, [one.id for one in ties])
    return tuple(
        replace(one, person_is=kin_from(str(relation), is_other_end=kept[one.id].relative in own))
        if (relation := one.values.get("relation"))
        else one
        for one in ties
    )


def _without_others(
    uow: UnitOfWork, about: Iterable[tuple[str, RecordId]], own: set[RecordId]
) -> tuple[list[tuple[str, RecordId]], list[tuple[str, RecordId]]]:
    """Leave out who else was at a visit, and give the visits of others at which the person was."""
    kept = list(about)
    there = uow.records.many(ServicePerson, [one for record, one in kept if record == SHARED])
    others = {(SHARED, one.id) for one in there.values() if one.person not in own}
    listed = set(kept)
    visits = {("service_entry", one.service_entry) for one in there.values() if one.person in own}
    shared = [one for one in sorted(visits - listed) if uow.records.is_visible(*one)]
    return [one for one in kept if one not in others], shared


def _households(
    uow: UnitOfWork, about: Iterable[tuple[str, RecordId]]
) -> list[tuple[str, RecordId]]:
    """Give the households the person belongs to, with others: where somebody lives is about them too."""
    listed = set(about)
    members = uow.records.many(
        HouseholdMember, [one for record, one in about if record == "household_member"]
    )
    found = dict.fromkeys(("household", one.household) for one in members.values() if one.household)
    return [one for one in found if one not in listed and uow.records.is_visible(*one)]


def _others(uow: UnitOfWork, about: Iterable[tuple[str, RecordId]], own: set[RecordId]) -> int:
    households = uow.records.many(
        Household, [one for record, one in about if record == "household"]
    )
    return len(
        {
            one.person
            for household in households
            for one in uow.records.find(HouseholdMember, household=household)
        }
        - own
    )


def _told(
    uow: UnitOfWork,
    record: str,
    ids: list[RecordId],
    note_text: NoteText | None,
    *,
    shared: Collection[tuple[str, RecordId]] = (),
) -> Iterator[FileRecord]:
    cls = RECORDS[record]
    specs = [spec for spec in specs_of(cls) if _is_told(uow, record, spec.name)]
    found: dict[RecordId, Record] = uow.records.many(cls, ids)
    pointed: dict[str, set[RecordId]] = {}
    for one in found.values():
        for spec in specs:
            if spec.kind is Kind.REFERENCE and spec.refers and (target := getattr(one, spec.name)):
                pointed.setdefault(spec.refers, set()).add(target)
    names = {
        key: label
        for refers, targets in pointed.items()
        for key, label in labels_of(uow, refers, targets).items()
    }
    answers = answer_words(uow, [one for one in found.values() if isinstance(one, AssessmentScore)])
    for one in sorted(found.values(), key=lambda each: str(each.id)):
        values = {
            spec.name: getattr(one, spec.name)
            for spec in specs
            if (record, one.id) not in shared or spec.name in SHARED_FIELDS
        }
        yield FileRecord(
            record=record,
            id=one.id,
            site=uow.records.scope_of(record, one.id),
            values={name: value for name, value in values.items() if value not in {None, ""}},
            labels={
                spec.name: names.get(RecordId(str(values[spec.name])), "")
                for spec in specs
                if spec.kind is Kind.REFERENCE and values.get(spec.name)
            }
            | {name: said for name, said in answers.get(one.id, {}).items() if name in values},
            is_deleted=not uow.records.is_visible(record, one.id),
            text=note_text(one) if note_text and isinstance(one, ConfidentialNote) else None,
        )


def _left_out(uow: UnitOfWork, ids: Iterable[str]) -> Iterator[str]:
    for record in ids:
        for spec in specs_of(RECORDS[record]):
            if spec.kind is not Kind.SEALED and not uow.may(Action.EXPORT, spec):
                yield f"{record}.{spec.name}"


def _is_told(uow: UnitOfWork, record: str, name: str | None) -> bool:
    """Tell whether a field's values go in; births and deletes always do."""
    if name is None:
        return True
    spec = next((one for one in specs_of(RECORDS[record]) if one.name == name), None)
    if spec is None or spec.kind is Kind.SEALED or f"{record}.{name}" in OTHERS_FIELDS:
        return False
    return uow.may(Action.EXPORT, spec)
