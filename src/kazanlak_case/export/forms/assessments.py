"""The first assessment, and the individual assessment of needs."""

from typing import Any

from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.household import Household
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.export.forms.blocks import (
    Block,
    Grid,
    Lines,
    Sections,
    Signatures,
    Text,
    Ticks,
)
from kazanlak_case.export.forms.scores import scores_of
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _

DOMAINS = {4: "labour", 5: "social", 6: "health", 7: "education"}


def initial_assessment(words: FormWords) -> Sections:
    """Fill the first assessment from the intake."""
    facts = words.facts
    intake: Intake | None = facts.record
    risks: IntakeRisks | None = facts.newest("intake_risks")
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    words.line(Intake, intake, "received_on", _("Date")),
                    (_("Place"), words.house),
                ]
            )
        ],
        2: [Text(words.of(intake, "reason"), 4)],
        3: [
            Ticks(_risks(), _seen_risks(intake, risks), columns=4),
            Text(words.of(intake, "done_at_once"), 3, label=label_of(Intake, "done_at_once")),
        ],
        4: [
            Lines(
                [
                    words.line(Intake, intake, "labour_need"),
                    words.line(Intake, intake, "social_need"),
                    words.line(IntakeRisks, risks, "health_need"),
                    words.line(Intake, intake, "education_need"),
                ]
            )
        ],
        5: [Ticks(words.options("intake_decision"), ((intake.decision or "") if intake else "",))],
        6: [Signatures([(_("Made out by"), words.staff(intake.staff_member) if intake else "")])],
    }


def _risks() -> list[tuple[str, str]]:
    return [
        ("child", _("for a child")),
        ("violence", _("violence")),
        ("health", _("health")),
        ("home", _("home")),
    ]


def _seen_risks(intake: Intake | None, risks: IntakeRisks | None) -> list[str]:
    said = {
        "child": intake.risk_child if intake else None,
        "violence": risks.violence if risks else None,
        "health": risks.health if risks else None,
        "home": intake.risk_home if intake else None,
    }
    return [name for name, is_so in said.items() if is_so]


def needs_assessment(words: FormWords) -> Sections:
    """Fill the assessment from its record, the household and the answers given."""
    facts = words.facts
    record: Assessment | None = facts.record
    sections: Sections = {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    (_("Case number"), words.case_number),
                    words.line(Assessment, record, "made_on"),
                ]
            ),
            _household(words),
        ],
        2: [
            Lines([words.line(Household, facts.household, "tenure")]),
            Text(words.of(record, "living"), 3),
            *_answers(words, "housing", rules=0),
        ],
        3: [Text(words.of(record, "income"), 3)],
        8: [Text(words.of(record, "strengths"), 3)],
        9: [Text(words.of(record, "risks"), 3)],
        10: [Text(words.of(record, "own_view"), 3)],
        11: [Text(words.of(record, "conclusions"), 4)],
        12: [
            Lines([words.line(Assessment, record, "team")]),
            Signatures(
                [
                    (_("Made out by"), words.staff_name(record.staff_member) if record else ""),
                    (_("Specialist"), ""),
                    (_("Person or representative"), words.person),
                ]
            ),
        ],
    }
    for number, domain in DOMAINS.items():
        sections[number] = _answers(words, domain, rules=4)
    return sections


def _household(words: FormWords) -> Grid:
    """List who lives together: by name, tie and age, no numbers."""
    facts = words.facts
    card = facts.newest("participation")
    rows = []
    for one in facts.people:
        is_own = facts.person is not None and one.person == facts.person.id
        age = _age(one.born_on, facts.today)
        does = (
            (words.of(card, "labour_situation"), words.of(card, "education"))
            if is_own
            else ("", "")
        )
        rows.append((one.name, words.code("relation_to_head", one.relation), age, *does))
    heads = (_("Member"), _("Tie to the head"), _("Age"), _("Work"), _("Education"))
    return Grid(heads, rows, (0.3, 0.19, 0.11, 0.18, 0.22), empty=max(0, 4 - len(rows)), right=(2,))


def _age(born: Any, today: Any) -> str:
    if not born:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _answers(words: FormWords, domain: str, *, rules: int) -> list[Block]:
    """Give the answers of a domain in words, with the score chosen; where there are none, lines to write on."""
    found = scores_of(words, domain)
    if not found:
        return [Text("", rules)] if rules else []
    heads = (_("Question"), _("How it is"), _("In words"))
    return [Grid(heads, found, (0.34, 0.4, 0.26), empty=0)]
