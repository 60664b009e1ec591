"""What can be proposed of a member of a family from the others: sex, father's name and family name; all can be typed over."""

from dataclasses import dataclass

from kazanlak_case.db.given_names import sexes_of_given
from kazanlak_case.domain.rules.family_custom import (
    MAN,
    WOMAN,
    fathers_name,
    in_form_of,
    sex_by_ending,
)
from kazanlak_case.domain.rules.names import fold

OF_ONE_NAME = frozenset(
    {"spouse", "child", "step_child", "sibling", "parent", "grandchild", "grandparent"}
)
"""Relations of those who mostly bear the head's family name."""

_OPPOSITE = {MAN: WOMAN, WOMAN: MAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is known of somebody while a family is being typed."""

    given: str = ""
    middle: str = ""
    family: str = ""
    sex: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed where nobody typed; empty where nothing can be."""

    middle: str = ""
    family: str = ""
    sex: str | None = None


def guess_sex(one: Names, head: Names | None = None) -> str | None:
    """Guess a sex from the names and the relation; None where that would be a coin tossed."""
    for name in (one.middle, one.family):
        if sex := sex_by_ending(name):
            return sex
    known = sexes_of_given().get(fold(one.given), frozenset()) if one.given else frozenset()
    if len(known) == 1:
        return next(iter(known))
    if one.relation == "spouse" and head is not None and head.sex:
        return _OPPOSITE.get(head.sex)
    if one.given[-1:].casefold() in {"а", "я"}:
        return WOMAN
    return MAN if one.given[-1:].casefold() not in set("еиоуюь") | {""} else None


def propose(one: Names, head: Names, spouse: Names | None) -> Proposal:
    """Propose what custom says of a member; `one` holds only what was typed for them."""
    sex = one.sex or guess_sex(one, head)
    family = in_form_of(head.family, sex) if one.relation in OF_ONE_NAME else ""
    return Proposal(middle=_middle(one, sex, head, spouse), family=family, sex=sex)


def family_called(name: str) -> str:
    """Name a household after its head: Асенов or Асенова, Асенови."""
    of_man = in_form_of(name, MAN)
    return f"{of_man}и" if of_man.endswith(("ов", "ев", "ин")) else of_man


def _middle(one: Names, sex: str | None, head: Names, spouse: Names | None) -> str:
    if one.relation == "sibling":
        return in_form_of(head.middle, sex)
    if one.relation not in {"child", "step_child"}:
        return ""
    parents = [spouse] if one.relation == "step_child" else [head, spouse]
    father = next((each for each in parents if each is not None and each.sex == MAN), None)
    return fathers_name(father.given, sex) if father is not None else ""
