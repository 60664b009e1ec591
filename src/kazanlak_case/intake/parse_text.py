"""Read names, addresses, phones and other text."""

import re

from kazanlak_case.domain.rules.names import tidy_name, tidyings
from kazanlak_case.intake.cells import Cell, as_text, fold, is_unanswered, one_line
from kazanlak_case.intake.contacts import is_email, read_phone, says_no_phone
from kazanlak_case.intake.findings import Change, Finding
from kazanlak_case.intake.parsed import NOTHING, Context, Parsed
from kazanlak_case.intake.targets import FAMILY_FIRST, FULL_NAME

_TIDY = re.compile(r"[А-Я][а-я]+(?:[ -][А-Я][а-я]+)*")
_DIGIT = re.compile(r"\d")
_AND = re.compile(r"\w\w\s+(?:и|and)\s+\w\w|\w\w\s*[;+&]\s*\w\w")
_MOST_NAMES_ON_LINES = 4
_NOT_THERE = frozenset({"няма", "не", "без", "none", "no"})


def parse_text(_context: Context, target: str, cell: Cell) -> Parsed:
    """Take a text as it is, on one line."""
    text = " ".join(as_text(cell).split())
    return Parsed(((target, text),)) if text and not is_unanswered(cell) else NOTHING


def parse_name_part(context: Context, target: str, cell: Cell) -> Parsed:
    """Tidy one part of a name."""
    if is_unanswered(cell):
        return NOTHING
    text = as_text(cell)
    tidy = text.strip() if target in context.verbatim else tidy_name(text)
    if target in context.verbatim or not _DIGIT.search(tidy):
        return Parsed(((target, tidy),), _tidied(target, text, tidy))
    return Parsed(reasons=(Finding("name_digits", target, {"text": one_line(text)}),))


def _tidied(target: str, text: str, tidy: str) -> tuple[Change, ...]:
    if text == tidy:
        return ()
    return tuple(Change(target, code, text, tidy) for code in tidyings(text))


def parse_full_name(_context: Context, target: str, cell: Cell) -> Parsed:
    """Part „Иван Петров Иванов“; of more than three parts the rest is the family name, which is doubtful."""
    if is_unanswered(cell):
        return NOTHING
    text = as_text(cell)
    # Most names are tidy already, and a hundred thousand of them take their time.
    tidy = text if _TIDY.fullmatch(text) else tidy_name(text)
    if fault := _fault_of(text, tidy):
        return Parsed(reasons=(Finding(fault, target, {"text": one_line(text)}),))
    changes = list(_tidied(target, text, tidy))
    family, comma, rest = tidy.partition(",")
    if target == FAMILY_FIRST and not comma:
        family, _space, rest = tidy.partition(" ")
    first = comma or target == FAMILY_FIRST
    if first and rest.strip() and "," not in rest and " " not in family.strip():
        tidy = f"{rest.strip()} {family.strip()}"
        changes.append(Change(target, "name_order", text, tidy))
    parts = tidy.replace(",", " ").split()
    whole = target in {FULL_NAME, FAMILY_FIRST}
    values = _names(parts, whole=whole)
    if len(parts) != 3 and len(values) > 1 and whole:
        changes.append(Change(target, "name_split", text, " | ".join(values.values())))
    doubts = (Finding("name_parts", target, {"text": tidy}),) if len(parts) > 3 else ()
    return Parsed(tuple(values.items()), tuple(changes), doubts)


def _fault_of(text: str, tidy: str) -> str | None:
    """Say why no single name stands here: figures, or a second person."""
    if _DIGIT.search(tidy):
        return "name_digits"
    lines = [line.split() for line in text.splitlines() if line.strip()]
    on_lines = len(lines) > 1 and all(len(words) > 1 for words in lines)
    if _AND.search(tidy) or (on_lines and sum(map(len, lines)) > _MOST_NAMES_ON_LINES):
        return "two_people"
    return None


def _names(parts: list[str], *, whole: bool) -> dict[str, str]:
    if not parts:
        return {}
    values = {"person.given_name": parts[0]}
    if not whole:
        middle = " ".join(parts[1:])
        return {**values, "person.middle_name": middle} if middle else values
    if len(parts) > 2:
        values["person.middle_name"] = parts[1]
    if len(parts) > 1:
        values["person.family_name"] = " ".join(parts[2:] or parts[1:])
    return values


def parse_place_and_street(context: Context, target: str, cell: Cell) -> Parsed:
    """Part an address into settlement and street."""
    return _address(context, target, cell, whole=False)


def parse_settlement(context: Context, target: str, cell: Cell) -> Parsed:
    """Read a settlement; what stands beside it goes into the address."""
    return _address(context, target, cell, whole=True)


def _address(context: Context, target: str, cell: Cell, *, whole: bool) -> Parsed:
    if is_unanswered(cell):
        return NOTHING
    text = one_line(as_text(cell))
    read = context.addresses.read(text, whole=whole)
    street = (("person.address", read.street),) if read.street else ()
    if read.settlement is None:
        doubts = (Finding(read.doubt, target, {"text": text}),) if read.doubt else ()
        return Parsed(street, doubts=doubts)
    changes = (
        ()
        if read.plain
        else (Change("person.settlement", "settlement", text, read.settlement.short),)
    )
    return Parsed((("person.settlement", read.settlement.ekatte), *street), changes)


def parse_phone(_context: Context, target: str, cell: Cell) -> Parsed:
    """Write a phone the usual way."""
    text = as_text(cell).strip()
    if is_unanswered(cell) or (not _DIGIT.search(text) and says_no_phone(fold(text))):
        return NOTHING
    read = read_phone(text)
    changes = (Change(target, "phone", text, read.text),) if read.changed else ()
    doubts = (Finding("phone_odd", target, {"text": read.text}),) if read.odd else ()
    return Parsed(((target, read.text),), changes, doubts)


def parse_email(_context: Context, target: str, cell: Cell) -> Parsed:
    """Keep an e-mail address."""
    text = as_text(cell).strip()
    if is_unanswered(cell) or fold(text) in _NOT_THERE:
        return NOTHING
    doubts = () if is_email(text) else (Finding("email_odd", target, {"text": text}),)
    return Parsed(((target, text),), doubts=doubts)
