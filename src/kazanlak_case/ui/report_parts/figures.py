"""The indicators as figures: each number is a button that opens the people it counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.indicators import places_behind
from kazanlak_case.ui.widgets.bar_chart import Bar, BarChart
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.services.report_model import Cell, Report, Section
    from kazanlak_case.ui.kit import Kit

SEXES = (("women", "f"), ("men", "m"), ("total", ""))
MOST_BARS = 14


class Figures(QWidget):
    """Sections of indicators, and beside them the outputs as a chart."""

    number_opened = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "figures")
        self._kit = kit
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "figuresScroll", tokens.large)
        self._sections = column(tokens.large)
        chart = Card(self._page.page, "chartCard", tokens)
        self._chart_title = SectionTitle(chart, "chartTitle")
        self.chart = BarChart(chart, "chart", kit.look)
        legend = row(tokens.small)
        self._women, self._men = (
            Chip(chart, "women", tone="accent"),
            Chip(chart, "men", tone="warn"),
        )
        legend.addWidget(self._women)
        legend.addWidget(self._men)
        legend.addStretch(1)
        chart.body.addWidget(self._chart_title)
        chart.body.addLayout(legend)
        chart.body.addWidget(self.chart)
        self._notes = Card(self._page.page, "notesCard", tokens)
        aside = column(tokens.large)
        aside.addWidget(chart)
        aside.addWidget(self._notes)
        aside.addStretch(1)
        both = row(tokens.large)
        both.addLayout(self._sections, 5)
        both.addLayout(aside, 4)
        self._page.body.addLayout(both)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)

    def show_report(self, report: Report, notes: list[str]) -> None:
        """Show the figures of a report."""
        clear(self._sections)
        for at, section in enumerate(report.sections):
            self._sections.addWidget(self._card(at, section))
        self._sections.addStretch(1)
        self._show_chart(report)
        clear(self._notes.body)
        title = SectionTitle(self._notes, "notesTitle", _("To know when reading"))
        self._notes.body.addWidget(title)
        for at, text in enumerate(notes):
            words = Words(self._notes, f"note{at}", role="muted", wraps=True, text=text)
            self._notes.body.addWidget(words)

    def _card(self, at: int, section: Section) -> Card:
        tokens = self._kit.look.tokens
        card = Card(self._page.page, f"section{at}", tokens)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.tight)
        grid.setVerticalSpacing(tokens.px(2))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, tokens.px(54))
        title = SectionTitle(card, f"section{at}Title", _(section.title))
        title.setWordWrap(True)
        card.body.addWidget(title)
        for place, word in enumerate((_("Women"), _("Men"), _("Total")), start=2):
            head = Words(card, f"head{at}_{place}", role="caption", text=word)
            head.setContentsMargins(0, 0, tokens.small, 0)
            grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignRight)
            grid.setColumnMinimumWidth(place, tokens.px(54))
        for line, cells in enumerate(section.rows, start=1):
            self._line(card, grid, line, cells)
        card.body.addLayout(grid)
        return card

    def _line(self, card: Card, grid: QGridLayout, line: int, cells: tuple[Cell, ...]) -> None:
        rule_set, code, name = (str(cell) for cell in cells[:3])
        key = f"{rule_set}_{code}".replace(" ", "")
        profile = self._kit.lookups.profile
        can_open = self._kit.sight.sees(places_behind(profile, rule_set, code))
        mark = code if len(code) <= LONGEST_CODE else ""
        grid.addWidget(Words(card, f"code_{key}", role="label", text=mark), line, 0)
        words = Words(card, f"name_{key}", wraps=True, text=name)
        grid.addWidget(words, line, 1)
        for place, ((part, sex), value) in enumerate(zip(SEXES, cells[3:6], strict=True), start=2):
            button = QuietButton(card, f"number_{key}_{part}", self._kit.look)
            number = self._kit.wording.number(int(str(value or 0)))
            button.say(number)
            spoken = {"women": _("Women"), "men": _("Men"), "total": _("Total")}[part]
            button.setAccessibleName(f"{name}, {spoken}: {number}")
            button.setProperty("small", True)
            button.setProperty("figure", True)
            button.setFixedWidth(self._kit.look.tokens.px(54))
            button.setEnabled(bool(value) and can_open)
            button.clicked.connect(partial(self.number_opened.emit, rule_set, code, name, sex))
            grid.addWidget(button, line, place, Qt.AlignmentFlag.AlignRight)

    def _show_chart(self, report: Report) -> None:
        section = report.sections[0] if report.sections else None
        rows = [cells for cells in section.rows if cells[5]] if section else []
        bars = tuple(
            Bar(
                str(cells[2]),
                (
                    (int(str(cells[3])), "accent"),
                    (int(str(cells[4])), "warn"),
                    (_rest(cells), "muted"),
                ),
            )
            for cells in rows[:MOST_BARS]
        )
        title = _(section.title) if section else ""
        self._chart_title.setText(title)
        self._chart_title.setWordWrap(True)
        self._women.say(_("Women"), "accent")
        self._men.say(_("Men"), "warn")
        told = "; ".join(f"{bar.label}: {bar.total}" for bar in bars)
        self.chart.show_bars(bars, title=title, description=told)


LONGEST_CODE = 6


def _rest(cells: tuple[Cell, ...]) -> int:
    """Count whose sex is not known."""
    return max(0, int(str(cells[5])) - int(str(cells[3])) - int(str(cells[4])))
