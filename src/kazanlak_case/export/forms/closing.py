"""Record of closing a case: why, what was reached, what is recommended."""

from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Spell
from kazanlak_case.export.forms.blocks import Grid, Lines, Sections, Signatures, Text
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _


def closing(words: FormWords) -> Sections:
    """Fill the record from the case, the goals of its last plan and the last exit."""
    facts = words.facts
    case: Case | None = facts.case
    spell: Spell | None = facts.newest("spell")
    rows = [
        (str(at), one.text, one.sign or "", words.of(one, "status"))
        for at, one in enumerate(facts.of("goal"), start=1)
    ]
    heads = (_("No."), _("Goal"), _("Measurable sign"), _("State"))
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    (_("Period"), words.period(case.opened_on, case.closed_on) if case else ""),
                    (_("Case leader"), words.leader),
                ]
            )
        ],
        2: [Lines(words.lines(Case, case, "closing_reason", "closing_result"))],
        3: [
            Grid(heads, rows, (0.07, 0.4, 0.33, 0.2), empty=0 if rows else 4, tall=30),
            Text(words.of(case, "achieved"), 3, label=label_of(Case, "achieved")),
        ],
        4: [Lines(words.lines(Spell, spell, "left_on", "state", "exit_state"))],
        5: [Text(words.of(case, "recommendations"), 4)],
        6: [
            Signatures(
                [
                    (_("Person or representative"), words.person),
                    (_("Case leader"), words.leader),
                    (_("Head of the house"), ""),
                ],
                fingerprint=True,
            )
        ],
    }
