"""Write docs/growth.md and its curve from what `growth` measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 360, 64, 48, 32, 24


@dataclass(frozen=True)
class Point:
    """One size of the store: what a change of the house-year cost, and what one whole import of it did."""

    changes: int
    cost: float
    """µs CPU for each change of the merge: chain, rows, log, conflicts, search index; without commit and backup."""
    size: int
    """Bytes of the file."""
    memory: float = 0.0
    """The most MB that a process took which did nothing but the whole import."""
    whole: float = 0.0
    """Seconds CPU of the whole import, of which the next five are parts."""
    merge: float = 0.0
    commit: float = 0.0
    repeats: float = 0.0
    findings: float = 0.0
    backup: float = 0.0


_COLUMNS: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("changes in the store", lambda one: f"{one.changes:,}".replace(",", " ")),
    ("file, MB", lambda one: f"{one.size / 1e6:.0f}"),
    ("merge, µs a change", lambda one: f"{one.cost:.1f}"),
    ("whole import, s", lambda one: f"{one.whole:.2f}"),
    ("of it merge", lambda one: f"{one.merge:.2f}"),
    ("commit", lambda one: f"{one.commit:.2f}"),
    ("repeated people", lambda one: f"{one.repeats:.2f}"),
    ("findings", lambda one: f"{one.findings:.2f}"),
    ("backup", lambda one: f"{one.backup:.2f}"),
    ("most memory, MB", lambda one: f"{one.memory:.0f}"),
)

_PAGE = """# Growth

The same house-year ({bundle} changes) taken into a store of growing size; made by `make bench-growth`
({machine}).

![Cost of a change by the size of the store](growth.svg)

{table}

- **Merge** is measured in turns over all sizes ({turns}) and rolled back: chain, rows, log, conflicts, deletes, search
  index. Largest ÷ smallest: **{ratio:.2f}** (must 1.5, after 1.2).
- **Whole import** is one run in a process of its own, from the bundle on the disk to the commit; its parts stand behind
  it. The backup copies the file, and repeated people and findings look at all of it: they grow with the store, and are
  told apart for that reason.
- The store grew through the merge itself, by years of other houses: the same kinds of work under other ids, numbers
  and keys, each round of houses a year further back.
"""


def write_page(
    points: Sequence[Point], bundle: int, machine: dict[str, str | int], *, turns: int
) -> None:
    """Write the page and the curve."""
    lines = [
        "| " + " | ".join(name for name, _ in _COLUMNS) + " |",
        "|" + "---:|" * len(_COLUMNS),
        *("| " + " | ".join(told(one) for _, told in _COLUMNS) + " |" for one in points),
    ]
    page = _PAGE.format(
        bundle=bundle,
        machine=", ".join(f"{name} {value}" for name, value in machine.items()),
        table="\n".join(lines),
        turns=f"{turns} turns, medians",
        ratio=points[-1].cost / points[0].cost,
    )
    (DOCS / "growth.md").write_text(page, "utf-8")
    (DOCS / "growth.svg").write_text(_curve(points), "utf-8")


def _curve(points: Sequence[Point]) -> str:
    """Draw the cost over the logarithm of the size, from nought, with the bar at one and a half times the first."""
    bar = points[0].cost * 1.5
    top = max(bar, *(one.cost for one in points)) * 1.15
    first, last = (log10(one.changes) for one in (points[0], points[-1]))

    def x(changes: int) -> float:
        share = (log10(changes) - first) / ((last - first) or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - BOTTOM - cost / top * (HEIGHT - BOTTOM - TOP)

    places = [(x(one.changes), y(one.cost), one) for one in points]
    line = " ".join(f"{across:.1f},{down:.1f}" for across, down, _ in places)
    marks = [
        f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4" fill="#1f6f8b"/>'
        f'<text x="{across:.1f}" y="{down - 10:.1f}" text-anchor="middle">{one.cost:.1f}</text>'
        f'<text x="{across:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_short(one.changes)}</text>'
        for across, down, one in places
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="#444" role="img" aria-label="µs CPU for a change, by changes in the store">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="20">µs CPU for a change, by changes in the store</text>\n'
        f'<line x1="{LEFT}" y1="{y(0):.1f}" x2="{WIDTH - RIGHT}" y2="{y(0):.1f}" stroke="#999"/>\n'
        f'<line x1="{LEFT}" y1="{y(bar):.1f}" x2="{WIDTH - RIGHT}" y2="{y(bar):.1f}" stroke="#b5533c" '
        f'stroke-dasharray="6 4"/>\n'
        f'<text x="{LEFT - 8}" y="{y(bar) + 4:.1f}" text-anchor="end" fill="#b5533c">×1.5</text>\n'
        f'<text x="{LEFT - 8}" y="{y(0) + 4:.1f}" text-anchor="end">0</text>\n'
        f'<polyline points="{line}" fill="none" stroke="#1f6f8b" stroke-width="2"/>\n'
        + "\n".join(marks)
        + "\n</svg>\n"
    )


def _short(changes: int) -> str:
    if changes >= 1_000_000:
        return f"{changes / 1e6:.1f} m"
    return f"{changes / 1e3:.0f} k"
