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
    from reportlab.platypus import LongTable, Spacer, TableStyle

    label, body = style("label", size - 0.5, textColor=MUTED), style("body", size)
    width = width_of_paper(wide=wide) - PADDED
    # the room to write on is a cell of its own, so that a long label beside it still has all its lines
    room = Spacer(1, max(0, empty - BETWEEN))
    rows = [
        [paragraph(name, label), room if empty and not value else paragraph(value, body)]
        for name, value in lines
    ]
    table = LongTable(rows, [width * share, width * (1 - share)], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, SOFT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                *first,
            ]
        )
    )
    return table


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
        rows: The cells.
        shares: How much of the width each column takes.
        size: Of the letters.
        wide: The paper is turned.
        right: Columns set to the right: figures.
        empty: How many rows without words follow, and how high: to be written on by hand.
        looks: More of the table's look.
    """
    from reportlab.platypus import LongTable, TableStyle

    head, body = style("head", size, font=BOLD, textColor="#FFFFFF"), style("cell", size)
    numbers = style("number", size, alignment=2)
    width = width_of_paper(wide=wide) - PADDED
    cells = [[paragraph(text, head) for text in heads]]
    cells += [
        [paragraph(text, numbers if at in right else body) for at, text in enumerate(row)]
        for row in rows
    ]
    heights: list[float | None] = [None] * len(cells)
    count, height = empty
    cells += [[""] * len(heads) for _ in range(count)]
    heights += [height] * count
    table = LongTable(
        cells, [width * share for share in shares], heights, repeatRows=1, hAlign="LEFT"
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), ACCENT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                *looks,
            ]
        )
    )
    return table
