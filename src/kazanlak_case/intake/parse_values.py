"""Read dates, figures and words that stand for a code."""

import re
from collections.abc import Callable
from functools import partial

from kazanlak_case.intake import words
from kazanlak_case.intake.cells import Cell, as_text, fold, is_unanswered, one_line
from kazanlak_case.intake.dates import read_date
from kazanlak_case.intake.findings import Change, Facts, Finding
from kazanlak_case.intake.parsed import NOTHING, Context, Parsed, Parser, label_of
from kazanlak_case.intake.targets import targets

_NO_DATE = re.compile(
    r"^(?:не|няма|без|продължава|участва|до момента|в момента|към момента|понастоящем|в проекта)\b"
)
_AGE = re.compile(r"(\d{1,3})(?: ?(?:г|год|години|годишен|годишна))?")


def parse_date(context: Context, target: str, cell: Cell) -> Parsed:
    """Read a date that is not in the future."""
    if is_unanswered(cell) or (isinstance(cell, str) and _NO_DATE.search(fold(cell))):
        return NOTHING
    read = read_date(cell)
    text = as_text(cell).strip()
    if read.value is None:
        return Parsed(
            reasons=(Finding(read.wrong, target, {"label": label_of(target), "text": text}),)
        )
    if read.value > context.today:
        facts: Facts = {"label": label_of(target), "date": as_text(read.value)}
        return Parsed(reasons=(Finding("date_future", target, facts),))
    changes = (Change(target, read.how, text, read.value.isoformat()),) if read.how else ()
    return Parsed(((target, read.value),), changes)


def parse_coded(
    context: Context, target: str, cell: Cell, reader: words.WordReader | None = None
) -> Parsed:
    """Read a word as a code: by the mapping, by the list's own labels, then by what offices write."""
    text = as_text(cell).strip()
    folded = fold(text)
    if not folded and is_unanswered(cell):
        return NOTHING
    if code := context.words.get(target, {}).get(folded):
        return _answers(target, text, {target: code}, list_name="")
    spec = targets()[target].spec
    list_name = spec.choices if spec and spec.choices else ""
    known = words.by_labels(context.lists, list_name).get(folded)
    answers = reader(folded) if reader and folded else None
    if known and not (answers and answers.get(target) == known):
        answers = {target: known}
    if answers:
        return _answers(target, text, answers, list_name="" if known is None else list_name)
    if is_unanswered(cell):
        return NOTHING
    return Parsed(
        doubts=(
            Finding("unknown_word", target, {"label": label_of(target), "text": one_line(text)}),
        )
    )


def _answers(target: str, text: str, answers: words.Answers, *, list_name: str) -> Parsed:
    changes = tuple(
        Change(name, "word", text, code)
        for name, code in answers.items()
        if text != code and not (list_name and name == target)
    )
    return Parsed(tuple(answers.items()), changes)


def coded_by(reader_of: Callable[[Context, str], words.WordReader]) -> Parser:
    """Make the parser of a coded target whose words a reader knows."""

    def parse(context: Context, target: str, cell: Cell) -> Parsed:
        return parse_coded(context, target, cell, reader_of(context, target))

    return parse


def _sex(_context: Context, _target: str) -> words.WordReader:
    return words.read_sex


def _education(_context: Context, _target: str) -> words.WordReader:
    return words.read_education


def _labour(_context: Context, _target: str) -> words.WordReader:
    return words.read_labour


def _disability(_context: Context, _target: str) -> words.WordReader:
    return words.read_disability


def _ethnicity(context: Context, _target: str) -> words.WordReader:
    return partial(words.read_ethnicity, lists=context.lists)


def _answer(_context: Context, target: str) -> words.WordReader:
    return partial(words.read_answer, target=target, sensitive=False)


def _sensitive_answer(_context: Context, target: str) -> words.WordReader:
    return partial(words.read_answer, target=target, sensitive=True)


parse_sex = coded_by(_sex)
parse_education = coded_by(_education)
parse_labour = coded_by(_labour)
parse_disability = coded_by(_disability)
parse_ethnicity = coded_by(_ethnicity)
parse_answer = coded_by(_answer)
parse_sensitive_answer = coded_by(_sensitive_answer)


def parse_other_disadvantage(_context: Context, target: str, cell: Cell) -> Parsed:
    """Keep a description; „не“ and a refusal are codes."""
    text = one_line(as_text(cell))
    return (
        _answers(target, text, words.read_other_disadvantage(fold(text), text), list_name="")
        if not is_unanswered(cell)
        else NOTHING
    )


def parse_number(_context: Context, target: str, cell: Cell) -> Parsed:
    """Read a whole figure such as an age."""
    if is_unanswered(cell):
        return NOTHING
    found = _AGE.fullmatch(fold(as_text(cell)))
    if found is None:
        return Parsed(
            doubts=(
                Finding("unknown_word", target, {"label": label_of(target), "text": as_text(cell)}),
            )
        )
    return Parsed(((target, int(found.group(1))),))


def parse_codes(context: Context, target: str, cell: Cell) -> Parsed:
    """Read several codes of a list, parted by commas or plus signs."""
    spec = targets()[target].spec
    known = words.by_labels(context.lists, spec.choices or "" if spec else "")
    parts = [part for part in re.split(r"[,;+\n/]", as_text(cell)) if part.strip()]
    codes = [known.get(fold(part)) for part in parts]
    if not parts or is_unanswered(cell):
        return NOTHING
    if not all(codes):
        return Parsed(
            doubts=(
                Finding("unknown_word", target, {"label": label_of(target), "text": as_text(cell)}),
            )
        )
    return Parsed(((target, " ".join(sorted({code for code in codes if code}))),))


def not_importable(_context: Context, _target: str, _cell: Cell) -> Parsed:
    """Take nothing: a list cannot answer this."""
    return NOTHING
