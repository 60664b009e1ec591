"""Members and ties of a family in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.enrolment_parts.words import grade_in_words, place_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kazanlak_case.services.family import FamilyMember, FamilyPage
    from kazanlak_case.ui.kit import Kit


def joined(*parts: str) -> str:
    """Put what is known one after another."""
    return " · ".join(part for part in parts if part)


def called(nickname: str | None) -> str:
    """Say how somebody is called, in words that fit a woman and a man."""
    return _("called: {nickname}").format(nickname=nickname) if nickname else ""


def member_in_words(one: FamilyMember, kit: Kit) -> str:
    """Tell of a member what stands under the name: relation, birth, since when."""
    lookups, wording = kit.lookups, kit.wording
    born = wording.birth(one.born_on, one.born_precision)
    age = wording.age(one.born_on, kit.today, one.born_precision)
    parts = (
        called(one.nickname),
        lookups.label("relation_to_head", one.relation),
        "" if one.died_on else age,
        _("born {day}").format(day=born) if born else "",
        _("lives here since {day}").format(day=wording.day(one.since)) if one.since else "",
        joined(place_in_words(one.learns, lookups), grade_in_words(one.learns, lookups))
        if one.learns
        else "",
    )
    return joined(*parts)


def state_of(one: FamilyMember, kit: Kit) -> tuple[str, str]:
    """Word the state of a member's case, and its tone."""
    if one.died_on:
        return _("died"), ""
    text = kit.lookups.label("case_status", one.case_status)
    return text, "accent" if one.has_open_case else ""


def family_in_words(page: FamilyPage, kit: Kit) -> str:
    """Tell of a family what stands under its name."""
    household, lookups, wording = page.household, kit.lookups, kit.wording
    count = len(page.members)
    people = ngettext("{n} person", "{n} people", count).format(n=count)
    last = page.last_contact
    return joined(
        lookups.settlement(household.settlement),
        household.address or "",
        lookups.label("housing_tenure", household.tenure),
        people,
        _("last contact {ago}").format(ago=wording.ago(last, kit.today)) if last else "",
    )


def names(people: Iterable[str]) -> str:
    """List first names."""
    return ", ".join(name.split()[0] for name in people if name)
