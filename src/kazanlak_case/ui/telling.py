"""What the services tell by code, in words: facts of a person, events of the timeline, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.due import DEADLINE_WORDS
from kazanlak_case.ui.event_words import EVENTS
from kazanlak_case.ui.widgets.timeline import TimelineEntry

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.services.person_facts import Fact
    from kazanlak_case.services.timeline import TimelineItem
    from kazanlak_case.ui.lookups import Lookups

TONES = {"calm": "", "due": "warn", "late": "danger"}

_FACTS: dict[str, str] = {
    "plan_due": N_("Make the individual plan"),
    "quiet_case": N_("No contact"),
    "exit_card_due": N_("Write down the situation on leaving"),
    "follow_up_due": N_("Ask how it is six months after leaving"),
    "card_not_signed": N_("Have the participant card signed"),
    "no_number": N_("Add the personal number"),
}
_FORM_ICONS: dict[str, str] = {"phone": "phone", "home_visit": "house", "institution": "building"}


SIGNED = frozenset(
    {"intake", "assessed", "plan_made", "reviewed", "referred", "signal", "task_done", "attached"}
)
"""Events that say whose work they are; a case names its leader elsewhere."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something to do, worded: a sentence, when, and how pressing."""

    text: str
    when: str
    tone: str
    target: str = ""
    """Where it is done: "answers", "data", "conflicts", or nowhere in particular."""
    task: str = ""
    """The task it is, for one that was written down."""


def things_to_do(facts: tuple[Fact, ...], lookups: Lookups, today: date) -> list[Told]:
    """Word what asks for something to be done, the pressing first."""
    told = [_told(fact, lookups, today) for fact in facts if fact.code in _FACTS or fact.count]
    order = ("danger", "warn", "")
    return sorted(told, key=lambda one: order.index(one.tone))


def _told(fact: Fact, lookups: Lookups, today: date) -> Told:
    tone = TONES[fact.tone]
    if fact.code == "conflict":
        text = ngettext("{n} value to be settled", "{n} values to be settled", fact.count)
        return Told(text.format(n=fact.count), "", tone, "conflicts")
    if fact.code == "missing_answers":
        text = ngettext("{n} answer is missing", "{n} answers are missing", fact.count)
        return Told(text.format(n=fact.count), "", tone, "answers")
    target = {"person": "data", "spell": "answers", "participation": "answers"}.get(fact.record, "")
    return Told(_(_FACTS[fact.code]), _due(fact, lookups, today), tone, target)


def _due(fact: Fact, lookups: Lookups, today: date) -> str:
    if fact.on is None:
        return ""
    if fact.code == "quiet_case":
        days = (today - fact.on).days
        return ngettext("for {n} day", "for {n} days", days).format(n=days)
    return due_in_words(fact.on, lookups, today)


def due_in_words(day: date, lookups: Lookups, today: date) -> str:
    """Say when something is due, or for how long it has been late."""
    days = (day - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("due today")
    return _("until {day}").format(day=lookups.wording.day(day))


def deadline_in_words(code: str) -> str:
    """Word what a deadline is about."""
    return _(DEADLINE_WORDS[code])


def event_in_words(item: TimelineItem, lookups: Lookups) -> TimelineEntry:
    """Word one event of the timeline."""
    wording = lookups.wording
    when, heading = item.on.strftime("%d.%m."), wording.month(item.on)
    if item.visit is not None:
        visit = item.visit
        parts = (
            lookups.label("activity_form", visit.form),
            wording.minutes(visit.minutes),
            ", ".join(part for part in (visit.staff_name, *visit.with_workers) if part),
            _("with {names}").format(names=", ".join(visit.with_people))
            if visit.with_people
            else "",
        )
        return TimelineEntry(
            key=item.id,
            heading=heading,
            when=when,
            icon=_FORM_ICONS.get(visit.form or "", "hand-helping"),
            title=lookups.label("service_type", visit.service),
            detail=" · ".join(part for part in parts if part),
            note="\n".join(part for part in (visit.note, _next_step(visit.agreed)) if part),
            tone="accent",
        )
    words = EVENTS[str(item.event)]
    who = lookups.name_of("staff_member", item.staff_member)
    detail = (lookups.label(words.list_name, item.code), who if item.event in SIGNED else "")
    return TimelineEntry(
        key=item.id,
        heading=heading,
        when=when,
        icon=words.icon,
        title=_(words.title).format(label=item.label).rstrip(": "),  # some have no label
        detail=" · ".join(part for part in detail if part),
    )


def _next_step(agreed: str | None) -> str:
    return _("Next: {step}").format(step=agreed) if agreed else ""
