"""A new password, given twice, with words on how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.password_strength import Strength, Weakness, judge
from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.password_parts.keyboard_hints import KeyboardHints
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.password_line import PasswordLine

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look

STRENGTH_WORDS = {
    Strength.TOO_SHORT: N_("Too short yet: 12 characters, or four words."),
    Strength.WEAK: N_("Weak: easily guessed."),
    Strength.FAIR: N_("Fair: a longer one is better."),
    Strength.GOOD: N_("Good."),
    Strength.STRONG: N_("Strong."),
}
WEAKNESS_WORDS = {
    Weakness.NAME: N_("The user name in it adds nothing."),
    Weakness.DIGITS: N_("Digits alone are guessed first: dates, phones, numbers."),
    Weakness.PATTERN: N_("Repeated letters and neighbours on the keyboard add little."),
}
TONES = {
    Strength.TOO_SHORT: "",
    Strength.WEAK: "danger",
    Strength.FAIR: "warn",
    Strength.GOOD: "ok",
    Strength.STRONG: "ok",
}


class NewPassword(QWidget):
    """Two lines. What is given is read with `text`; `problem` says why it cannot be taken."""

    entered = Signal()

    def __init__(self, parent: QWidget, look: Look, *, user: str = "") -> None:
        super().__init__(parent)
        named(self, "newPasswordPart")
        self.user = user
        tokens = look.tokens
        self.new = PasswordLine(self, look, "newPassword")
        self.again = PasswordLine(self, look, "newAgain")
        self._labels = {
            line.objectName(): Words(self, f"{line.objectName()}Label", role="label")
            for line in (self.new, self.again)
        }
        self.strength = Words(self, "passwordStrength", role="tone", wraps=True)
        self._hints = KeyboardHints(self, "newPasswordHints", tokens)
        self._hints.watch(self.new, self.again)
        layout = column(tokens.tight)
        for line in (self.new, self.again):
            label = self._labels[line.objectName()]
            label.setBuddy(line)
            layout.addWidget(label)
            layout.addWidget(line)
            if line is self.new:
                layout.addWidget(self.strength)
                layout.addSpacing(tokens.tight)
        layout.addWidget(self._hints)
        self.setLayout(layout)
        self.setFocusProxy(self.new)
        self.new.textEdited.connect(self._judge)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        words = {"newPassword": _("New password"), "newAgain": _("The new one once more")}
        for line in (self.new, self.again):
            word = words[line.objectName()]
            self._labels[line.objectName()].setText(word)
            line.setAccessibleName(word)
            line.retranslate()
        self._judge(self.new.text())

    def text(self) -> str:
        """Give the new password."""
        return self.new.text()

    def problem(self) -> str:
        """Say why it cannot be taken; nothing when it can."""
        if not judge(self.new.text(), user=self.user).is_enough:
            return _("The password is too short: at least 12 characters, or four words.")
        if self.new.text() != self.again.text():
            return _("The two passwords differ.")
        return ""

    def forget(self) -> None:
        """Let go of what was typed."""
        for line in (self.new, self.again):
            line.clear()
            line.hide_letters()
        self._hints.forget()
        self._judge("")

    def _judge(self, text: str) -> None:
        if not text:
            advice = _("Four or more words are easiest to remember. Cyrillic is welcome.")
            self.strength.setText(advice)
            restyled(self.strength, tone="")
            return
        found = judge(text, user=self.user)
        words = [_(STRENGTH_WORDS[found.strength])]
        if found.weakness in WEAKNESS_WORDS:
            words.append(_(WEAKNESS_WORDS[found.weakness]))
        self.strength.setText(" ".join(words))
        self.new.setAccessibleDescription(self.strength.text())
        restyled(self.strength, tone=TONES[found.strength])
