"""The second step: what each column means, with some of its cells to see it by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.intake.targets import IGNORED, ROW_NUMBER, targets
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import ElidedWords, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from kazanlak_case.intake.mapping import ListMapping
    from kazanlak_case.ui.intake_parts.preview import ColumnSeen, ListSeen
    from kazanlak_case.ui.kit import Kit


class Quietly(QComboBox):
    """A list whose value the wheel does not change by accident while one scrolls the page."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsStep(QWidget):
    """A list of meanings per column."""

    tried = Signal()
    mapping_kept = Signal(str)
    mapping_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "columnsStep")
        self._kit = kit
        self._seen: ListSeen | None = None
        self._choices: dict[str, QComboBox] = {}
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "columnsScroll", tokens.large)
        self._card = Card(self._page.page, "columnsCard", tokens)
        self._page.body.addWidget(self._card)
        self._page.body.addStretch(1)
        self.kind = named(QComboBox(self), "mappingKind")
        self.kind.setMinimumWidth(tokens.px(190))
        self.kind.activated.connect(self._on_kind)
        self.name = named(QLineEdit(self), "mappingName")
        self.name.setMaximumWidth(tokens.px(220))
        self.keep = Button(self, "keepMapping", kit.look, icon="save")
        self._back = Button(self, "columnsBack", kit.look, icon="arrow-left")
        self.go = PrimaryButton(self, "rehearse", kit.look, icon="list-checks")
        foot = row(tokens.small)
        foot.addWidget(self._back)
        foot.addWidget(self.kind)
        foot.addStretch(1)
        foot.addWidget(self.name)
        foot.addWidget(self.keep)
        foot.addSpacing(tokens.large)
        foot.addWidget(self.go)
        layout = column(tokens.medium)
        layout.addWidget(self._page, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.go.clicked.connect(self.tried)
        self._back.clicked.connect(self.left)
        self.keep.clicked.connect(self._on_keep)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.name.setPlaceholderText(_("Name for this kind of list"))
        self.name.setAccessibleName(_("Name for this kind of list"))
        self.kind.setAccessibleName(_("Kind of list"))
        self.kind.setItemText(0, _("Recognised by headings"))
        self.keep.say(_("Keep these meanings"), hint=_("Next time the columns are known at once"))
        self._back.say(_("Another file"))
        self.go.say(_("Rehearse"), hint=_("Nothing is written yet"))
        if self._seen is not None:
            mapping = self.mapping
            self.show_list(self._seen)
            for letter, target in mapping.columns.items():
                self.choose(letter.removeprefix("@"), target)

    def show_list(self, seen: ListSeen) -> None:
        """Show the columns of a list."""
        self._seen = seen
        self._choices = {}
        clear(self._card.body)
        known = sum(one.target not in {IGNORED, ROW_NUMBER} for one in seen.columns)
        count = ngettext("{n} column", "{n} columns", len(seen.columns)).format(n=len(seen.columns))
        title = _("{count}, {known} recognised").format(count=count, known=known)
        self._card.body.addWidget(SectionTitle(self._card, "columnsTitle", title))
        first, last = seen.heading_rows
        hint = _(
            "Sheet “{sheet}”, headings in row {row}. Please look whether each column means what you mean."
        ).format(sheet=seen.sheet, row=first if first == last else f"{first}–{last}")
        self._card.body.addWidget(
            Words(self._card, "columnsHint", role="muted", wraps=True, text=hint)
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._kit.look.tokens.large)
        grid.setVerticalSpacing(self._kit.look.tokens.tight)
        for at, stretch in ((1, 3), (2, 3), (3, 4)):
            grid.setColumnStretch(at, stretch)
        for at, text in enumerate((_("Heading"), _("Means"), _("For example")), start=1):
            grid.addWidget(Words(self._card, f"columnsHead{at}", role="label", text=text), 0, at)
        for line, one in enumerate(seen.columns, start=1):
            self._line(grid, line, one)
        self._card.body.addLayout(grid)

    def offer(self, names: Sequence[str], chosen: str) -> None:
        """Offer the kinds of lists whose columns are known."""
        self.kind.clear()
        self.kind.addItem(_("Recognised by headings"), "")
        for name in names:
            self.kind.addItem(name, name)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def choose(self, letter: str, target: str) -> None:
        """Say what a column means."""
        box = self._choices[letter]
        box.setCurrentIndex(max(0, box.findData(target)))

    @property
    def mapping(self) -> ListMapping:
        """What the columns mean now; columns that share a heading are told apart by their letters."""
        seen = self._seen
        if seen is None:
            raise LookupError
        columns = {f"@{letter}": str(box.currentData()) for letter, box in self._choices.items()}
        return replace(
            seen.mapping, sheet=seen.sheet, heading_rows=seen.heading_rows, columns=columns
        )

    @property
    def kept_mapping(self) -> ListMapping:
        """The same to be kept: by headings, for the next list may have its columns elsewhere."""
        seen, mapping = self._seen, self.mapping
        if seen is None:
            raise LookupError
        texts = [one.heading for one in seen.columns]
        columns = {
            one.heading if texts.count(one.heading) == 1 else f"@{one.letter}": mapping.columns[
                f"@{one.letter}"
            ]
            for one in seen.columns
        }
        name = self.name.text().strip()
        return replace(
            seen.mapping, name=name, title=name, sheet="", heading_rows=None, columns=columns
        )

    def _line(self, grid: QGridLayout, line: int, one: ColumnSeen) -> None:
        px = self._kit.look.tokens.px
        letter = Words(self._card, f"letter_{one.letter}", role="caption", text=one.letter)
        heading = ElidedWords(self._card, f"heading_{one.letter}", role="strong", text=one.heading)
        heading.setMinimumWidth(px(120))
        box = named(Quietly(self._card), f"target_{one.letter}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumWidth(px(170))
        box.setAccessibleName(_("{heading} means").format(heading=one.heading))
        for name, target in _ordered():
            box.addItem(_(target), name)
        box.setCurrentIndex(max(0, box.findData(one.target)))
        samples = ElidedWords(
            self._card, f"samples_{one.letter}", role="muted", text=" · ".join(one.samples)
        )
        for at, widget in enumerate((letter, heading, box, samples)):
            grid.addWidget(widget, line, at, Qt.AlignmentFlag.AlignVCenter)
        self._choices[one.letter] = box

    def _on_kind(self, _at: int) -> None:
        self.mapping_wanted.emit(str(self.kind.currentData()))

    def _on_keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self.mapping_kept.emit(name)
        else:
            self.name.setFocus()


def _ordered() -> list[tuple[str, str]]:
    """Give the meanings to choose from: not to take it comes first."""
    found = {name: target.label for name, target in targets().items()}
    first = {IGNORED: found.pop(IGNORED)}
    return list((first | found).items())
