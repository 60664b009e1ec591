"""Which names are known as names of their own, and which full names a short form stands for (resources/reference)."""

import csv
import functools
import io
from collections.abc import Iterator

from kazanlak_case.domain.rules.name_keys import loose_key, skeleton
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.paths import resource


@functools.cache
def full_names() -> dict[str, frozenset[str]]:
    """Give, by loose key of a short form or a variant, the search keys of the names it may stand for."""
    found: dict[str, set[str]] = {}
    for row in _rows("name_diminutives.csv"):
        short, full = skeleton(row["short_form"]), skeleton(row["full_name"])
        if short != full:
            found.setdefault(loose_key(short) or short, set()).add(full)
    return {key: frozenset(names) for key, names in found.items()}


@functools.cache
def sexes_of_given() -> dict[str, frozenset[str]]:
    """Give, by folded given name, who bears it: a woman, a man or both."""
    found: dict[str, set[str]] = {}
    for row in _rows("names.csv"):
        if row["kind"] == "given":
            found.setdefault(fold(row["name_bg"]), set()).add(row["sex"])
    return {name: frozenset(sexes) for name, sexes in found.items()}


@functools.cache
def family_names() -> frozenset[str]:
    """Give the folded patronymics and family names that are known, in both forms."""
    return frozenset(
        fold(form)
        for row in _rows("names.csv")
        if row["kind"] != "given"
        for form in (row["name_bg"], row["paired_form"])
        if form
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resource(f"reference/{name}").read_text("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text))
