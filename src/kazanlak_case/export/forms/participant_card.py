"""Participant card: the data the fund asks for, as they were on the day of entry (domain.md, section 3.4)."""

from kazanlak_case.domain.records.participation import Participation, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.export.forms.blocks import Lines, Pair, Said, Sections, Signatures, Ticks
from kazanlak_case.export.forms.words import FormWords, label_of
from kazanlak_case.i18n import _

SENSITIVE = (
    "migrant",
    "foreign_background",
    "minority",
    "roma",
    "disability",
    "homeless",
    "other_disadvantage",
)
HOUSEHOLD = ("jobless_household", "jobless_with_children", "single_adult_with_children")


def participant_card(words: FormWords) -> Sections:
    """Fill the card from the participation."""
    facts = words.facts
    card: Participation | None = facts.record or facts.newest("participation")
    spells = [one for one in facts.of("spell") if card and one.participation == card.id]
    entered = min((one.entered_on for one in spells if one.entered_on), default=None)
    return {
        1: [
            Lines(
                [
                    (_("Name in full"), words.person),
                    words.national_id(),
                    *words.lines(Person, facts.person, "sex", "born_on"),
                    (_("Age at entry"), words.age_on(entered)),
                ]
            )
        ],
        2: [
            Lines(
                [
                    (_("Address"), words.address()),
                    *words.lines(Person, facts.person, "phone", "email"),
                ]
            )
        ],
        3: [
            Ticks(words.options("labour_situation"), (_said(card, "labour_situation"),)),
            Lines(
                [
                    words.line(Participation, card, "unemployed_since"),
                    (_("Evidence (official note, declaration)"), ""),
                ]
            ),
        ],
        4: [
            Lines(
                [
                    words.line(Participation, card, "education"),
                    (_("Document"), ""),
                    words.line(Participation, card, "in_education"),
                ]
            )
        ],
        5: [
            Said(
                _(
                    "Answering is free: yes, no or refused. A refusal is written down and changes nothing in the support."
                ),
                is_small=True,
            ),
            Lines(_vulnerability(words, card)),
        ],
        6: [
            Lines(
                [
                    (label_of(Participation, name), words.of(card, name) or _open_answer(card))
                    for name in HOUSEHOLD
                ]
            )
        ],
        7: [
            Lines(
                [
                    (_("Date of entry"), words.day(entered)),
                    words.line(Participation, card, "activity"),
                    (_("Place"), words.settlement(_place(words))),
                    (_("House"), words.house),
                ]
            )
        ],
        8: [
            Said(
                _(
                    "I declare that the data are true and that I was told why they are collected and who receives them."
                )
            ),
            Signatures(
                [
                    (_("Participant"), words.person),
                    (_("Received by"), words.staff_name(facts.written_by)),
                ],
                fingerprint=True,
            ),
        ],
    }


def _vulnerability(words: FormWords, card: Participation | None) -> list[Pair]:
    answers: Vulnerability | None = next(
        (
            one
            for one in reversed(words.facts.of("vulnerability"))
            if card and one.participation == card.id
        ),
        None,
    )
    return [
        (label_of(Vulnerability, name), words.of(answers, name) or _("yes / no / refused"))
        for name in SENSITIVE
    ]


def _open_answer(card: Participation | None) -> str:
    return "" if card else _("yes / no")


def _said(card: Participation | None, name: str) -> str:
    return str(getattr(card, name, None) or "")


def _place(words: FormWords) -> str:
    site = words.profile.site(words.facts.site)
    return site.ekatte if site and not words.facts.wish.blank else ""
