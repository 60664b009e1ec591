"""Which ties there are between people, how the same tie is called from the other end, and which cannot be."""

from collections.abc import Iterable, Mapping

PARENT, GRANDPARENT, SPOUSE, PARTNER, FORMER = (
    "parent",
    "grandparent",
    "spouse",
    "partner",
    "former_partner",
)

WOMAN, MAN = "f", "m"

FROM_THE_OTHER_END: Mapping[str, str] = {
    PARENT: "child",
    "guardian": "ward",
    "foster_parent": "foster_child",
    "step_parent": "step_child",
    GRANDPARENT: "grandchild",
}
"""What a person is to the one who is this to them; any other tie is called the same from both ends."""

KEPT_AS: Mapping[str, str] = {other: kind for kind, other in FROM_THE_OTHER_END.items()}
"""A tie is kept once, from the younger end: whoever is somebody's child has that somebody as parent."""

COUPLES = frozenset({SPOUSE, PARTNER})
OLDER = frozenset({PARENT, GRANDPARENT})
"""Ties that only an older person can have, and that never lead back to where they began."""

RAISING = frozenset({PARENT, "guardian", "foster_parent", "step_parent"})
"""Ties of those who bring a child up: one generation above."""

MOST_PARENTS = 2


def seen_from_other(relation: str) -> str:
    """Tell what the one end is to the other, from what the other is to it."""
    return FROM_THE_OTHER_END.get(relation) or KEPT_AS.get(relation, relation)


def elders_of(person: str, ties: Iterable[tuple[str, str]]) -> frozenset[str]:
    """List all above a person; each tie is (younger, older)."""
    above: dict[str, list[str]] = {}
    for younger, older in ties:
        above.setdefault(younger, []).append(older)
    found: set[str] = set()
    waiting = [person]
    while waiting:
        for older in above.get(waiting.pop(), ()):
            if older not in found:
                found.add(older)
                waiting.append(older)
    return frozenset(found)
