"""The window once a file is open: screens, the panel over them, what is written, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from kazanlak_case.domain.backup_errors import DamageFoundError
from kazanlak_case.i18n import _
from kazanlak_case.services.history import undo
from kazanlak_case.settings import Settings
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.lookups import names_of_small_types
from kazanlak_case.ui.openings import Openings
from kazanlak_case.ui.person_actions import PERSON_ACTIONS
from kazanlak_case.ui.safekeeping import Safekeeping
from kazanlak_case.ui.ways import Ways
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.operations import Changed, Operations
    from kazanlak_case.ui.places import Place, Screen
    from kazanlak_case.ui.screens.settings import SettingsPage

HELD_TYPES = ("site", "staff_member", "partner")


class Workspace(Ways):
    """Brings screens, forms and what is written together. What a screen shows is its own affair."""

    lock_wanted = Signal()
    leave_wanted = Signal()
    settings_chosen = Signal(object)
    restore_wanted = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, operations: Operations, lookups: Lookups
    ) -> None:
        super().__init__(parent, look, operations, lookups)
        named(self, "workspace")
        self.settings = Settings()
        self.openings = Openings(self._content, self.kit)
        self.panel = self.openings.panel
        self._connect()
        self.begin_to_offer()
        self.go(next(iter(self._places)))
        self._stack.setFocus()
        self._status.ask(self.kit)
        self.keeping = Safekeeping(self, self.kit)
        self.keeping.damage_found.connect(self._on_damage)
        self.keeping.begin_soon()

    @override
    def make(self, place: Place) -> tuple[QWidget, Screen]:
        """Make the screen of a place, its signals led to here."""
        return place.make(self)

    # what is written ----------------------------------------------------------------------------------------------
    def begin(self, key: str) -> None:
        """Begin an action of the menu for whoever is open, or for anybody."""
        action = PERSON_ACTIONS[key]
        if action.is_open_to(self.kit):
            action.opens(self.openings, *self._open_person())

    def write_visit(self) -> None:
        """Write a visit of whoever is open, or of anybody."""
        if not self.kit.writes("service_entry.person"):
            return
        person_id, name = self._open_person()
        if person_id:
            self.openings.write_visit_for(person_id, name)
        else:
            self.openings.write_visit()

    def go_on_with(self, kind: str, person_id: str, name: str) -> None:
        """Open what was begun and not saved."""
        if kind not in {"person", "confidential"}:
            self.openings.go_on_with(kind, person_id, name)
            return
        self.open_person(person_id)
        if self._person is not None and kind == "confidential":
            self._person.show_confidential()
        elif self._person is not None:
            self._person.show_data()

    def undo(self, undo_id: str) -> None:
        """Take a changeset back."""
        words = self.kit.messages.words_when_undone(undo_id)
        done = partial(self._on_undone, words)
        self.kit.operations.write(
            partial(_undo, undo_id), done=done, failed=self.kit.messages.refuse
        )

    def choose_settings(self, settings: Settings) -> None:
        """Pass on what was chosen on the page of settings."""
        self.take_settings(settings)
        self.settings_chosen.emit(settings)

    def take_settings(self, settings: Settings) -> None:
        """Take what is liked, as the window holds it."""
        self.settings = settings
        self.openings.scanner_folder = settings.scanner_folder

    def _on_scanner(self, folder: str) -> None:
        """Remember where the scanner writes."""
        self.choose_settings(replace(self.settings, scanner_folder=folder))
        if "settings" in self._screens:
            cast("SettingsPage", self._screens["settings"]).show_settings(self.settings)

    def speak(self, language: str) -> None:
        """Word values in another language from now on."""
        lookups = self.kit.lookups
        self.kit.lookups = replace(lookups, wording=Wording(language))

    def keep_drafts(self) -> None:
        """Keep everything half-typed, before the window locks or closes."""
        if self._person is not None:
            self._person.keep_drafts()
        self.openings.keep_draft()
        for screen in self._screens.values():
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def retranslate(self) -> None:
        """Word rail and status in the language of now; screens word themselves."""
        self.word()
        self._show_heading()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())
        self._show_heading()

    def _connect(self) -> None:
        operations, messages = self.kit.operations, self.kit.messages
        self.rail.chosen.connect(self._on_place)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.header.searched.connect(self._on_searched)
        self.header.person_chosen.connect(self.open_person)
        self.header.visit_wanted.connect(self.write_visit)
        self.header.action_wanted.connect(self.begin)
        self.header.back_wanted.connect(self.go_back)
        self._status.exchange_opened.connect(self.open_exchange)
        self._status.backups_opened.connect(self.open_backups)
        operations.changed.connect(self._on_changed)
        operations.long_started.connect(messages.follow)
        operations.write_waits.connect(self._on_write_waits)
        messages.undo_asked.connect(self.undo)
        self.openings.undo_asked.connect(self.undo)
        self.openings.person_opened.connect(self.open_person)
        self.openings.place_wanted.connect(self.go)
        self.openings.scanner_chosen.connect(self._on_scanner)
        messages.told.connect(self.say_saved)
        shortcuts = {
            "Ctrl+K": self._on_search_wanted,
            "Ctrl+N": self.write_visit,
            "Ctrl+L": self.lock_wanted.emit,
            "Alt+Left": self.go_back,
        }
        for keys, act in shortcuts.items():
            QShortcut(QKeySequence(keys), self, act)
        for at, key in enumerate(self._places, start=1):
            QShortcut(QKeySequence(f"Alt+{at}"), self, partial(self._on_place, key))

    def _on_place(self, key: str) -> None:
        if key == self.here and key in {"people", "families"}:
            self.go_back()
        self.panel.close_panel()
        self.go(key)

    def _on_search_wanted(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def _on_searched(self, text: str) -> None:
        finder = finder_of(self.kit.operations, self.kit.lookups, "person")
        finder(text, self.header.show_found)

    def _on_changed(self, changed: Changed) -> None:
        if changed.concerns(*HELD_TYPES):
            self.kit.operations.read(names_of_small_types, done=self._on_names)
        for screen in self._screens.values():
            screen.follow(changed)
        if self._person is not None:
            self._person.follow(changed)
        self._status.ask(self.kit)

    def _on_names(self, names: Mapping[str, Mapping[RecordId, str]]) -> None:
        self.kit.lookups = self.kit.lookups.with_names(names)

    def _on_damage(self) -> None:
        self.kit.messages.refuse(DamageFoundError())
        self.open_backups()

    def _on_write_waits(self) -> None:
        self.kit.messages.tell(_("This will be saved after the work that is running."))

    def _on_undone(self, words: str, _written: Written) -> None:
        self.kit.messages.tell(words or _("Taken back. History shows both."))


def _undo(undo_id: str, uow: UnitOfWork) -> Written:
    return undo(uow, undo_id)
