"""Tables on paper, in one look for all documents: labels beside values, and rows under a heading that repeats."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    LINE,
    MUTED,
    SOFT,
    paragraph,
    style,
    width_of_paper,
)

PADDED = 12
"""The frame of a page keeps six points on both sides."""
BETWEEN = 5
"""Over and under what stands in a cell."""


def lines_table(  # noqa: PLR0913 - how a table may differ
    lines: Iterable[tuple[str, str]],
    *,
    share: float,
    size: float = 9.5,
    first: Sequence[tuple[Any, ...]] = (),
    empty: float = 0,
    wide: bool = False,
) -> Any:
    """Set labels and values side by side.

    Args:
        lines: The pairs.
        share: How much of a line the label takes.
        size: Of the values' letters; labels are half a point smaller.
        first: More of the table's look.
        empty: How high a row without a value is, to be written on by hand.
        wide: The paper is turned.
    """
    from reportlab.platypus import Spacer

    label, body = style("label", size - 0.5, textColor=MUTED), style("body", size)
    # the room to write on is a cell of its own, so that a long label beside it still has all its lines
    room = Spacer(1, max(0, empty - BETWEEN))
    rows = [
        [paragraph(name, label), room if empty and not value else paragraph(value, body)]
        for name, value in lines
    ]
    looks = [("LEFTPADDING", (0, 0), (0, -1), 0), *first]
    return _ruled(rows, (share, 1 - share), line=SOFT, wide=wide, looks=looks)


def rows_table(  # noqa: PLR0913 - how a table may differ
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    shares: Sequence[float],
    size: float = 8,
    wide: bool = False,
    right: Collection[int] = (),
    empty: tuple[int, float] = (0, 0),
    looks: Sequence[tuple[Any, ...]] = (),
) -> Any:
    """Set rows under a heading that repeats on every page.

    Args:
        heads: The words over the columns.
        rows: The cells; a single one is a title over all columns.
        shares: How much of the width each column takes.
        size: Of the letters.
        wide: The paper is turned.
        right: Columns set to the right, heading and all: figures.
        empty: How many rows without words follow, and how high: to be written on by hand.
        looks: More of the table's look.
    """
    cells = [_row(heads, _looks_of_cells(size, font=BOLD, textColor="#FFFFFF"), right)]
    plain, title, titles = _looks_of_cells(size), style("title", size, font=BOLD), list(looks)
    for at, row in enumerate(rows, 1):
        if len(row) == 1 < len(heads):
            cells.append([paragraph(row[0], title), *[""] * (len(heads) - 1)])
            titles += [("SPAN", (0, at), (-1, at)), ("BACKGROUND", (0, at), (-1, at), SOFT)]
        else:
            cells.append(_row(row, plain, right))
    heights: list[float | None] = [None] * len(cells)
    count, height = empty
    cells += [[""] * len(heads) for _ in range(count)]
    heights += [height] * count
    look = [("BACKGROUND", (0, 0), (-1, 0), ACCENT), *titles]
    return _ruled(cells, shares, line=LINE, wide=wide, looks=look, rowHeights=heights, repeatRows=1)


def _ruled(
    cells: Sequence[Any], shares: Sequence[float], *, line: str, wide: bool, looks: Any, **more: Any
) -> Any:
    """Make a table with a line under each row: the one look of all of them."""
    from reportlab.platypus import LongTable, TableStyle

    width = width_of_paper(wide=wide) - PADDED
    table = LongTable(cells, colWidths=[width * share for share in shares], hAlign="LEFT", **more)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, line),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                *looks,
            ]
        )
    )
    return table


def _looks_of_cells(size: float, **more: Any) -> tuple[Any, Any]:
    """Give the look of words, and that of figures."""
    return style("words", size, **more), style("figures", size, alignment=2, **more)


def _row(texts: Sequence[str], looks: tuple[Any, Any], right: Collection[int]) -> list[Any]:
    return [paragraph(text, looks[at in right]) for at, text in enumerate(texts)]
