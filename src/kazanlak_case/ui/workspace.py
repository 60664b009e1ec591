"""The window once a file is open: rail, head, the screen one is on, the panel over it, and the line at the foot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.backup_errors import DamageFoundError
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import _
from kazanlak_case.services.history import undo
from kazanlak_case.settings import Settings
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.lookups import names_of_small_types
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.openings import Openings
from kazanlak_case.ui.person_actions import PERSON_ACTIONS
from kazanlak_case.ui.places import PLACES, SIDE_PLACES
from kazanlak_case.ui.safekeeping import Safekeeping
from kazanlak_case.ui.screens.settings import SettingsPage
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.header import Header
from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.rail import Rail
from kazanlak_case.ui.widgets.status_line import StatusLine
from kazanlak_case.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.family_place import FamilyPlace
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.operations import Changed, Operations
    from kazanlak_case.ui.places import Screen
    from kazanlak_case.ui.screens.conflicts import Conflicts
    from kazanlak_case.ui.screens.duplicates import Duplicates
    from kazanlak_case.ui.screens.people import People
    from kazanlak_case.ui.screens.person import PersonScreen
    from kazanlak_case.ui.screens.readings import Readings

NARROW_BELOW = 1100
HELD_TYPES = ("site", "staff_member", "partner")


class Workspace(QWidget):
    """Leads from screen to screen. What a screen shows is its own affair."""

    lock_wanted = Signal()
    leave_wanted = Signal()
    settings_chosen = Signal(object)
    restore_wanted = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, operations: Operations, lookups: Lookups
    ) -> None:
        super().__init__(parent)
        named(self, "workspace")
        self._content = named(QWidget(self), "content")
        self.kit = Kit(look, operations, Messages(self._content, look), lookups)
        self._screens: dict[str, Screen] = {}
        self._pages: dict[str, QWidget] = {}
        self.here = ""
        self.settings = Settings()
        self._people: People | None = None
        self._person: PersonScreen | None = None
        self._both: ListAndDetail | None = None
        sight = self.kit.sight
        self._places = {key: one for key, one in PLACES.items() if one.is_open_to(sight)}
        self.rail = Rail(self, look, {key: place.icon for key, place in self._places.items()})
        self.header = Header(self._content, look)
        self._stack = named(QStackedWidget(self._content), "screens")
        self._status = StatusLine(self, look)
        self._build()
        self.openings = Openings(self._content, self.kit)
        self.panel = self.openings.panel
        self._connect()
        self.retranslate()
        self._status.say_ready()
        self.header.show_only(
            search=sight.sees(NAME), visit=self.kit.writes("service_entry.person")
        )
        self._offer_actions()
        self.go(next(iter(self._places)))
        self._stack.setFocus()
        self._status.ask(self.kit)
        self.keeping = Safekeeping(self, self.kit)
        self.keeping.damage_found.connect(self._on_damage)
        self.keeping.begin_soon()

    # where one is -------------------------------------------------------------------------------------------------
    def go(self, key: str) -> None:
        """Go to a place of the rail; its screen is made when one first comes there.

        Where there is nothing for the user's post, nobody is led.
        """
        if not (PLACES | SIDE_PLACES)[key].is_open_to(self.kit.sight):
            return
        if key not in self._screens:
            page, screen = (PLACES | SIDE_PLACES)[key].make(self)
            self._pages[key], self._screens[key] = page, screen
            self._stack.addWidget(page)
            screen.heading_changed.connect(self._on_heading)
        self.here = key
        self._stack.setCurrentWidget(self._pages[key])
        self.rail.choose((PLACES | SIDE_PLACES)[key].under or key)
        self._screens[key].refresh()
        self._show_heading()

    def open_person(self, person_id: str) -> None:
        """Open a person's page beside the list, or in its place."""
        if self.here != "people":
            self.go("people")
        if self._person is None or self._both is None or self._people is None:
            return
        self._both.open_detail()
        self._person.show_person(person_id)
        self._people.table.choose(person_id)
        self._show_heading()

    def person_chosen(self, person_id: str) -> None:
        """Follow the list while a page is open beside it: the chosen and the opened are one."""
        if self._both is not None and self._both.is_open and self._both.shows_both:
            self.open_person(person_id)

    def close_person(self) -> None:
        """Go back to the list."""
        if self._both is not None and self._both.is_open:
            self._both.show_list()
            self._show_heading()
            if self._people is not None:
                self._people.table.setFocus()

    def open_family(self, household_id: str) -> None:
        """Open a family's page beside the list, or in its place."""
        self.go("families")
        if "families" in self._screens:
            cast("FamilyPlace", self._screens["families"]).open_family(household_id)

    def go_back(self) -> None:
        """Go back to the list of where one is."""
        if self.here == "families":
            cast("FamilyPlace", self._screens["families"]).close_detail()
        else:
            self.close_person()

    def hold_people(self, people: People, person: PersonScreen, both: ListAndDetail) -> None:
        """Take the two screens that stand side by side."""
        self._people, self._person, self._both = people, person, both
        person.heading_changed.connect(self._on_heading)

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

    def _open_person(self) -> tuple[str, str]:
        """Give the person whose page is open, and their name; both empty when none is."""
        page = self._person.page if self._person is not None else None
        is_open = self.here == "people" and self._both is not None and self._both.is_open
        return (page.person.id, page.person.name) if page is not None and is_open else ("", "")

    def _offer_actions(self) -> None:
        self.header.offer(
            [
                (key, one.icon, _(one.title), one.keys)
                for key, one in PERSON_ACTIONS.items()
                if one.is_open_to(self.kit)
            ]
        )

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

    # what other screens bring -------------------------------------------------------------------------------------
    def open_work_list(self) -> None:
        """Show the answers that are missing."""
        self.go("work_list")

    def open_questions(self, key: str) -> None:
        """Go to a page of questions; the one about people who may be here twice may not be there yet."""
        self.go(key if key in SIDE_PLACES else "conflicts")

    def open_duplicates(self, record_id: str) -> None:
        """Stand on the pair, or the decision, that is about a person or is this one."""
        self.go("duplicates")
        cast("Duplicates", self._screens["duplicates"]).open_people(record_id)

    def open_conflict(self, record: str, record_id: str, field: str) -> None:
        """Go to one place where two people wrote different things."""
        self.go("conflicts")
        self._conflicts().open_place(record, record_id, field)

    def open_conflicts_of(self, person_id: str) -> None:
        """Go to what two people wrote differently about a person."""
        self.go("conflicts")
        self._conflicts().open_person(person_id)

    def _conflicts(self) -> Conflicts:
        return cast("Conflicts", self._screens["conflicts"])

    def open_readings_of(self, person_id: str, name: str) -> None:
        """Show who read and changed what of a person."""
        self.go("readings")
        cast("Readings", self._screens["readings"]).show_person(person_id, name)

    def open_exchange(self) -> None:
        """Go where bundles are written."""
        self.go("exchange")

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
        page = self._screens.get("settings")
        if isinstance(page, SettingsPage):
            page.show_settings(self.settings)

    def speak(self, language: str) -> None:
        """Word values in another language from now on."""
        lookups = self.kit.lookups
        self.kit.lookups = replace(lookups, wording=Wording(language))

    def open_backups(self) -> None:
        """Go where backups are."""
        self.go("backups")

    def open_intake(self) -> None:
        """Take in a list kept in Excel."""
        self.go("intake")

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
        case_file, profile = self.kit.operations.case_file, self.kit.lookups.profile
        site = profile.site(case_file.site)
        self.rail.say(
            {key: _(place.title) for key, place in self._places.items()},
            lock=_("Lock"),
            brand=site.short_name if site else case_file.site,
            site=_("Central copy") if case_file.role == "centre" else _("Family house"),
            user=self._user_name(),
        )
        self._offer_actions()
        self._show_heading()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < self.kit.look.tokens.px(NARROW_BELOW)
        self.rail.set_narrow(is_narrow)
        self.header.set_narrow(is_narrow)
        self._show_heading()

    def _user_name(self) -> str:
        user = self.kit.operations.case_file.user
        held = self.kit.lookups.name_of("staff_member", user.staff_member)
        return held or user.display_name or user.name

    def _build(self) -> None:
        tokens = self.kit.look.tokens
        inside = column(tokens.large)
        inside.setContentsMargins(tokens.wide, tokens.large, tokens.wide, tokens.large)
        inside.addWidget(self.header)
        inside.addWidget(self._stack, 1)
        self._content.setLayout(inside)
        across = row(0)
        across.addWidget(self.rail)
        across.addWidget(self._content, 1)
        layout = column(0)
        layout.addLayout(across, 1)
        layout.addWidget(self._status)
        self.setLayout(layout)

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
        messages.told.connect(self._on_told)
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

    def _on_heading(self, _title: str, _subtitle: str) -> None:
        self._show_heading()

    def _show_heading(self) -> None:
        if self.here not in self._screens:
            return
        page = self._pages[self.here]
        both = page if isinstance(page, ListAndDetail) else None
        is_alone = both is not None and both.is_open and not both.shows_both
        self.header.back.setVisible(both is not None and both.is_open)
        title, subtitle = self._screens[self.here].heading()
        self.header.show_title(title, "" if is_alone else subtitle)

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

    def _on_told(self, text: str) -> None:
        now = self.kit.operations.clock()
        self._status.say_saved(text, self.kit.wording.time(now))

    def _on_damage(self) -> None:
        self.kit.messages.refuse(DamageFoundError())
        self.open_backups()

    def _on_write_waits(self) -> None:
        self.kit.messages.tell(_("This will be saved after the work that is running."))

    def _on_undone(self, words: str, _written: Written) -> None:
        self.kit.messages.tell(words or _("Taken back. History shows both."))


def _undo(undo_id: str, uow: UnitOfWork) -> Written:
    return undo(uow, undo_id)
