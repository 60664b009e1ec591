"""The ways from screen to screen: where one is, what is open beside it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kazanlak_case.ui.frame import Frame
from kazanlak_case.ui.places import PLACES, SIDE_PLACES
from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.family_place import FamilyPlace
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.operations import Operations
    from kazanlak_case.ui.places import Place, Screen
    from kazanlak_case.ui.screens.conflicts import Conflicts
    from kazanlak_case.ui.screens.duplicates import Duplicates
    from kazanlak_case.ui.screens.people import People
    from kazanlak_case.ui.screens.person import PersonScreen
    from kazanlak_case.ui.screens.readings import Readings


class Ways(Frame):
    """Leads from place to place. How a place is made, the workspace says."""

    def __init__(
        self, parent: QWidget, look: Look, operations: Operations, lookups: Lookups
    ) -> None:
        super().__init__(parent, look, operations, lookups)
        self._screens: dict[str, Screen] = {}
        self._pages: dict[str, QWidget] = {}
        self.here = ""
        self._people: People | None = None
        self._person: PersonScreen | None = None
        self._both: ListAndDetail | None = None

    def make(self, place: Place) -> tuple[QWidget, Screen]:
        """Make the screen of a place."""
        raise NotImplementedError

    def go(self, key: str) -> None:
        """Go to a place of the rail; its screen is made when one first comes there.

        Where there is nothing for the user's post, nobody is led.
        """
        if not (PLACES | SIDE_PLACES)[key].is_open_to(self.kit.sight):
            return
        if key not in self._screens:
            page, screen = self.make((PLACES | SIDE_PLACES)[key])
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

    def _open_person(self) -> tuple[str, str]:
        """Give the person whose page is open, and their name; both empty when none is."""
        page = self._person.page if self._person is not None else None
        is_open = self.here == "people" and self._both is not None and self._both.is_open
        return (page.person.id, page.person.name) if page is not None and is_open else ("", "")

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

    def open_backups(self) -> None:
        """Go where backups are."""
        self.go("backups")

    def open_intake(self) -> None:
        """Take in a list kept in Excel."""
        self.go("intake")

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
