"""„Резервни копия“: how safe the file is, which backups there are here and on sticks, and the way back from one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.backup_parts import words
from kazanlak_case.ui.backup_parts.work import (
    Found,
    Keeping,
    back_up,
    copy_newest,
    keeping_of,
    names_of_users,
    salvage,
)
from kazanlak_case.ui.dialogs.choosing import choose_folder
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kazanlak_case.db.backup_facts import BackupFacts
    from kazanlak_case.db.salvage import Salvaged
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SHOWN = 12
"""So many of one place are listed; with more there is a line that says so."""


class BackupsPage(QWidget):
    """Shows where the work is kept. `restore_wanted` brings (path of a backup) to be looked into."""

    heading_changed = Signal(str, str)
    restore_wanted = Signal(object)

    def __init__(self, parent: QWidget, kit: Kit, sticks: Callable[[], tuple[Path, ...]]) -> None:
        super().__init__(parent)
        named(self, "backupsPage")
        self._kit = kit
        self._sticks = sticks
        self._keeping: Keeping | None = None
        self._other: Path | None = None
        self._names: Mapping[str, str] = {}
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "backupsScroll", tokens.large)
        inside = self._page.page
        self._state = Card(inside, "backupState", tokens)
        self._lists = column(tokens.large)
        self.make = PrimaryButton(self._state, "backUpNow", kit.look, icon="archive")
        self.copy = Button(self._state, "copyToStick", kit.look, icon="usb")
        self.other = QuietButton(self._state, "otherBackups", kit.look, icon="folder-open")
        self._title = SectionTitle(self._state, "backupStateTitle")
        self._last = Words(self._state, "lastBackup", wraps=True)
        self._second = Words(self._state, "lastCopy", role="muted", wraps=True)
        self._rule = Words(self._state, "backupRule", role="caption", wraps=True)
        self._damage = Card(inside, "damageCard", tokens, tone="danger")
        self._damage_words = Words(self._damage, "damageWords", wraps=True)
        self.save = Button(self._damage, "salvage", kit.look, icon="package-open")
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Look anew what backups there are."""
        case_file = self._kit.operations.case_file
        self._keeping = keeping_of(case_file.path, self._sticks())
        self._kit.operations.read(names_of_users, done=self._on_names, channel="backups")
        self._show()

    def follow(self, changed: Changed) -> None:
        """Look again after an import: it makes a backup."""
        if changed.everything and self.isVisible():
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Backups"), _("so that nothing is lost")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("How safe the work is"))
        self.make.say(_("Back up now"))
        self.copy.say(_("Copy to the stick"))
        self.other.say(_("Look in another folder…"))
        self.save.say(_("Save what can be read into a new file"))
        self._damage_words.setText(
            _(
                "Damage was found in this file, so nothing more is written into it. Restore the newest backup; what was written after it can be saved and read."
            )
        )
        self._rule.setText(
            _(
                "A backup is made by itself when the program is closed for the first time in a day, every four hours of work, and before each import and update. Each one is opened and verified. All of the last day are kept, then 7 daily, 8 weekly and 12 monthly ones."
            )
        )
        self._show()
        self.heading_changed.emit(*self.heading())

    def back_up(self) -> None:
        """Write a backup now."""
        self._kit.operations.long(
            back_up,
            title=_("Writing a backup and reading it back"),
            done=self._on_made,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def copy_to_stick(self) -> None:
        """Bring the newest state to the first stick there is."""
        sticks = self._sticks()
        if not sticks:
            self._kit.messages.tell(_("There is no stick. Plug one in and try again."))
            return
        self._kit.operations.long(
            partial(copy_newest, sticks[0]),
            title=_("Copying a backup to the stick and reading it back"),
            done=self._on_copied,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def salvage(self) -> None:
        """Save what can be read of the damaged file into a new one beside it."""
        self._kit.operations.long(
            salvage,
            title=_("Saving what can be read"),
            done=self._on_saved,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def _on_saved(self, saved: Salvaged) -> None:
        wording = self._kit.wording
        name = saved.path.name
        if saved.is_whole:
            text = _("Everything was saved into “{name}”. Close this file and go on in that one.")
            self._kit.messages.tell(text.format(name=name))
            return
        gone = sum(saved.missing.values())
        text = ngettext(
            "Saved into “{name}”, to be read; {n} record is missing. Restore a backup: what others hold comes back with the exchange.",
            "Saved into “{name}”, to be read; {n} records are missing. Restore a backup: what others hold comes back with the exchange.",
            gone,
        )
        self._kit.messages.tell(text.format(name=name, n=wording.number(gone)))

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        may = self._kit.operations.case_file.may
        buttons = row(tokens.small)
        for button in (self.make, self.copy, self.other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.make.setVisible(may(Act.BACK_UP))
        self.copy.setVisible(may(Act.BACK_UP))
        self.other.setVisible(may(Act.RESTORE))
        for part in (self._title, self._last, self._second):
            self._state.body.addWidget(part)
        self._state.body.addLayout(buttons)
        self._state.body.addWidget(self._rule)
        self._damage.body.addWidget(self._damage_words)
        self._damage.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._page.body.addWidget(self._damage)
        self._page.body.addWidget(self._state)
        self._page.body.addLayout(self._lists)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self.make.clicked.connect(self.back_up)
        self.copy.clicked.connect(self.copy_to_stick)
        self.other.clicked.connect(self._on_other)
        self.save.clicked.connect(self.salvage)

    def _on_names(self, names: dict[RecordId, str]) -> None:
        self._names = {str(one): name for one, name in names.items()}
        self._show()

    def _on_other(self) -> None:
        folder = choose_folder(self, _("Choose a folder with backups"))
        if folder is not None:
            self._other = folder
            self._show()

    def _on_made(self, made: Path) -> None:
        self.refresh()
        self._kit.messages.tell(
            _("The backup is written and checked: {name}").format(name=made.name)
        )

    def _on_copied(self, _made: Path) -> None:
        self.refresh()
        self._kit.messages.tell(
            _("The backup is on the stick and was read back. You may take the stick out.")
        )

    def _show(self) -> None:
        clear(self._lists)
        keeping = self._keeping
        if keeping is None:
            return
        wording, today = self._kit.wording, self._kit.today
        case_file = self._kit.operations.case_file
        self._damage.setVisible(bool(case_file.damage))
        self.save.setVisible(case_file.may(Act.RESTORE))
        newest = next((one for one in keeping.here.backups if one.is_whole), None)
        self._last.setText(words.last_backup(newest, wording, today))
        self._second.setText(words.last_copy(keeping.care, wording, today))
        self.copy.setEnabled(bool(keeping.sticks))
        hint = "" if keeping.sticks else _("Plug a stick in first.")
        self.copy.setToolTip(hint)
        self._lists.addWidget(self._card("here", _("On this computer"), keeping.here))
        for at, (_stick, found) in enumerate(keeping.sticks):
            title = _("On the stick “{name}”").format(name=found.name)
            self._lists.addWidget(self._card(f"stick{at}", title, found))
        if self._other is not None:
            title = _("In the folder “{name}”").format(name=self._other.name)
            self._lists.addWidget(self._card("other", title, _found_in(self._other)))

    def _card(self, name: str, title: str, found: Found) -> Card:
        kit = self._kit
        card = Card(self._page.page, f"{name}Backups", kit.look.tokens)
        card.body.setSpacing(kit.look.tokens.tight)
        card.body.addWidget(SectionTitle(card, f"{name}BackupsTitle", title))
        if not found.backups:
            text = _("There is none here yet.")
            card.body.addWidget(Words(card, f"{name}None", role="muted", text=text))
        for at, one in enumerate(found.backups[:SHOWN]):
            card.body.addWidget(self._row(card, f"{name}{at}", one))
        if len(found.backups) > SHOWN:
            more = len(found.backups) - SHOWN
            text = ngettext("and {n} older one", "and {n} older ones", more).format(n=more)
            card.body.addWidget(Words(card, f"{name}More", role="caption", text=text))
        return card

    def _row(self, card: Card, name: str, one: BackupFacts) -> LinkRow:
        link = LinkRow(card, f"backup_{name}", self._kit.look, icon="archive")
        mark, tone = words.state(one)
        wording = self._kit.wording
        detail = words.contents(one, wording, self._names)
        link.say(words.when(one, wording), detail, mark=mark, tone=tone)
        link.setEnabled(self._kit.operations.case_file.may(Act.RESTORE))
        link.clicked.connect(partial(self.restore_wanted.emit, one.path))
        return link


def _found_in(folder: Path) -> Found:
    from kazanlak_case.db.backups import backups_in

    return Found(folder.name, backups_in(folder))
