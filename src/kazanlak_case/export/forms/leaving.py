"""After leaving: the exit card within four weeks, and the look back at six months."""

from kazanlak_case.domain.records.participation import Spell
from kazanlak_case.domain.records.person import Person
from kazanlak_case.export.forms.blocks import Grid, Lines, Said, Sections, Signatures, Ticks
from kazanlak_case.export.forms.words import FormWords
from kazanlak_case.i18n import _

SITUATION = (
    "exit_state",
    "job_search_from",
    "education_from",
    "qualification",
    "qualification_on",
    "employment_from",
    "services_from",
)


def exit_card(words: FormWords) -> Sections:
    """Fill the card from the entry that ended."""
    facts = words.facts
    spell: Spell | None = facts.record or facts.newest("spell")
    evidence = [
        (words.of(one, "type") or words.of(one, "title"), words.of(one, "number"), words.of(one, "dated_on"))
        for one in facts.of("attachment")
        if one.source_type == "spell"
    ]  # fmt: skip
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    words.national_id(),
                    (_("Case number"), words.case_number),
                ]
            )
        ],
        2: [
            Lines(words.lines(Spell, spell, "entered_on", "left_on")),
            Ticks(words.options("participation_state"), ((spell.state or "") if spell else "",)),
            Lines([words.line(Spell, spell, "leaving_reason")]),
        ],
        3: [
            Said(_("As it was found within 28 days of leaving."), is_small=True),
            Lines(words.lines(Spell, spell, *SITUATION)),
            Lines([(_("Where: school, course, employer"), "")]),
        ],
        4: [
            Grid(
                (_("Document"), _("Document number"), _("Date")),
                evidence,
                (0.5, 0.3, 0.2),
                empty=max(1, 3 - len(evidence)),
            )
        ],
        5: [
            Signatures(
                [
                    (_("Participant"), words.person),
                    (_("Made out by"), words.staff_name(facts.written_by)),
                ]
            ),
            Lines([(_("Where no contact was possible: why"), "")]),
        ],
    }


def followup(words: FormWords) -> Sections:
    """Fill the look back from the entry that ended and what was done since."""
    facts = words.facts
    spell: Spell | None = facts.record or facts.newest("spell")
    tries = [
        (words.of(one, "provided_on"), words.of(one, "form"), words.of(one, "note"))
        for one in facts.of("contact")[-5:]
    ]
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    words.line(Person, facts.person, "phone"),
                    words.line(Spell, spell, "left_on"),
                ]
            ),
            Grid(
                (_("Date"), _("How"), _("What came of it")),
                tries,
                (0.18, 0.27, 0.55),
                empty=max(1, 4 - len(tries)),
            ),
        ],
        2: [
            Ticks(words.options("status_6m"), ((spell.status_6m or "") if spell else "",)),
            Lines([(_("What is better, and how"), ""), (_("Education or training"), "")]),
        ],
        3: [Signatures([(_("Made out by"), words.staff_name(facts.written_by))])],
    }
