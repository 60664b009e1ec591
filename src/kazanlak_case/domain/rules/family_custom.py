"""How names go on in a Bulgarian family: father's name and family name of a child or a spouse, proposed, never imposed."""

import re

WOMAN, MAN = "f", "m"

_OF_A_MAN = re.compile(r"(?:ов|ев|ин|ски|шки|цки)$")
_OF_A_WOMAN = re.compile(r"(?:ова|ева|ина|ска|шка|цка)$")
_SOFT = ("жо", "чо", "шо", "ж", "ч", "ш")
"""After these the ending is -ев: Гошо, Пенчо, Милош."""

_IRREGULAR = {
    "васил": "Василев",
    "петър": "Петров",
    "димитър": "Димитров",
    "александър": "Александров",
    "михаил": "Михайлов",
    "христо": "Христов",
    "павел": "Павлов",
    "илия": "Илиев",
    "захари": "Захариев",
    "георги": "Георгиев",
}


def in_form_of(name: str, sex: str | None) -> str:
    """Give a family or father's name the ending of a sex: Иванов, Иванова; a name without one stays as it is."""
    if sex == WOMAN and _OF_A_MAN.search(name):
        return name[:-1] + "а" if name.endswith("ки") else name + "а"
    if sex == MAN and _OF_A_WOMAN.search(name):
        return name[:-1] + "и" if name.endswith("ка") else name[:-1]
    return name


def fathers_name(given: str, sex: str | None) -> str:
    """Make the father's name of a child out of the father's given name: Иван, Иванов or Иванова.

    Only of names in Cyrillic that end as Bulgarian names do; nothing is proposed for others.
    """
    name = given.strip()
    if not re.fullmatch(r"[А-Яа-я]{2,}", name):
        return ""
    return in_form_of(_of_father(name), sex)


def _of_father(name: str) -> str:
    folded = name.casefold()
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if folded.endswith(_SOFT):
        return name.removesuffix("о") + "ев"
    for ending, becomes in (("ьо", "ев"), ("йо", "ев"), ("ия", "иев"), ("и", "иев"), ("й", "ев")):
        if folded.endswith(ending):
            return name[: -len(ending)] + becomes
    if folded.endswith(("я", "ю", "е")):
        return name[:-1] + "ев"
    if folded.endswith(("а", "о", "у")):
        return name[:-1] + "ов"
    return name + "ов"


def sex_by_ending(name: str) -> str | None:
    """Guess a sex by the ending of a father's or family name, which says it plainly: -ова a woman, -ов a man."""
    if _OF_A_WOMAN.search(name):
        return WOMAN
    return MAN if _OF_A_MAN.search(name) else None
