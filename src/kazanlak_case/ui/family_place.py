"""The place of the families: the list, the opened family beside it, and the forms that open in the panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.ui.family_parts.birth_form import BirthForm
from kazanlak_case.ui.family_parts.member_forms import MemberForm, MembershipForm, NewMemberForm
from kazanlak_case.ui.family_parts.move_forms import GoOverForm, MoveForm, PartForm
from kazanlak_case.ui.family_parts.tie_form import TieForm
from kazanlak_case.ui.screens.families import Families
from kazanlak_case.ui.screens.family import FamilyScreen
from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.family_parts.panel_form import PanelForm
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed
    from kazanlak_case.ui.widgets.panel import Panel


class FamilyPlace(ListAndDetail):
    """Leads between the list, a family and its forms."""

    heading_changed = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(parent, "familiesAndFamily", kit.look)
        self._kit = kit
        self._panel = panel
        self.list = Families(self, kit)
        self.family = FamilyScreen(self, kit)
        self.hold(self.list, self.family)
        self.list.family_opened.connect(self.open_family)
        self.list.family_chosen.connect(self._on_chosen)
        self.list.heading_changed.connect(self.heading_changed)
        self.family.heading_changed.connect(self.heading_changed)
        self.family.form_wanted.connect(self.open_form)
        self.family.gone.connect(self.close_detail)

    def open_family(self, household_id: str) -> None:
        """Open a family beside the list, or in its place."""
        self.open_detail()
        self.family.show_family(household_id)
        self.list.table.choose(household_id)
        self.heading_changed.emit(*self.heading())

    def close_detail(self) -> None:
        """Go back to the list."""
        if self.is_open:
            self.show_list()
            self.heading_changed.emit(*self.heading())
            self.list.table.setFocus()

    def open_form(self, form: str, member: str) -> None:
        """Open one of the family's forms in the panel."""
        page = self.family.page
        if page is None:
            return
        kit, host, household = self._kit, self, page.household.id
        if form == "member":
            adding = MemberForm(host, kit, household)
            adding.new_wanted.connect(partial(self.open_form, "new_member", ""))
            self._show(adding, _("Add to the family"))
        elif form == "new_member":
            names = [one.name.split()[-1] for one in page.members[:1] if " " in one.name]
            self._show(NewMemberForm(host, kit, household, "".join(names)), _("New person"))
        elif form == "birth":
            self._show(BirthForm(host, kit, page), _("A child is born"))
        elif form == "move":
            self._show(MoveForm(host, kit, page), _("The family moves"))
        elif form == "part":
            made = PartForm(host, kit, page, member)
            made.saved.connect(self._on_parted)
            self._show(made, _("Some move out"))
        elif form == "go_over":
            self._show(GoOverForm(host, kit, page, member), _("Go over to another family"))
        elif form == "tie":
            self._show(TieForm(host, kit, page, member), _("Write a tie"))
        else:
            whole = (*page.members, *page.former)
            found = next((one for one in whole if one.member == member), None)
            if found is not None:
                self._show(MembershipForm(host, kit, household, found), found.name)

    def refresh(self) -> None:
        """Read anew what is shown."""
        self.list.refresh()
        if self.is_open:
            self.family.refresh()

    def follow(self, changed: Changed) -> None:
        """Read anew if what was written is shown here."""
        self.list.follow(changed)
        self.family.follow(changed)

    def heading(self) -> tuple[str, str]:
        """Title and subtitle: of the family where it stands alone, else of the list."""
        alone = self.is_open and not self.shows_both
        return self.family.heading() if alone else self.list.heading()

    def _show(self, form: PanelForm, title: str) -> None:
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, title)

    def _on_chosen(self, household_id: str) -> None:
        if self.is_open and self.shows_both:
            self.open_family(household_id)

    def _on_parted(self, written: Written) -> None:
        """Open the household that was made."""
        own = self.family.household_id
        new = [one for record, one in written.touched if record == "household" and one != own]
        if new:
            self.open_family(new[0])
