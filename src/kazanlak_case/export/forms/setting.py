"""Set a form on paper: head with number and house, numbered sections, places to write and to sign."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kazanlak_case.export.forms.blocks import (
    Block,
    Grid,
    Lines,
    Pair,
    Said,
    Signatures,
    Text,
    Ticks,
)
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
from kazanlak_case.export.paper_tables import PADDED, lines_table, rows_table
from kazanlak_case.i18n import _

BODY, SMALL, HIGH = 10.5, 8.5, 23
LABELS = 0.36
SIGNED = 27
TOGETHER = 5
"""A table with no more rows than this stays on one page with its heading."""


def set_head(title: str, number: str, *, below: Sequence[str], mark: str = "") -> Iterator[Any]:
    """Set the title, the number with its date, and whose form it is."""
    yield paragraph(title, style("title", 17, font=BOLD, textColor=ACCENT, spaceAfter=2))
    yield paragraph(number, style("number", 11.5, font=BOLD, spaceAfter=3))
    if mark:
        yield paragraph(mark, style("copy", 10, font=BOLD, textColor=MUTED, spaceAfter=2))
    for line in below:
        if line:
            yield paragraph(line, style("below", 9, textColor=MUTED))


def set_section(title: str, blocks: Iterable[Block], *, wide: bool = False) -> list[Any]:
    """Set a section; its heading is never left alone at the foot of a page."""
    from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

    look = style("section", 12, font=BOLD, spaceBefore=11, spaceAfter=4)
    body: list[Any] = []
    whole = True
    for block in blocks:
        if body:
            body.append(Spacer(0, 5))
        body += _set(block, wide=wide)
        whole = whole and _is_short(block)
    head = [paragraph(title, look)] if title else []
    if whole:
        return [KeepTogether([*head, *body])]
    return [CondPageBreak(110), *head, *body]


def joined_to_the_last(sections: Sequence[list[Any]]) -> list[Any]:
    """Give all sections one after the other; signatures never stand alone on a page, without what they are for."""
    from reportlab.platypus import KeepTogether

    *rest, last = sections
    parts = [one for section in rest for one in section]
    if parts and all(isinstance(one, KeepTogether) for one in (parts[-1], *last)):
        inner = [*parts.pop()._content, *(each for one in last for each in one._content)]  # noqa: SLF001 - there is no other way to ask
        return [*parts, KeepTogether(inner)]
    return [*parts, *last]


def _is_short(block: Block) -> bool:
    if isinstance(block, Grid):
        return len(block.rows) + block.empty <= TOGETHER
    if isinstance(block, Text):
        return len(block.text) < 900
    return not (isinstance(block, Lines) and len(block.pairs) > 2 * TOGETHER)


def _set(block: Block, *, wide: bool) -> list[Any]:
    for kind, how in _SETTERS:
        if isinstance(block, kind):
            return how(block, wide=wide)
    raise TypeError(block)


def _lines(block: Lines, *, wide: bool) -> list[Any]:
    return [lines_table(block.pairs, share=LABELS, size=BODY, empty=HIGH, wide=wide)]


def _said(block: Said, *, wide: bool) -> list[Any]:  # noqa: ARG001 - as all setters
    if not block.text:
        return []
    size, colour = (SMALL, MUTED) if block.is_small else (BODY - 0.5, "#000000")
    return [paragraph(block.text, style("said", size, textColor=colour, spaceAfter=2))]


def _text(block: Text, *, wide: bool) -> list[Any]:
    parts = [_label(block.label)] if block.label else []
    if block.text:
        return [*parts, paragraph(block.text, style("text", BODY, spaceAfter=3))]
    return [*parts, _ruled(block.rules, wide=wide)]


def _label(text: str) -> Any:
    return paragraph(text, style("label", BODY - 1, textColor=MUTED))


def _ruled(count: int, *, wide: bool) -> Any:
    from reportlab.platypus import Table

    width = width_of_paper(wide=wide) - PADDED
    table = Table([[""]] * count, [width], [HIGH] * count, hAlign="LEFT")
    table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)])
    return table


def _grid(block: Grid, *, wide: bool) -> list[Any]:
    rows = [*block.rows]
    looks: list[tuple[Any, ...]] = []
    if block.total:
        rows.append(block.total)
        looks = [("BACKGROUND", (0, len(rows)), (-1, len(rows)), SOFT)]
    size = 8.5 if wide or len(block.heads) > 5 else 9.5
    table = rows_table(
        block.heads,
        rows,
        shares=block.shares,
        size=size,
        wide=wide,
        right=block.right,
        empty=(block.empty, block.tall),
        looks=looks,
    )
    return [table]


def _ticks(block: Ticks, *, wide: bool) -> list[Any]:
    """Set answers in columns, each with a box before it."""
    from reportlab.platypus import Table

    width = (width_of_paper(wide=wide) - PADDED) / block.columns
    look = style("tick", BODY - 0.5)
    cells: list[Any] = []
    for code, words in block.options:
        inner = Table(
            [[_box(is_ticked=code in block.ticked), paragraph(words, look)]], [17, width - 23]
        )
        inner.setStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *((edge, (0, 0), (-1, -1), 0) for edge in ("LEFTPADDING", "RIGHTPADDING")),
                *((edge, (0, 0), (-1, -1), 1) for edge in ("TOPPADDING", "BOTTOMPADDING")),
            ]
        )
        cells.append(inner)
    rows = [
        [*cells[at : at + block.columns], *[""] * (block.columns - len(cells[at:]))]
        for at in range(0, len(cells), block.columns)
    ]
    table = Table(rows, [width] * block.columns, hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            *((edge, (0, 0), (-1, -1), 0.5) for edge in ("TOPPADDING", "BOTTOMPADDING")),
        ]
    )
    return [_label(block.label), table] if block.label else [table]


def _signatures(block: Signatures, *, wide: bool) -> list[Any]:
    from reportlab.platypus import Spacer

    parts: list[Any] = [Spacer(0, 4), _lines_to_sign(block.people, wide=wide)]
    if block.fingerprint:
        parts += [Spacer(0, 6), _fingerprint(wide=wide)]
    if block.stamp:
        parts.append(paragraph(_("(stamp)"), style("stamp", SMALL, textColor=MUTED, spaceBefore=8)))
    return parts


def _lines_to_sign(people: Sequence[Pair], *, wide: bool) -> Any:
    """Give each a line, with room for the name and the day."""
    from reportlab.platypus import Table

    width = width_of_paper(wide=wide) - PADDED
    look, name = style("who", BODY - 0.5), style("name", BODY - 0.5, font=BOLD)
    under = style("under", 7, textColor=MUTED)
    rows: list[list[Any]] = []
    for who, called in people:
        rows.append([paragraph(who, look), paragraph(called, name), "", ""])
        rows.append(["", *(paragraph(text, under) for text in (_("name"), _("signature"), _("date")))])  # fmt: skip
    table = Table(
        rows, [width * share for share in (0.26, 0.36, 0.24, 0.14)], [SIGNED, 12] * len(people)
    )
    table.hAlign = "LEFT"
    looks: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        *((edge, (0, 0), (-1, -1), 1) for edge in ("TOPPADDING", "BOTTOMPADDING")),
    ]
    for at in range(0, len(rows), 2):
        looks += [("LINEBELOW", (column, at), (column, at), 0.5, LINE) for column in (1, 2, 3)]
        looks.append(("VALIGN", (1, at + 1), (-1, at + 1), "TOP"))
    table.setStyle(looks)
    return table


def _fingerprint(*, wide: bool) -> Any:
    """Leave a box for the finger of who cannot write, and lines for the witness who was there."""
    from reportlab.platypus import Table

    width = width_of_paper(wide=wide) - PADDED
    small = style("finger", SMALL, textColor=MUTED)
    words = _(
        "Where the person cannot write: fingerprint in the box, before a witness who read the form out.\n"
        "Witness (name, signature):"
    )
    table = Table([[paragraph(words, small), ""]], [width - 80, 74], [56], hAlign="LEFT")
    table.setStyle(
        [
            ("BOX", (1, 0), (1, 0), 0.6, LINE),
            ("LINEBELOW", (0, 0), (0, 0), 0.5, LINE),
            ("VALIGN", (0, 0), (0, 0), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
        ]
    )
    return table


def _box_class() -> Any:
    from reportlab.platypus import Flowable

    class Box(Flowable):
        """A box to tick; our letters have no sign for it."""

        def __init__(self, *, is_ticked: bool) -> None:
            super().__init__()
            self.width, self.height = 11.0, 12.5
            self._is_ticked = is_ticked

        def draw(self) -> None:
            canvas = self.canv
            canvas.setStrokeColor(ACCENT if self._is_ticked else MUTED)
            canvas.setLineWidth(0.8)
            canvas.rect(0.5, 0, 9.5, 9.5)
            if self._is_ticked:
                canvas.setLineWidth(1.6)
                canvas.line(2.3, 4.8, 4.4, 2.4)
                canvas.line(4.4, 2.4, 8.4, 7.6)

    return Box


def _box(*, is_ticked: bool) -> Any:
    return _box_class()(is_ticked=is_ticked)


_SETTERS: tuple[tuple[type, Callable[..., list[Any]]], ...] = (
    (Lines, _lines),
    (Text, _text),
    (Said, _said),
    (Ticks, _ticks),
    (Grid, _grid),
    (Signatures, _signatures),
)
