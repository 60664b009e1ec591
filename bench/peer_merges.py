"""The merge of a house-year beside what others merge it with: PouchDB, Yjs, and SQLite's session changesets."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from house_year import CHANGES, HouseYear, shared_house_year
from measures import Row, Run
from peer_year import write_peer_year
from taking_in import Copies, raw_upserts, taken

PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Peer:
    """Another way to merge: how it is run, what it is held to, and what it leaves out that ours does."""

    name: str
    program: tuple[str, ...]
    how: tuple[str, ...]
    without: str
    must: float | None = None
    after: float | None = None


NODE = shutil.which("node") or ""
PEERS_OF_NODE = (
    Peer(
        "PouchDB",
        (NODE, "pouch.js"),
        (),
        "LevelDB, not encrypted; keeps both values of a conflict, but by whole records; no signature, no history of fields",
        1 / 10,
        1 / 20,
    ),
    Peer(
        "Yjs",
        (NODE, "yjs.js"),
        ("one",),
        "all in memory, nothing to ask a question of; one of two values wins and nobody is told; no signature",
        1 / 5,
        1 / 10,
    ),
)
SESSIONS = Peer(
    "SQLite session changesets",
    (sys.executable, "sessions.py"),
    (),
    "not encrypted; no history, no conflict kept, and the outcome depends on the order of import",
)


def rows(run: Run) -> Iterator[Row]:
    """Measure in turns: ours, raw, and each peer."""
    year = shared_house_year(run, CHANGES // 10 if run.quick else CHANGES)
    exported = run.folder / "year.json"
    write_peer_year(year, exported)
    yield from _sessions(run, year, exported)
    for peer in PEERS_OF_NODE:
        if not NODE or not (PEERS / "node_modules").is_dir():
            missing = "no node" if not NODE else "npm could not set it up"
            yield Row(_name(peer), None, "×", f"not measured: {missing}", peer.must, peer.after)
            continue
        yield _against(run, year, peer, exported)


def _name(peer: Peer) -> str:
    return f"merge of a house-year, all in ÷ {peer.name}"


def _against(run: Run, year: HouseYear, peer: Peer, exported: Path) -> Row:
    place, copies = run.folder / peer.name, Copies(year.centre)
    place.mkdir()
    _run(peer, "build", exported, place)
    pairs = [(taken(copies, year.bundle), _merged(peer, place)) for _ in range(run.pairs(3, 1))]
    shutil.rmtree(place)
    cost = statistics.median(theirs for _, theirs in pairs)
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    against = f"{cost:.1f} s CPU; {peer.without}"
    return Row(_name(peer), ratio, "×", against, peer.must, peer.after)


def _sessions(run: Run, year: HouseYear, exported: Path) -> Iterator[Row]:
    place, copies = run.folder / "sessions", Copies(year.centre)
    _run(SESSIONS, "build", exported, place)
    pairs = [(_merged(SESSIONS, place), raw_upserts(year, copies)) for _ in range(run.pairs(5))]
    shutil.rmtree(place)
    yield Row(
        f"{SESSIONS.name} ÷ raw upserts, for information",
        statistics.median(theirs / raw for theirs, raw in pairs),
        "×",
        SESSIONS.without,
    )
    outcomes = json.loads(_run(SESSIONS, "order"))
    said = "; ".join(f"{policy}: {' or '.join(found)}" for policy, found in outcomes.items())
    differing = sum(len(set(found)) > 1 for found in outcomes.values())
    against = f"two houses write one phone, taken in both orders: {said}"
    yield Row(
        "… policies under which their outcome depends on the order", differing, "of 2", against
    )


def _merged(peer: Peer, place: Path) -> float:
    """Let a peer merge into a copy of what it built, in a process of its own; answer its CPU seconds."""
    turn = place.with_name(f"{place.name}-turn")
    shutil.copytree(place, turn)
    seconds = float(json.loads(_run(peer, "merge", turn))["seconds"])
    shutil.rmtree(turn)
    return seconds


def _run(peer: Peer, what: str, *paths: Path) -> str:
    program, script = peer.program
    how: Sequence[str] = peer.how if what == "merge" else ()
    command = [program, str(PEERS / script), what, *map(str, paths), *how]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
