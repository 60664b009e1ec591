"""Who is to get access: user name, name shown, post, and who it is among the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.user_parts.work import NewUser
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit


class NewUserForm(QWidget):
    """Asks; `wanted` brings a `NewUser`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "newUserForm")
        tokens = kit.look.tokens
        self.name = named(QLineEdit(self), "newUserName", _("User name"))
        self.name.setPlaceholderText(_("short, for example maria"))
        self.shown = named(QLineEdit(self), "newUserShown", _("Name shown"))
        self.post = _choices(self, "newUserPost", _("Post"), kit.lookups.choices("role"))
        members = kit.lookups.names.get("staff_member", {})
        staff = {str(member): name for member, name in members.items()}
        self.staff = _choices(self, "newUserStaff", _("Member of staff"), staff)
        self._problem = Words(self, "newUserProblem", role="problem", wraps=True)
        self._problem.hide()
        self.go = PrimaryButton(self, "newUserGo", kit.look, icon="user-plus")
        self.go.say(_("Give access"))
        self.go.clicked.connect(self.ask)
        layout = column(tokens.tight)
        for part in (self.name, self.shown, self.post, self.staff):
            label = Words(
                self, f"{part.objectName()}Label", role="label", text=part.accessibleName()
            )
            label.setBuddy(part)
            layout.addWidget(label)
            layout.addWidget(part)
            layout.addSpacing(tokens.small)
        hint = _(
            "The program makes a one-time password. It is shown once; at the first sign-in it is replaced by one that only its owner knows."
        )
        layout.addWidget(Words(self, "newUserHint", role="muted", wraps=True, text=hint))
        layout.addWidget(self._problem)
        layout.addSpacing(tokens.small)
        layout.addWidget(self.go)
        layout.addStretch(1)
        self.setLayout(layout)
        for line in (self.name, self.shown):
            line.returnPressed.connect(self.ask)
        self.setFocusProxy(self.name)

    def ask(self) -> None:
        """Pass on what was given, if it can be taken."""
        if not self.go.isEnabled():
            return
        if not self.name.text().strip():
            self._say(_("Give a user name."))
            self.name.setFocus()
            return
        if not self.post.currentData():
            self._say(_("Choose the post: it decides what this user may see and do."))
            self.post.setFocus()
            return
        self._problem.hide()
        self.go.setEnabled(False)
        member = self.staff.currentData()
        new = NewUser(
            name=self.name.text().strip(),
            shown=self.shown.text().strip(),
            role=str(self.post.currentData()),
            staff_member=RecordId(member) if member else None,
        )
        self.wanted.emit(new)

    def refuse(self, error: ExpectedError) -> None:
        """Say why not; what was typed stays."""
        self.go.setEnabled(True)
        problems = error.problems.values() if isinstance(error, InvalidRecordError) else ()
        self._say(" ".join(map(_, problems)) or sentence(error))
        self.name.setFocus()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()


def _choices(parent: QWidget, name: str, label: str, words: Mapping[str, str]) -> QComboBox:
    box = named(QComboBox(parent), name, label)
    box.addItem(_("– choose –"), "")
    for key, word in words.items():
        box.addItem(word, key)
    return box
