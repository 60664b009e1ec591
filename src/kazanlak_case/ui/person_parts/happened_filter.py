"""Narrows what happened: words in the texts, a kind, a domain, a colleague. One row, quiet until it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.timeline_filter import KINDS, TimelineFilter
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

AFTER_MS = 200


class HappenedFilter(QWidget):
    """`changed` follows once one stops typing, and at every choice."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "happenedFilter")
        self._kit = kit
        tokens = kit.look.tokens
        self.line = named(QLineEdit(self), "happenedWords")
        self.line.setClearButtonEnabled(True)
        self._kind = named(QComboBox(self), "happenedKind")
        self._domain = named(QComboBox(self), "happenedDomain")
        self._worker = named(QComboBox(self), "happenedWorker")
        self._clear = PlainButton(self, "happenedClear", kit.look, icon="x")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER_MS)
        self._pause.timeout.connect(self.changed)
        layout = row(tokens.small)
        layout.setContentsMargins(tokens.small, tokens.tight, tokens.small, tokens.tight)
        layout.addWidget(self.line, 3)
        for box in self._boxes:
            box.setMinimumWidth(tokens.px(96))
            layout.addWidget(box, 2)
            box.currentIndexChanged.connect(self._on_box)
        layout.addWidget(self._clear)
        self.setLayout(layout)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_enter)
        self._clear.clicked.connect(self.reset)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), parent, self._go)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.retranslate()

    @property
    def wanted(self) -> TimelineFilter:
        """What is asked for now."""
        worker = self._worker.currentData()
        return TimelineFilter(
            kind=self._kind.currentData(),
            domain=self._domain.currentData(),
            staff_member=RecordId(worker) if worker else None,
            words=self.line.text(),
        )

    def reset(self) -> None:
        """Ask for everything again."""
        was_narrow = self.wanted.narrows
        self._fill()
        self.line.clear()
        self._pause.stop()
        if was_narrow:
            self.changed.emit()
        self._show()

    def retranslate(self) -> None:
        """Word the row in the language of now."""
        hint = _("Search in what was written")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setToolTip(_("Ctrl+F"))
        for box, name in zip(self._boxes, (_("Kind"), _("Domain"), _("Colleague")), strict=True):
            box.setAccessibleName(name)
        self._clear.setAccessibleName(_("Show everything"))
        self._clear.setToolTip(_("Show everything"))
        self._fill()
        self._show()

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return self._kind, self._domain, self._worker

    def _fill(self) -> None:
        lookups = self._kit.lookups
        names = lookups.names.get("staff_member", {})
        workers: list[tuple[str, str]] = [
            (text, key) for key, text in lookups.wording.in_order(names.items(), _second)
        ]
        choices: tuple[tuple[str, list[tuple[str, str]]], ...] = (
            (_("Everything"), [(_(words), key) for key, (words, _events) in KINDS.items()]),
            (_("Domains"), [(text, key) for key, text in lookups.choices("domain").items()]),
            (_("Colleagues"), workers),
        )
        for box, (first, more) in zip(self._boxes, choices, strict=True):
            box.blockSignals(True)
            box.clear()
            box.addItem(first, None)
            for text, key in more:
                box.addItem(text, key)
            box.blockSignals(False)

    def _show(self) -> None:
        self._clear.setVisible(self.wanted.narrows)

    def _go(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def _on_edited(self, _text: str) -> None:
        self._show()
        self._pause.start()

    def _on_enter(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _on_box(self, _index: int) -> None:
        self._show()
        self.changed.emit()


def _second(pair: tuple[RecordId, str]) -> str:
    return pair[1]
