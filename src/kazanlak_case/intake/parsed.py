"""What one cell says, and what a parser needs to know for reading it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.domain.fields import Value
from kazanlak_case.intake.addresses import Addresses
from kazanlak_case.intake.cells import Cell
from kazanlak_case.intake.findings import Change, Finding
from kazanlak_case.intake.targets import targets


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a cell says: values by target, and what is to be told about them."""

    values: tuple[tuple[str, Value], ...] = ()
    changes: tuple[Change, ...] = ()
    doubts: tuple[Finding, ...] = ()
    reasons: tuple[Finding, ...] = ()


NOTHING = Parsed()


@dataclass(frozen=True, slots=True)
class Context:
    """What the parsers know: the day, the code lists, the settlements, and the words of the mapping."""

    today: date
    lists: CodeLists
    addresses: Addresses
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By target: folded word to code, as the mapping says."""
    verbatim: frozenset[str] = frozenset()
    """Targets whose text is taken as it is written."""


Parser: TypeAlias = Callable[[Context, str, Cell], Parsed]


def label_of(target: str) -> str:
    """Give the English label of a target."""
    return targets()[target].label
