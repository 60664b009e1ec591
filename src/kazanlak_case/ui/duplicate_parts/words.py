"""Word a pair, its fields and what joining would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.rules.values import full_name
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.likeness_words import WORDS
from kazanlak_case.services.record_words import record_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kazanlak_case.domain.duplicates import DuplicatePair, Reason
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.joining_fields import FieldChoice
    from kazanlak_case.services.joining_plan import Objection
    from kazanlak_case.services.joining_view import Side
    from kazanlak_case.ui.kit import Kit

SHORT_REASONS = 2
SHOWN_WITH = 4

OBJECTIONS: dict[str, str] = {
    "two_numbers": N_(
        "Two different valid numbers are two people. Join only after looking into a document."
    ),
    "born_apart": N_("The dates of birth differ."),
    "two_sexes": N_("The sex differs."),
    "two_open_cases": N_("Two cases will be open: {texts}. Close one of them afterwards."),
    "two_participations": N_(
        "Two participant cards will stand. The figures count the person once, by the first entry."
    ),
}


def site_words(site: str, kit: Kit) -> str:
    """Name a house shortly."""
    found = kit.lookups.profile.site(site)
    return found.short_name if found else site


def reason_words(reason: Reason) -> str:
    """Word one reason of a comparison."""
    text = WORDS.get(reason.code)
    return _(text).format_map(dict(reason.facts)) if text else reason.code


def pair_words(pair: DuplicatePair, kit: Kit) -> tuple[str, str]:
    """Name a pair for the list: of whom, and the weightiest reasons; of two houses which they are."""
    why = ", ".join(reason_words(one) for one in pair.reasons[:SHORT_REASONS])
    sites = list(dict.fromkeys((pair.first.site, pair.second.site)))
    if len(sites) > 1:
        why = " · ".join((" – ".join(site_words(one, kit) for one in sites), why))
    return pair.first.name, why[:1].upper() + why[1:]


def sure_words(pair: DuplicatePair) -> tuple[str, str]:
    """Say how sure it is that the two are one, in a word and its tone."""
    if pair.certain:
        return _("certain"), "danger"
    return (_("nearly sure"), "warn") if pair.sure else (_("possible"), "")


def field_label(choice: FieldChoice) -> str:
    """Name a field, or the fields that go together."""
    if choice.name == "settlement":
        return _("Address")
    return _(spec_of("person", choice.name).label)


def values_words(choice: FieldChoice, values: Iterable[Value], kit: Kit) -> str:
    """Word what one of the two has in a field."""
    words = [
        kit.lookups.words(spec_of("person", name), value)
        for name, value in zip(choice.fields, values, strict=True)
    ]
    if choice.name == "national_id":
        words = [" ".join(part for part in (words[1], words[0]) if part), *words[2:]]
    return ", ".join(word for word in words if word)


def objection_words(one: Objection) -> str:
    """Word what stands against joining, or will have to be mended after it."""
    return _(OBJECTIONS[one.code]).format(texts=", ".join(text for text in one.texts if text))


def moves_words(counts: Mapping[str, int], kit: Kit) -> str:
    """Say what goes over to the record that stays."""
    parts = [
        f"{_(record_words(record))} – {kit.wording.number(count)}"
        for record, count in counts.items()
        if record != "duplicate_decision"
    ]
    if not parts:
        return _("Nothing hangs on the other record; its id is kept.")
    return _("Moved: {records}.").format(records=", ".join(parts))


def side_words(side: Side, kit: Kit) -> list[tuple[str, str]]:
    """Tell what stands behind one of the two: pairs of a label and its words."""
    wording, last = kit.wording, side.last_contact
    visits = ngettext("{n} visit", "{n} visits", side.visits).format(n=wording.number(side.visits))
    if last:
        visits = _("{visits}, the last {when}").format(
            visits=visits, when=wording.ago(last, kit.today)
        )
    cases = ", ".join(number or _("without a number") for number in side.open_cases)
    if side.closed_cases:
        closed = ngettext("{n} closed", "{n} closed", side.closed_cases)
        closed = closed.format(n=wording.number(side.closed_cases))
        cases = ", ".join(part for part in (cases, closed) if part)
    with_whom = ", ".join(side.lives_with[:SHOWN_WITH])
    if len(side.lives_with) > SHOWN_WITH:
        with_whom += " …"
    since = wording.day(side.in_project_since)
    return [
        (_("Case"), cases),
        (_("Visits"), visits if side.visits else ""),
        (_("Lives with"), with_whom or ", ".join(side.households)),
        (_("In the project"), _("since {day}").format(day=since) if since else ""),
    ]


def name_of(values: Mapping[str, Value]) -> str:
    """Give the full name that would stand after joining."""
    return full_name(
        *(str(values.get(name) or "") for name in ("given_name", "middle_name", "family_name"))
    )
