"""The bundles that were taken in, the last of which may be taken out again after a plain question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.ui.exchange_parts.report_card import ReportPart
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kazanlak_case.domain.exchange import ImportReport
    from kazanlak_case.services.return_report import ReturnLine
    from kazanlak_case.ui.kit import Kit

SHOWN_IMPORTS = 12


class PastCard(Card):
    """Lists reports. The question stands where its button was: nothing covers what it is about."""

    undo_wanted = Signal(str)
    asked = Signal(QWidget)
    """The question stands: it should be in sight."""
    opened = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "pastImports", kit.look.tokens)
        self._kit = kit
        self._imports: Sequence[ImportReport] = ()
        self._lines: Mapping[str, Sequence[ReturnLine]] = {}
        self._asks = False

    def show_imports(
        self, imports: Sequence[ImportReport], lines: Mapping[str, Sequence[ReturnLine]]
    ) -> None:
        """Show them; without any the card goes."""
        self._imports, self._lines, self._asks = imports, lines, False
        self._show()

    def _show(self) -> None:
        clear(self.body)
        self.setVisible(bool(self._imports))
        self.body.addWidget(SectionTitle(self, "pastTitle", _("Bundles taken in")))
        for at, report in enumerate(self._imports[:SHOWN_IMPORTS]):
            self.body.addWidget(Line(self, f"pastLine{at}"))
            told = self._lines.get(report.bundle, ()) if at == 0 else ()
            part = ReportPart(self, f"past{at}", self._kit, report, told)
            part.opened.connect(self.opened)
            line = row(self._kit.look.tokens.medium)
            line.addWidget(part, 1)
            can_undo = at == 0 and report.undo and self._kit.may(Act.UNDO_IMPORT)
            if can_undo and not self._asks:
                undo = Button(self, "undoImport", self._kit.look, icon="undo-2")
                undo.say(_("Take out again…"))
                undo.clicked.connect(self._on_asked)
                line.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
            if can_undo and self._asks:
                self._add_question(report)

    def _add_question(self, report: ImportReport) -> None:
        tokens = self._kit.look.tokens
        text = _(
            "Everything this bundle brought is taken out again, and the file is as it was before. "
            "The bundle can be taken in again later."
        )
        ask = Card(self, "undoQuestion", tokens, tone="accent")
        ask.body.addWidget(Words(ask, "undoText", role="strong", wraps=True, text=text))
        if report.backup:
            place = _("The backup made before it lies here: {place}").format(place=report.backup)
            ask.body.addWidget(Words(ask, "undoBackup", role="caption", wraps=True, text=place))
        buttons = row(tokens.small)
        buttons.addStretch(1)
        leave = Button(ask, "undoLeave", self._kit.look)
        leave.say(_("Leave it"))
        leave.clicked.connect(self._on_left)
        go = DangerButton(ask, "undoGo", self._kit.look, icon="undo-2")
        go.say(_("Take it out"))
        go.clicked.connect(partial(self.undo_wanted.emit, str(report.undo)))
        buttons.addWidget(leave)
        buttons.addWidget(go)
        ask.body.addLayout(buttons)
        holder = column(0)
        holder.addWidget(ask)
        self.body.addLayout(holder)
        leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit(ask)

    def _on_asked(self) -> None:
        self._asks = True
        self._show()

    def _on_left(self) -> None:
        self._asks = False
        self._show()
