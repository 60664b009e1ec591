"""Histories that once came out wrong, as the state machine printed them (docs/fuzz.md, "Found so far")."""

from collections import Counter

import pytest

from support.merging.histories import Histories

FOUND = {
    "an edit of an erased person, to a file that was copied with its disk and knows of no erasure": (
        {"cast": ("kran-1", "kran-2"), "years": [0, 0, 0, 0], "real": 0, "meet": 5},
        [("erase", 155), ("carry", 50), ("part", 0), ("mend", 0)],
    ),
    "a search index brought together by one connection, and checked by another that remembers it as it was": (
        {"cast": ("razhena-1",), "years": [0, 0, 0, 0], "real": 0, "meet": 5},
        [
            *[("edit", 1), ("edit", 0), ("edit", 24), ("carry", 60), ("carry", 0)],
            *[("edit", 3553), ("carry", 0), ("edit", 1)],
        ],
    ),
}


@pytest.mark.parametrize(("begin", "steps"), FOUND.values(), ids=FOUND)
def test_what_was_found_once_comes_out_right(
    begin: dict[str, object], steps: list[tuple[str, int]]
) -> None:
    history = type("Histories", (Histories,), {"tally": Counter[str]()})()
    history.begin(**begin)
    for step in steps:
        history.do(step=step)
    history.teardown()
