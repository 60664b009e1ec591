"""What stands around confidential notes: why a text is not here and what to do, and until when an opening lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.labels import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.confidential import NotesOf, SecretStanding
    from kazanlak_case.ui.kit import Kit


class LentCard(Card):
    """Says until when notes are open in an emergency, and shuts them before."""

    done_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, standing: SecretStanding) -> None:
        tokens = kit.look.tokens
        super().__init__(parent, f"lent_{standing.secret}", tokens, tone="warn")
        self.body.setContentsMargins(*(tokens.medium,) * 4)
        until = kit.wording.time(standing.lent_until) if standing.lent_until else ""
        text = _("Opened in an emergency until {time}. It is recorded; the author will see it.")
        done = Button(self, "lentDone", kit.look, icon="lock")
        done.say(_("Done, close"))
        done.clicked.connect(self.done_wanted)
        line = row(tokens.medium)
        line.addWidget(Words(self, "lentWords", wraps=True, text=text.format(time=until)), 1)
        line.addWidget(done)
        self.body.addLayout(line)


class ClosedCard(Card):
    """Says why the text of some notes is not to be read here, and what can be done."""

    emergency_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, notes: NotesOf) -> None:
        tokens = kit.look.tokens
        super().__init__(parent, "closedCard", tokens)
        self._kit, self._notes = kit, notes
        self.body.setSpacing(tokens.small)
        title, text = self._words()
        self.body.addWidget(Words(self, "closedTitle", role="strong", text=title))
        self.body.addWidget(Words(self, "closedText", role="muted", wraps=True, text=text))
        if notes.may_open_in_emergency:
            button = Button(self, "openEmergency", kit.look, icon="lock-open")
            button.say(_("Open in an emergency…"))
            button.clicked.connect(self.emergency_wanted)
            line = row(0)
            line.addWidget(button)
            line.addStretch(1)
            self.body.addLayout(line)

    def _words(self) -> tuple[str, str]:
        waits = {one.secret for one in self._notes.secrets if one.waits}
        if waits & set(self._notes.closed):
            return _("The key is still to be handed to you"), _(
                "Your post may read these notes. A colleague who has the key hands it to you under "
                "Settings, Users; or take it with the recovery sheet."
            )
        label = self._kit.lookups.label
        posts = ", ".join(label("note_secret", one) for one in self._notes.closed)
        return _("Why is the text not here?"), _(
            "It is locked with a key that only these posts hold: {posts}. The program cannot open it for "
            "anybody else. If you need something from it for your work, ask who wrote it."
        ).format(posts=posts)
