"""What offices' words mean as codes: sex, schooling, labour market, origin, yes and no. Unknown words stay unanswered."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.intake.cells import fold, words_of

Answers: TypeAlias = dict[str, str]
"""Codes by target."""

SEX = "person.sex"
EDUCATION = "participation.education"
LABOUR = "participation.labour_situation"
IN_EDUCATION = "participation.in_education"
ETHNICITY = "vulnerability.ethnicity"
MINORITY, ROMA = "vulnerability.minority", "vulnerability.roma"
DISABILITY = "vulnerability.disability"
OTHER_DISADVANTAGE = "vulnerability.other_disadvantage"

_SEXES = {
    **dict.fromkeys(("м", "m", "мъж", "мъжки", "муж", "момче", "male", "man", "boy"), "m"),
    **dict.fromkeys(("ж", "f", "жена", "женски", "жен", "момиче", "female", "woman", "girl"), "f"),
}
_YES = frozenset({"да", "д", "yes", "y", "true", "1", "x", "х", "v", "✓", "✔", "+", "има"})
_NO = frozenset({"не", "н", "no", "n", "false", "0", "няма"})
_REFUSED = re.compile(r"\b(не желае|не жел|не иска|отказ\w*|не посочва|не отговаря|refuse\w*)\b")

_NONE_FINISHED = re.compile(
    r"^(няма|без|не)$|неграмот|без (завърш|образ|начал)|няма (образ|завърш)|не е уч|детска градина|предучил|ясла"
)
_UNFINISHED = re.compile(r"незав|не завърш|непълн|прекъсн")
_STAGE = re.compile(r"\bначал\w* етап")
_PRIMARY, _BASIC = re.compile(r"\bначал"), re.compile(r"\bосновн|прогимн")
_NOW_IN_CLASS = re.compile(r"\b(учи|уч|ученик|ученичка|в момента|записан\w*)\b|^в ")
_CLASS = re.compile(r"\b([ivx]{1,4}|\d{1,2})(?: ?(?:ми|ти|ри|ви|и|и))? ?кл(?:ас)?\b")
_ROMAN = {
    name: at
    for at, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
_ROMAN_TWINS = str.maketrans("іхв", "ixv")
_LEVELS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"докторска|доктор\b|phd", "doctor"),
        (r"магист|master", "master"),
        (r"проф\w* бакал|специалист|колеж|полувис|полу вис", "prof_bachelor"),
        (r"бакал|bachelor", "bachelor"),
        (r"^висш|\bвисше\b|университет|tertiary", "higher"),
        (r"след ?средн|следгимн|iv степен", "post_secondary"),
        (r"гимназия,? техникум", "upper_secondary"),
        (
            r"\bср(?:едн\w*|ед)? ?(?:спец|проф|техн)|техникум|\bспту\b|\bсптг\b|\bпту\b|проф\w* гимн|^спец",
            "upper_secondary_voc",
        ),
        (r"\bсредно|\bсредн\w*|^сред$|^ср$|(?<!про)гимназ|зрелост|secondary", "upper_secondary"),
        (r"прогимн|\bосн\w*|lower secondary|basic", "lower_secondary"),
        (r"\bначал\w*|\bнач\b|primary", "primary"),
    )
)

_NOT_STUDYING = re.compile(r"неучащ|не учи|не уч\b|извън образование|извън обуч|not in education")
_STUDYING = re.compile(
    r"\bучен\w*|\bучи\b|\bучащ\w*|студент\w*|ангажиран\w* с (образ|обуч)|учащ|детска градина|\bin education\b|pupil|student"
)
_SEEKS_NOT = re.compile(
    r"не търси|неакт|не е активн|обезкураж|обезсърч|домакин|пенсион|нетрудоспособ|неработоспособ|inactive|retired"
)
_UNEMPLOYED = re.compile(r"безраб|\bдбт\b|\bбт\b|бюро по труда|търси работа|unemployed|jobless")
_SELF_EMPLOYED = re.compile(
    r"самоос|самонает|самост\w* заето|земеделск\w* (произв|стоп)|свободна проф|занаятч|self employed|self-employed"
)
_EMPLOYED = re.compile(
    r"\bзает\w*|\bработ(и|ещ\w*|ник|ничка)\b|труд\w* договор|гражданск\w* договор|назначен\w*|\bнает\w*|на работа|employed|works"
)
_UNCLEAR_WORK = re.compile(
    r"не работи|не е на работа|без работа|майчин|отпуск|родителск|детегледач|отглежда"
)

_FULL_ETHNICITIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"не се самоопр", "does_not_identify"),
        (
            r"^(ром|рома|роми|ромск\w*|ромка|ромкиня|roma)$|\bромск\w* (етн|произ|общн|група)",
            "roma",
        ),
        (r"^(турск\w*|турчин|туркиня|турци|turkish)$|\bтурск\w* (етн|произ|общн|група)", "turkish"),
        (r"^(бълг|българ\w*|bulgarian)$|\bбългарск\w* (етн|произ|общн|група)", "bulgarian"),
        (r"^(друг\w*|other)$|арменск|еврейск|влашк|влах|каракачан|руск|украинск|татарск", "other"),
    )
)


def read_sex(folded: str) -> Answers | None:
    """Read „м.“, „Жена“; never told from a name."""
    code = _SEXES.get(folded)
    return {SEX: code} if code else None


def read_answer(folded: str, target: str, *, sensitive: bool) -> Answers | None:
    """Read yes and no, and a refusal where a person may refuse."""
    if folded in _YES:
        return {target: "yes"}
    if folded in _NO:
        return {target: "no"}
    return {target: "refused"} if sensitive and _REFUSED.search(folded) else None


def read_disability(folded: str) -> Answers | None:
    """Read a commission's decision: „ТЕЛК 60 %“ is yes."""
    answer = read_answer(folded, DISABILITY, sensitive=True)
    if answer or re.search(r"няма|без (телк|увр)|не е освид", folded):
        return answer or {DISABILITY: "no"}
    return {DISABILITY: "yes"} if re.search(r"телк|нелк|\d ?%|увреж|инвалид", folded) else None


def read_other_disadvantage(folded: str, text: str) -> Answers:
    """Keep a description as it is; „не“ and a refusal become codes."""
    answer = read_answer(folded, OTHER_DISADVANTAGE, sensitive=True)
    return answer if answer and answer[OTHER_DISADVANTAGE] != "yes" else {OTHER_DISADVANTAGE: text}


def read_education(folded: str) -> Answers | None:
    """Read the highest *completed* level; what is unfinished, or says two levels, stays unanswered."""
    if _UNFINISHED.search(folded):
        return None
    if _NONE_FINISHED.search(folded):
        return {EDUCATION: "none"}
    spoken = " ".join(words_of(folded))
    if _STAGE.search(spoken):
        return {EDUCATION: "primary"}
    if _PRIMARY.search(spoken) and _BASIC.search(spoken):
        return None
    said = next((code for pattern, code in _LEVELS if pattern.search(spoken)), None)
    by_class = _level_of_class(spoken)
    if said and by_class and by_class != said and not _same_stage(said, by_class):
        return None
    level = said or by_class
    return {EDUCATION: level} if level else None


def _same_stage(said: str, by_class: str) -> bool:
    return by_class == "upper_secondary" and said.startswith("upper_secondary")


def _level_of_class(folded: str) -> str | None:
    found = _CLASS.search(
        folded.translate(_ROMAN_TWINS) if "клас" in folded or "кл" in folded else ""
    )
    if found is None:
        return None
    number = found.group(1)
    finished = int(number) if number.isdigit() else _ROMAN.get(number, 0)
    if _NOW_IN_CLASS.search(folded):
        finished -= 1
    return _level_finished(finished)


def _level_finished(class_: int) -> str | None:
    """IV клас ends the primary stage, VII (formerly VIII) the basic one, XII the secondary; XI is of either kind."""
    if class_ < 4:
        return "none"
    if class_ < 7:
        return "primary"
    if class_ < 11:
        return "lower_secondary"
    return "upper_secondary" if class_ in {12, 13} else None


def read_labour(folded: str) -> Answers | None:
    """Read the situation on the labour market, and whether the word also says that the person studies."""
    studies = _studies(folded)
    situation = _situation(folded)
    if (
        situation is None
        and studies.get(IN_EDUCATION) == "yes"
        and not _UNCLEAR_WORK.search(folded)
    ):
        situation = "inactive"
    return {LABOUR: situation, **studies} if situation else None


def _studies(folded: str) -> Answers:
    if _NOT_STUDYING.search(folded):
        return {IN_EDUCATION: "no"}
    return {IN_EDUCATION: "yes"} if _STUDYING.search(folded) else {}


def _situation(folded: str) -> str | None:
    if "безраб" in folded and "не търси" in folded:
        return None
    if _SEEKS_NOT.search(folded):
        return "employed" if re.search(r"\bработещ", folded) else "inactive"
    if _UNEMPLOYED.search(folded):
        return "unemployed"
    if _SELF_EMPLOYED.search(folded):
        return "self_employed"
    if _UNCLEAR_WORK.search(folded):
        return None
    return "employed" if _EMPLOYED.search(folded) else None


def read_ethnicity(folded: str, lists: CodeLists) -> Answers | None:
    """Read a self-identification; what it says of minority and Roma is written in the code list."""
    if _REFUSED.search(folded):
        return {ETHNICITY: "refused", MINORITY: "refused", ROMA: "refused"}
    code = next((code for pattern, code in _FULL_ETHNICITIES if pattern.search(folded)), None)
    if code is None:
        return None
    answers = {ETHNICITY: code}
    for entry in lists.entries("ethnic_self_identification"):
        if entry.code == code:
            answers.update(_implied(entry.maps_to))
    return answers


def _implied(maps_to: str) -> Answers:
    """Take „minority:да; roma:да“ apart."""
    parts = dict(part.split(":", 1) for part in maps_to.split("; ") if ":" in part)
    yes_no = {"да": "yes", "не": "no"}
    return {
        f"vulnerability.{name}": yes_no[said]
        for name, said in parts.items()
        if name in {"minority", "roma"} and said in yes_no
    }


def by_labels(lists: CodeLists, name: str) -> Mapping[str, str]:
    """Know the codes of a list by their labels in both languages, and by themselves."""
    known: dict[str, str] = {}
    for entry in lists.entries(name):
        for text in (entry.label_en, entry.label_bg, entry.code):
            known[fold(text)] = entry.code
    return known


WordReader: TypeAlias = Callable[[str], Answers | None]
