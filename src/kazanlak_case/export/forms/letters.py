"""What is written about a person for others: a report, an official note. Only what was chosen is in it."""

from collections import Counter

from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.export.forms.blocks import Grid, Lines, Pair, Sections, Signatures, Text
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _

BORN, ADDRESS, SERVICES, GOALS = "born_on", "address", "services", "goals"
CHOICES = (BORN, ADDRESS, SERVICES, GOALS)
"""What may be added to the name and the period, each by itself."""


def report(words: FormWords) -> Sections:
    """Fill the report with the least, and what was chosen besides."""
    facts = words.facts
    wish, case = facts.wish, facts.case
    entries = facts.of("service_entry")
    return {
        1: [Lines([(_("To"), wish.addressee or ""), (_("Occasion"), wish.purpose or "")])],
        2: [Lines([*_least(words), (_("Case number"), words.case_number)])],
        3: [
            Lines([(_("Period"), _work_period(words)), (_("Meetings"), _count(entries))]),
            *([_services(words)] if SERVICES in wish.parts and entries else []),
        ],
        4: [
            _goals(words)
            if GOALS in wish.parts and facts.of("goal")
            else Text((case.achieved or "") if case else "", 6)
        ],
        5: [Text((case.recommendations or "") if case else "", 6)],
        6: [
            Lines([(_("Reference number"), facts.issued.number if facts.issued else "")]),
            Signatures(
                [
                    (_("Made out by"), words.staff_name(facts.written_by)),
                    (_("Head of the house"), ""),
                ]
            ),
        ],
    }


def certificate(words: FormWords) -> Sections:
    """Fill the note: the person, the period, the service; only what is needed."""
    facts = words.facts
    wish = facts.wish
    services = [*([_services(words)] if SERVICES in wish.parts else [])]
    number = facts.issued.number if facts.issued else ""
    return {
        1: [Lines([(_("Reference number"), number), (_("Date"), _day(words))])],
        2: [
            Lines(
                [
                    *_least(words),
                    (_("uses the support of"), words.house),
                    (_("Period"), _work_period(words)),
                ]
            ),
            *services,
        ],
        3: [Lines([(_("Before"), wish.addressee or ""), (_("To serve for"), wish.purpose or "")])],
        4: [
            Signatures(
                [
                    (_("Made out by"), words.staff_name(facts.written_by)),
                    (_("Head of the house"), ""),
                ],
                stamp=True,
            )
        ],
    }


def _day(words: FormWords) -> str:
    if words.facts.wish.blank:
        return ""
    issued = words.facts.issued
    return words.day(issued.issued_on if issued and issued.issued_on else words.facts.today)


def _least(words: FormWords) -> list[Pair]:
    parts = words.facts.wish.parts
    said: list[Pair] = [(_("Name in full"), words.person)]
    if BORN in parts:
        said.append(words.line(Person, words.facts.person, "born_on"))
    if ADDRESS in parts:
        said.append((_("Address"), words.address()))
    return said


def _count(entries: tuple[ServiceEntry, ...]) -> str:
    return str(len(entries)) if entries else ""


def _work_period(words: FormWords) -> str:
    """Say from when until when: of the case, else of the entries."""
    case, entries = words.facts.case, words.facts.of("service_entry")
    first = case.opened_on if case else None
    first = first or (entries[0].provided_on if entries else None)
    last = case.closed_on if case else None
    if first and not last and not words.facts.wish.blank:
        return _("since {day}").format(day=words.day(first))
    return words.period(first, last)


def _services(words: FormWords) -> Grid:
    """Count the services by kind."""
    counted = Counter(words.of(one, "service") for one in words.facts.of("service_entry"))
    rows = [(name, str(count)) for name, count in counted.most_common()]
    return Grid((_("Service"), _("Times")), rows, (0.82, 0.18), empty=0, right=(1,))


def _goals(words: FormWords) -> Grid:
    rows = [(one.text, words.of(one, "status")) for one in words.facts.of("goal")]
    return Grid((_("Goal"), _("State")), rows, (0.7, 0.3), empty=0)
