"""What people are to each other in words, for a woman, for a man, and where the sex is not known.

The labels of the code lists name a kind of tie (“parent”); these name one end of it, to be said of the other end:
“mother of Ana”.
"""

from typing import NamedTuple

from kazanlak_case.domain.rules.kin import MAN, WOMAN, seen_from_other
from kazanlak_case.i18n import N_


class KinWord(NamedTuple):
    """English words, translated where shown."""

    either: str
    woman: str
    man: str


WORDS: dict[str, KinWord] = {
    "parent": KinWord(N_("parent"), N_("mother"), N_("father")),
    "child": KinWord(N_("child"), N_("daughter"), N_("son")),
    "spouse": KinWord(N_("spouse"), N_("wife"), N_("husband")),
    "partner": KinWord(*(N_("partner in life"),) * 3),
    "former_partner": KinWord(*(N_("former partner"),) * 3),
    "sibling": KinWord(N_("brother or sister"), N_("sister"), N_("brother")),
    "grandparent": KinWord(N_("grandparent"), N_("grandmother"), N_("grandfather")),
    "grandchild": KinWord(N_("grandchild"), N_("granddaughter"), N_("grandson")),
    "guardian": KinWord(*(N_("guardian or trustee"),) * 3),
    "ward": KinWord(*(N_("ward"),) * 3),
    "foster_parent": KinWord(N_("foster parent"), N_("foster mother"), N_("foster father")),
    "foster_child": KinWord(*(N_("foster child"),) * 3),
    "step_parent": KinWord(N_("step parent"), N_("stepmother"), N_("stepfather")),
    "step_child": KinWord(N_("stepchild"), N_("stepdaughter"), N_("stepson")),
    "other_relative": KinWord(*(N_("relative"),) * 3),
    "close_person": KinWord(*(N_("close person"),) * 3),
}
"""By relation, as either end sees it."""


def kin_word(relation: str, sex: str | None = None) -> str:
    """Give the English word of what somebody of a sex is to another; an unknown relation stands as it is."""
    word = WORDS.get(relation)
    if word is None:
        return relation
    return {WOMAN: word.woman, MAN: word.man}.get(sex or "", word.either)


def kin_from(relation: str, *, is_other_end: bool) -> str:
    """Say what this end is to the other: `relation` is what the record says its `relative` is to its `person`."""
    return relation if is_other_end else seen_from_other(relation)
