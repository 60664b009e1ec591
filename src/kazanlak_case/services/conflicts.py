"""Places where people wrote different things: show them with all that was said, and settle them.

Nothing here knows which value is newer: times are told, they never decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Settled, Written
from kazanlak_case.domain.errors import (
    ChangedMeanwhileError,
    ExpectedError,
    NotAllowedError,
    NotTheCentreError,
)
from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value
from kazanlak_case.domain.questions import Disagreement, Voice
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.services.checking import cleaned, values_of
from kazanlak_case.services.history import may_see
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.restriction import require_unrestricted
from kazanlak_case.services.whose import site_of, whose
from kazanlak_case.services.writing import append_by_scope, prepare_edit

WHAT = "conflict_settled"
KEEP, DELETE = False, True
"""The answers in a record's own place."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that stand, and everybody who gave it."""

    value: Value
    voices: tuple[Voice, ...]

    @property
    def is_shown(self) -> bool:
        """Whether lists and pages show it meanwhile."""
        return any(voice.shown for voice in self.voices)

    @property
    def sites(self) -> frozenset[str]:
        """The houses that say so."""
        return frozenset(voice.site for voice in self.voices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One place that waits for a person.

    Attributes:
        place: What was read of it; an answer holds only while it still stands so.
        person: Whose page shows it.
        label: Whom or what it is about.
        site: The scope it lies in.
        spec: The field; None in the record's own place, and for a field of a newer version.
        options: The answers that stand, never in the order of time.
        names: Names of the records that values of a reference point to.
        refused: Why this user cannot settle it here: "", "newer", "post" or "centre".
    """

    place: Disagreement
    person: RecordId | None
    label: str
    site: str
    spec: FieldSpec | None
    options: tuple[Option, ...]
    names: dict[RecordId, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def id(self) -> str:
        """What a list knows it by."""
        return f"{self.place.record} {self.place.id} {self.place.field}"

    @property
    def is_own_place(self) -> bool:
        """Whether it asks to keep or to delete the record."""
        return not self.place.field

    @property
    def shown(self) -> Value:
        """What lists and pages show meanwhile."""
        return next((one.value for one in self.options if one.is_shown), None)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settling many did: how many are settled, and which stand as they stood."""

    written: Written
    settled: int
    left: tuple[Question, ...] = ()


def questions(uow: UnitOfWork) -> list[Question]:
    """List what waits for a person, by whom it is about; fields this user may not see are left out."""
    return _questions(uow, uow.disagreements.all())


def questions_of(uow: UnitOfWork, ids: Iterable[RecordId]) -> list[Question]:
    """List what waits in some records."""
    return _questions(uow, uow.disagreements.of_records(ids))


def settle(uow: UnitOfWork, question: Question, value: Value) -> Written:
    """Give the answer: one of the values that stand, or a third, checked like any field; it travels to every copy.

    Raises:
        ChangedMeanwhileError: The place stands otherwise than it was shown.
        InvalidRecordError: A third value is not well.
        NotAllowedError: The user's post settles nothing, or not this field; or it is of a newer version.
        NotTheCentreError: Only the centre settles this.
    """
    uow.require(Act.SETTLE)
    scope, change = _answer(uow, question, value)
    written = append_by_scope(uow, [(scope, change)], WHAT)
    uow.commit()
    return written


def settle_alike(uow: UnitOfWork, answers: Sequence[tuple[Question, Value]]) -> Settlement:
    """Give many answers at once, one changeset per house. What changed meanwhile, or cannot be settled here, is left.

    Raises:
        NotAllowedError: The user's post settles nothing.
    """
    uow.require(Act.SETTLE)
    changes, left = [], []
    for question, value in answers:
        try:
            changes.append(_answer(uow, question, value))
        except ExpectedError:
            left.append(question)
    written = append_by_scope(uow, changes, WHAT)
    uow.commit()
    return Settlement(written, len(changes), tuple(left))


def _answer(uow: UnitOfWork, question: Question, value: Value) -> tuple[str, Settled]:
    place = question.place
    now = uow.disagreements.of(place.record, place.id, place.field)
    if now is None or now.marks != place.marks:
        raise ChangedMeanwhileError(record=place.record, id=place.id, field=place.field)
    _refuse(uow, question)
    cls = RECORDS[place.record]
    require_unrestricted(uow, cls, place.id, values_of(uow.records.get(cls, place.id)))
    if question.is_own_place:
        value = bool(value)
    elif question.spec is not None:
        value = cleaned(RECORDS[place.record], {place.field: value})[place.field]
        if value not in {one.value or None for one in question.options}:
            # a third one is checked as in any form; one that stands was right where it was written
            prepare_edit(uow, RECORDS[place.record], place.id, {place.field: value})
    return question.site, Settled(place.record, place.id, place.field, value)


def _refuse(uow: UnitOfWork, question: Question) -> None:
    reason = _refused(uow, question.place, question.site, question.spec)
    if reason == "centre":
        raise NotTheCentreError
    if reason:
        raise NotAllowedError(
            action=Action.WRITE, record=question.place.record, field=question.place.field
        )


def _refused(uow: UnitOfWork, place: Disagreement, site: str, spec: FieldSpec | None) -> str:
    if place.record not in RECORDS or (place.field and spec is None):
        return "newer"
    if not uow.is_centre and site != uow.site:
        return "centre"
    places = f"{place.record}.{spec.name}" if spec else place.record
    may = uow.may(Act.SETTLE) and uow.sight.sees(places, action=Action.WRITE)
    return "" if may else "post"


def _questions(uow: UnitOfWork, found: Iterable[Disagreement]) -> list[Question]:
    made = [_question(uow, one) for one in found if may_see(uow, one.record, one.field or None)]
    return sorted(made, key=_order)


def _order(one: Question) -> tuple[str, str, str, str]:
    return sort_key(one.label), one.person or "", one.place.record, one.place.id + one.place.field


def _question(uow: UnitOfWork, place: Disagreement) -> Question:
    spec = _spec(place)
    about = whose(uow, place.record, place.id)
    site = site_of(uow, place.record, place.id)
    place = _seen_by(uow, place)
    return Question(
        place=place,
        person=about.person,
        label=about.label,
        site=site,
        spec=spec,
        options=_options(uow, place),
        names=_names(uow, place, spec),
        refused=_refused(uow, place, site, spec),
    )


def _seen_by(uow: UnitOfWork, place: Disagreement) -> Disagreement:
    """Leave out of the sentences around what this user may not see."""
    voices = (
        replace(
            voice,
            beside=tuple(one for one in voice.beside if may_see(uow, place.record, one.field)),
        )
        for voice in place.voices
    )
    return Disagreement(place.record, place.id, place.field, tuple(voices))


def _options(uow: UnitOfWork, place: Disagreement) -> tuple[Option, ...]:
    """Bring equal answers together, in the order of houses and names: the order must not tell who was last."""
    sites = [site.code for site in uow.profile.sites]

    def rank(voice: Voice) -> tuple[bool, int, str, str]:
        at = sites.index(voice.site) if voice.site in sites else len(sites)
        return voice.value is DELETE, at, voice.author, voice.mark

    by_value: dict[Value, list[Voice]] = {}
    for voice in sorted(place.voices, key=rank):
        by_value.setdefault(voice.value, []).append(voice)
    return tuple(Option(value, tuple(voices)) for value, voices in by_value.items())


def _names(uow: UnitOfWork, place: Disagreement, spec: FieldSpec | None) -> dict[RecordId, str]:
    if spec is None or spec.kind is not Kind.REFERENCE or not spec.refers:
        return {}
    values = {one for voice in place.voices for one in (voice.value, voice.before) if one}
    return labels_of(uow, spec.refers, (RecordId(str(one)) for one in values))


def _spec(place: Disagreement) -> FieldSpec | None:
    try:
        return spec_of(place.record, place.field) if place.field else None
    except KeyError:  # of a newer version
        return None
