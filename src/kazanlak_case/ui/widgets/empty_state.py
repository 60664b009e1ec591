"""What a page says when there is nothing to show: why, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kazanlak_case.ui.look import Look
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named


class EmptyState(QWidget):
    """An icon, a sentence, a hint, and perhaps one action."""

    def __init__(self, parent: QWidget, name: str, look: Look, *, icon: str = "search") -> None:
        super().__init__(parent)
        named(self, name)
        tokens = look.tokens
        picture = named(QLabel(self), f"{name}Icon")
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.dress(picture, icon, "strong_line", size=44)
        self.title = Words(self, f"{name}Title", role="section", wraps=True)
        self.hint = Words(self, f"{name}Hint", role="muted", wraps=True)
        for words in (self.title, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = PrimaryButton(self, f"{name}Action", look)
        self.action.hide()
        middle = named(QWidget(self), f"{name}Middle")
        middle.setMaximumWidth(tokens.px(480))
        inside = column(tokens.small)
        inside.addWidget(picture)
        inside.addWidget(self.title)
        inside.addWidget(self.hint)
        inside.addSpacing(tokens.small)
        inside.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.setLayout(inside)
        across = row(0)
        across.addStretch(1)
        across.addWidget(middle, 100)  # words that wrap need their width before their height
        across.addStretch(1)
        layout = column(0)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, title: str, hint: str = "", *, action: str = "") -> None:
        """Word the emptiness; without an action there is no button."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.action.say(action)
        self.action.setVisible(bool(action))
