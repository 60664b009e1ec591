"""Open a person's confidential notes in an emergency: the sheet, the reason, and for how long; said plainly before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.i18n import _, ngettext, sentence
from kazanlak_case.services.emergency import MINUTES, Emergency, OpenedUntil, open_in_emergency
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit

WIDTH = 520


class EmergencyDialog(QDialog):
    """Asks for a reason first and for the sheet last; tells who will learn of it."""

    opened = Signal()

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        person: RecordId,
        name: str,
        secrets: tuple[str, ...],
    ) -> None:
        super().__init__(parent)
        named(self, "emergencyDialog")
        self._kit, self._person = kit, person
        self.setWindowTitle(_("Open in an emergency"))
        self.setMinimumWidth(kit.look.tokens.px(WIDTH))
        self.secret = named(QComboBox(self), "emergencySecret", _("Whose notes"))
        for one in secrets:
            self.secret.addItem(kit.lookups.label("note_secret", one), one)
        self.reason = named(QLineEdit(self), "emergencyReason", _("Why it cannot wait"))
        self.reason.setMaxLength(1000)
        self.sheet = named(QLineEdit(self), "emergencySheet", _("Letters of recovery sheet B"))
        self.sheet.setPlaceholderText("XXXXX XXXXX XXXXX XXXXX XXXXX XXXXX XXXXX XXXXX")
        kit.operations.closing.connect(self.sheet.clear)  # it opens what the lock is to shut
        self._minutes = named(QComboBox(self), "emergencyMinutes", _("For how long"))
        for count in MINUTES:
            text = ngettext("{n} minute", "{n} minutes", count).format(n=count)
            self._minutes.addItem(text, count)
        self._problem = Words(self, "emergencyProblem", role="problem", wraps=True)
        self._problem.hide()
        self.go = DangerButton(self, "emergencyGo", kit.look, icon="lock-open")
        self._build(name)
        self.reason.setFocus()

    @property
    def minutes(self) -> int:
        """For how long it is asked."""
        return int(self._minutes.currentData())

    def open_notes(self) -> None:
        """Ask for it."""
        self._problem.hide()
        self.go.setEnabled(False)
        emergency = Emergency(
            person=self._person,
            secret=str(self.secret.currentData()),
            reason=self.reason.text(),
            minutes=self.minutes,
            sheet=self.sheet.text(),
        )
        self._kit.operations.one_step(
            partial(_open, emergency),
            title=_("Opening the notes"),
            done=self._on_done,
            failed=self._on_refused,
        )

    def _build(self, name: str) -> None:
        tokens = self._kit.look.tokens
        layout = column(tokens.tight)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        title = _("Confidential notes about {name}").format(name=name)
        layout.addWidget(SectionTitle(self, "emergencyTitle", title))
        card = Card(self, "emergencyWarning", tokens, tone="warn")
        card.body.setContentsMargins(*(tokens.medium,) * 4)
        said = _(
            "Only where somebody's life or health is at stake and the author cannot be reached. "
            "What you do is recorded for good, and who wrote the notes will see who opened them, when and why."
        )
        card.body.addWidget(Words(card, "emergencySaid", wraps=True, text=said))
        layout.addSpacing(tokens.small)
        layout.addWidget(card)
        fields: list[tuple[str, QWidget]] = [(self.reason.accessibleName(), self.reason)]
        if self.secret.count() > 1:
            fields.insert(0, (self.secret.accessibleName(), self.secret))
        else:
            self.secret.hide()
        for text, field in fields:
            self._add(layout_of=layout, text=text, field=field)
        for field in (self._minutes, self.sheet):
            self._add(layout_of=layout, text=field.accessibleName(), field=field)
        hint = _(
            "The sheet lies sealed where the house decided. Small letters and spaces do not matter."
        )
        layout.addWidget(Words(self, "emergencyHint", role="caption", wraps=True, text=hint))
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.medium)
        cancel = Button(self, "emergencyCancel", self._kit.look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go.say(_("Open the notes"))
        self.go.clicked.connect(self.open_notes)
        foot = row(tokens.small)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _add(self, *, layout_of: QVBoxLayout, text: str, field: QWidget) -> None:
        layout_of.addSpacing(self._kit.look.tokens.small)
        label = Words(self, f"{field.objectName()}Label", role="label", text=text)
        label.setBuddy(field)
        layout_of.addWidget(label)
        layout_of.addWidget(field)

    def _on_done(self, _opened: OpenedUntil) -> None:
        self.sheet.clear()
        self.opened.emit()
        self.accept()

    def _on_refused(self, error: ExpectedError) -> None:
        self.go.setEnabled(True)
        problems = error.problems if isinstance(error, InvalidRecordError) else {}
        self._problem.setText(" ".join(_(one) for one in problems.values()) or sentence(error))
        self._problem.show()


def _open(
    emergency: Emergency,
    case_file: CaseFile,
    *,
    now: datetime,
) -> OpenedUntil:
    return open_in_emergency(case_file, emergency, now=now)
