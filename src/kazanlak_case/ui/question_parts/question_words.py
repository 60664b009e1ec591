"""Word a place where people wrote different things: what it is, what was said in it, by whom, and what else with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kazanlak_case.domain.fields import Kind, RecordId
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.intentions import words_of
from kazanlak_case.services.record_words import record_words
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.domain.questions import Beside, Voice
    from kazanlak_case.services.conflicts import Question, Settlement
    from kazanlak_case.ui.kit import Kit

CLOCKS = {
    "ahead": N_("the clock of this computer was ahead"),
    "behind": N_("the clock of this computer was behind"),
}
REFUSED = {
    "centre": N_("The municipality decides this one. Your next bundle takes it there."),
    "post": N_("Your post does not allow writing this field. Ask the head of the house."),
    "newer": N_("A newer version of the program wrote this. Install it to decide here."),
}
MOST_BESIDE = 4
Answered: TypeAlias = "tuple[tuple[Question, Value], ...]"
"""Questions, each with the answer given."""


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """What is told of one voice: who and where, when and by what clock, in what form, and what else with it."""

    who: str
    when: str
    odd_clock: str
    form: str
    around: tuple[str, ...]

    def as_text(self) -> str:
        """Give all of it, for whoever hears the page."""
        parts = (self.who, self.when, self.odd_clock, self.form, *self.around)
        return ", ".join(part for part in parts if part)


def site_words(site: str, kit: Kit) -> str:
    """Name a house shortly."""
    found = kit.lookups.profile.site(site)
    return found.short_name if found else site


def field_words(question: Question) -> str:
    """Name the place alone: its field, or what is asked of the record itself."""
    if question.is_own_place:
        return _("Keep or delete?")
    return _(question.spec.label) if question.spec else question.place.field


def place_words(question: Question) -> str:
    """Name the place with the kind of record, where that is not a person."""
    record, field = question.place.record, field_words(question)
    if record == "person" and not question.is_own_place:
        return field
    return _("{record} · {field}").format(record=_(record_words(record)), field=field)


def value_words(question: Question, value: Value, kit: Kit) -> str:
    """Word an answer."""
    if question.is_own_place:
        return _("Is deleted") if value else _("Stays")
    return _value(question.spec, value, kit, question.names)


def settled_words(given: Answered, kit: Kit) -> str:
    """Say what was settled: the answer of one question, or how many."""
    if len(given) > 1:
        return ngettext("{n} question settled.", "{n} questions settled.", len(given))
    (question, value), *_others = given
    return _("{name}, {place}: “{value}”. Everything said stays in history.").format(
        name=question.label,
        place=place_words(question),
        value=value_words(question, value, kit),
    )


def outcome_words(told: str, done: Settlement, kit: Kit) -> str:
    """Say what became of it in the end: some may have been changed meanwhile."""
    text = told.format(n=kit.wording.number(done.settled)) if done.settled > 1 else told
    if not done.left:
        return text
    left = ngettext(
        "{n} was changed meanwhile and stays.",
        "{n} were changed meanwhile and stay.",
        len(done.left),
    ).format(n=len(done.left))
    return f"{text} {left}"


def voice_words(question: Question, voice: Voice, kit: Kit) -> VoiceWords:
    """Word one voice."""
    moment = local(voice.at)
    day, time = kit.wording.day(moment.date()), kit.wording.time(voice.at)
    who = " · ".join(part for part in (voice.author, site_words(voice.site, kit)) if part)
    return VoiceWords(
        who=who or _("Somebody"),
        when=_("{day} at {time}").format(day=day, time=time),
        odd_clock=_(CLOCKS[voice.clock]) if voice.clock else "",
        form=_(words_of(voice.what)),
        around=tuple(_around(question, voice, kit)),
    )


def _around(question: Question, voice: Voice, kit: Kit) -> list[str]:
    told = []
    if voice.before is not None and voice.before != voice.value:
        before = value_words(question, voice.before, kit)
        told.append(_("Instead of “{value}”").format(value=before))
    told += [_beside(question.place.record, one, kit) for one in voice.beside[:MOST_BESIDE]]
    if len(voice.beside) > MOST_BESIDE:
        more = len(voice.beside) - MOST_BESIDE
        told.append(_("and {n} more").format(n=more))
    return told


def _beside(record: str, one: Beside, kit: Kit) -> str:
    spec = _spec(record, one.field)
    return _("{field}: {old} → {new}").format(
        field=_(spec.label) if spec else one.field,
        old=_quoted(spec, one.old, kit),
        new=_quoted(spec, one.new, kit),
    )


def _quoted(spec: FieldSpec | None, value: Value, kit: Kit) -> str:
    """Quote what was written; that nothing was is said without quotes."""
    words = _value(spec, value, kit, {})
    return words if value in {None, ""} else _("“{value}”").format(value=words)


def _value(spec: FieldSpec | None, value: Value, kit: Kit, names: dict[RecordId, str]) -> str:
    if value is None or value == "":
        return _("nothing")
    if spec is None:
        return str(value)
    if spec.kind is Kind.REFERENCE and (name := names.get(RecordId(str(value)))):
        return name
    return kit.lookups.words(spec, value) or str(value)


def _spec(record: str, field: str) -> FieldSpec | None:
    try:
        return spec_of(record, field) if record in RECORDS else None
    except KeyError:  # of a newer version
        return None
