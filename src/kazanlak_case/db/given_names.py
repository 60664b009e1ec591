"""Which names are known as names of their own, and which full names a short form stands for (resources/reference)."""

import csv
import functools
import io
from collections.abc import Iterator

from kazanlak_case.domain.rules.name_keys import loose_key, skeleton, stored_keys
from kazanlak_case.domain.rules.names import MOST_WORDS, fold
from kazanlak_case.paths import resource


@functools.lru_cache(maxsize=MOST_WORDS)
def full_names_of(word: str) -> frozenset[str]:
    """Give the search keys of the names a folded word may stand for as a short form or a variant, however it is spelt.

    Мария is no short form, though Мари is one and sounds so.
    """
    by_spelling, by_sound = _short_forms()
    if word in by_spelling or word in sexes_of_given():
        return frozenset(by_spelling.get(word, ()))
    return frozenset(
        name for key in stored_keys(word) for name in by_sound.get(loose_key(key) or key, ())
    )


@functools.cache
def _short_forms() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    by_spelling: dict[str, set[str]] = {}
    by_sound: dict[str, set[str]] = {}
    for row in _rows("name_diminutives.csv"):
        short, full = skeleton(row["short_form"]), skeleton(row["full_name"])
        by_spelling.setdefault(fold(row["short_form"]), set()).add(full)
        by_sound.setdefault(loose_key(short) or short, set()).add(full)
    return by_spelling, by_sound


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
