"""Contents of attachments that no honest program sends, all signatures right."""

from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import TypeAlias

from kazanlak_case.db.blobs import LARGEST_EVER
from support.hostile import Tree, World
from support.hostile_outside import Make

Listed: TypeAlias = list[str | int]
CONTENT = b"scan" * 500
DIGEST = sha256(CONTENT).hexdigest()
LISTED: Listed = [f"att/{DIGEST}", len(CONTENT), DIGEST]


def enclosing(
    *listed: Listed, content: bytes = CONTENT, first: bool = False
) -> Callable[[World, Random], bytes]:
    """Write a sound bundle with contents listed after the segments, or before them."""

    def change(tree: Tree) -> None:
        held = tree["members"]
        tree["members"] = [*listed, *held] if first else [*held, *listed]

    def make(world: World, _rng: Random) -> bytes:
        plain = world.plain(world.new, change=change)
        if first:
            return world.seal(plain)
        return world.seal(plain + content)

    return make


def _with(**changed: str | int) -> Listed:
    names = ("name", "size", "digest")
    return [changed.get(name, value) for name, value in zip(names, LISTED, strict=True)]


_MEMBERS, _LIMITS, _HASH = (frozenset({code}) for code in ("members", "limits", "hash"))
_OTHER = sha256(b"other").hexdigest()

ENCLOSED: dict[str, tuple[Make, frozenset[str]]] = {
    "attachment under another name": (enclosing(_with(name=f"att/{_OTHER}")), _MEMBERS),
    "attachment that leads elsewhere": (enclosing(_with(name="att/../../x")), _MEMBERS),
    "attachment in capitals": (enclosing(_with(name=f"att/{DIGEST.upper()}")), _MEMBERS),
    "attachment twice": (enclosing(LISTED, LISTED, content=2 * CONTENT), _MEMBERS),
    "attachment of no bytes": (
        enclosing([f"att/{sha256(b'').hexdigest()}", 0, sha256(b"").hexdigest()], content=b""),
        _MEMBERS,
    ),
    "attachment before the segments": (enclosing(LISTED, first=True), _MEMBERS),
    "attachment over the limit": (enclosing(_with(size=LARGEST_EVER + 1)), _LIMITS),
    "attachment altered": (enclosing(LISTED, content=b"x" + CONTENT[1:]), _HASH),
    "attachment cut": (enclosing(LISTED, content=CONTENT[:-9]), frozenset({"truncated"})),
    "attachment with a tail": (enclosing(LISTED, content=CONTENT + b"x"), frozenset({"trailing"})),
    "attachment that never comes": (
        enclosing(_with(size=LARGEST_EVER)),
        frozenset({"truncated"}),
    ),
}
