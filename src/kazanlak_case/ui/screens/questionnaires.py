"""The questionnaires of needs: read by all, written by the municipality as new versions, checked while one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.questionnaires import (
    Version,
    check_questionnaire,
    may_write_questionnaires,
    retire_questionnaire,
    save_questionnaire,
    versions,
)
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

LIST_WIDTH = 330


class Questionnaires(QWidget):
    """Versions at the left, the text of one at the right."""

    heading_changed = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "questionnaires")
        self._kit = kit
        self._found: tuple[Version, ...] = ()
        self._chosen: Version | None = None
        self._may_write = False
        tokens = kit.look.tokens
        self._list = ScrollPage(self, "questionnaireList", tokens.tight)
        self._list.setFixedWidth(tokens.px(LIST_WIDTH))
        self._card = Card(self, "questionnaireCard", tokens)
        self._hint = Words(self._card, "questionnaireHint", role="muted", wraps=True)
        self.text = named(QPlainTextEdit(self._card), "questionnaireText")
        self.text.setTabChangesFocus(True)
        self.said = Words(self._card, "questionnaireSaid", wraps=True)
        self.change = Button(self._card, "questionnaireChange", kit.look, icon="copy")
        self.retire = Button(self._card, "questionnaireRetire", kit.look, icon="archive")
        self.cancel = Button(self._card, "questionnaireCancel", kit.look)
        self.save_button = PrimaryButton(self._card, "questionnaireSave", kit.look, icon="check")
        self._autosave = Autosave(self, kit.operations, "questionnaire", self._draft)
        self._build()
        self._connect()
        self.retranslate()
        self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Questionnaires"), ""

    def refresh(self) -> None:
        """Read the versions anew."""
        self._kit.operations.read(_read, done=self._on_read, failed=self._kit.messages.refuse)

    def follow(self, changed: Changed) -> None:
        """Read anew when a questionnaire was written."""
        if changed.concerns("questionnaire"):
            self.refresh()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.text.setAccessibleName(_("Text of the questionnaire"))
        self.change.say(_("Copy and change"))
        self.retire.say(_("Use no more"))
        self.cancel.say(_("Cancel"))
        self.save_button.say(_("Save as a new version"), hint=_("Ctrl+S"))
        self._show()

    def begin_change(self) -> None:
        """Copy the chosen text to be changed."""
        self.text.setReadOnly(False)
        self._show()
        self.text.setFocus()

    def save(self) -> None:
        """Keep the text as the next version of its code."""
        if self.text.isReadOnly() or check_questionnaire(self.text.toPlainText()) is not None:
            return
        self._kit.operations.write(
            partial(_save, self.text.toPlainText()),
            done=self._on_saved,
            failed=self._kit.messages.refuse,
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        self.text.setReadOnly(True)
        body = self._card.body
        body.setSpacing(tokens.small)
        body.addWidget(self._hint)
        body.addWidget(self.text, 1)
        body.addWidget(self.said)
        body.addLayout(self._foot())
        across = row(tokens.large)
        across.addWidget(self._list)
        across.addWidget(self._card, 1)
        layout = column(0)
        layout.addLayout(across)
        self.setLayout(layout)

    def _foot(self) -> QHBoxLayout:
        foot = row(self._kit.look.tokens.small)
        for button in (self.change, self.retire):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.cancel, self.save_button):
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_typed)
        self.change.clicked.connect(self.begin_change)
        self.retire.clicked.connect(self._on_retire)
        self.cancel.clicked.connect(self._on_cancel)
        self.save_button.clicked.connect(self.save)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_read(self, answer: tuple[tuple[Version, ...], bool]) -> None:
        self._found, self._may_write = answer
        clear(self._list.body)
        for one in self._found:
            self._list.body.addWidget(self._row(one))
        self._list.body.addStretch(1)
        if self.text.isReadOnly():
            self._choose(self._found[0])
        if self._may_write:
            self._autosave.find(self._on_draft)

    def _row(self, one: Version) -> LinkRow:
        name = f"version_{one.form.code}_{one.form.version}"
        link = LinkRow(self._list.page, name, self._kit.look, icon="clipboard-list")
        whose = _("of the municipality") if one.record else _("of the program")
        detail = _("{code}, version {n} · {whose}").format(
            code=one.form.code, n=one.form.version, whose=whose
        )
        mark = _("not used any more") if one.is_retired else ""
        link.say(one.form.title, detail, mark=mark)
        link.clicked.connect(partial(self._choose, one))
        return link

    def _choose(self, one: Version) -> None:
        if not self.text.isReadOnly():
            return  # what is being changed stays until it is saved or given up
        self._chosen = one
        self.text.setPlainText(one.form.text)
        self._show()

    def _show(self) -> None:
        is_changing = not self.text.isReadOnly()
        chosen = self._chosen
        self.change.setVisible(self._may_write and not is_changing)
        self.retire.setVisible(
            self._may_write and not is_changing and chosen is not None and bool(chosen.record)
        )
        self.retire.setEnabled(chosen is not None and not chosen.is_retired)
        self.cancel.setVisible(is_changing)
        self.save_button.setVisible(is_changing)
        if is_changing:
            hint = _("Change what you like; saved it is a new version, and the old ones stay.")
        elif self._may_write:
            hint = _("A questionnaire is changed by copying it: assessments keep their version.")
        else:
            hint = _("Questionnaires are written in the municipality and come with its bundles.")
        self._hint.setText(hint)
        self._check()

    def _check(self) -> None:
        text = self.text.toPlainText()
        if not text:
            self.said.setText("")
            return
        fault = check_questionnaire(text)
        self.save_button.setEnabled(fault is None)
        self.said.setProperty("role", "problem" if fault else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(sentence(fault) if fault else _("Nothing is wrong in this text."))

    def _on_typed(self) -> None:
        if not self.text.isReadOnly():
            self._check()
            self._autosave.watch()

    def _on_cancel(self) -> None:
        self._autosave.drop()
        self.text.setReadOnly(True)
        self._choose(self._chosen or self._found[0])

    def _on_retire(self) -> None:
        if self._chosen is not None and self._chosen.record:
            self._kit.operations.write(
                partial(_retire, self._chosen.record),
                done=self._on_retired,
                failed=self._kit.messages.refuse,
            )

    def _on_saved(self, written: Written) -> None:
        self._autosave.drop()
        self.text.setReadOnly(True)
        self._kit.messages.saved(_("Questionnaire saved as a new version."), written.undo)
        self.refresh()

    def _on_retired(self, written: Written) -> None:
        self._kit.messages.saved(_("The questionnaire is not asked any more."), written.undo)
        self.refresh()

    def _draft(self) -> dict[str, object]:
        return {} if self.text.isReadOnly() else {"text": self.text.toPlainText()}

    def _on_draft(self, draft: dict[str, object]) -> None:
        if draft.get("text") and self.text.isReadOnly():
            self.text.setPlainText(str(draft["text"]))
            self.begin_change()


def _read(uow: UnitOfWork) -> tuple[tuple[Version, ...], bool]:
    return versions(uow), may_write_questionnaires(uow)


def _save(text: str, uow: UnitOfWork) -> Written:
    return save_questionnaire(uow, text)


def _retire(record: RecordId, uow: UnitOfWork) -> Written:
    return retire_questionnaire(uow, record)
