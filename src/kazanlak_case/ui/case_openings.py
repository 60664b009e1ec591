"""What opens of the first knock and of the end: a family, an intake, consents, the closing of a case.

Each form is imported when it is first opened, as in `openings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.enrolment_parts.enrolment_form import EnrolmentForm
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.screens.closing import ClosingForm
    from kazanlak_case.ui.screens.person_intake import PersonIntake
    from kazanlak_case.ui.widgets.panel import Panel


class CaseOpenings(QObject):
    """Makes these forms and puts them into the panel."""

    person_opened = Signal(str)
    print_wanted = Signal(str, str, str, str)
    referral_wanted = Signal(str, str)
    history_asked = Signal(str, str, str)

    def __init__(self, host: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(host)
        self._host = host
        self._kit = kit
        self._panel = panel

    def new_family(self) -> None:
        """Write down a new family, all its people at once."""
        from kazanlak_case.ui.screens.new_family import NewFamilyForm

        form = NewFamilyForm(self._host, self._kit)
        form.made.connect(self._on_person)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("New family"), wide=True)

    def write_intake(self, person_id: str, name: str) -> None:
        """Write down how a person came this time."""
        from kazanlak_case.ui.screens.person_intake import PersonIntake

        self._show_intake(PersonIntake(self._host, self._kit, person=(person_id, name)), name)

    def open_intake(self, intake_id: str, name: str) -> None:
        """Open an intake that stands."""
        from kazanlak_case.ui.screens.person_intake import PersonIntake

        self._show_intake(PersonIntake(self._host, self._kit, intake=intake_id), name)

    def record_consents(self, person_id: str, name: str) -> None:
        """Ask a person for all consents on one page."""
        from kazanlak_case.ui.screens.consents import ConsentsForm

        form = ConsentsForm(self._host, self._kit, person_id)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("Consents: {name}").format(name=name), wide=True)

    def write_enrolment(self, person_id: str) -> None:
        """Write down where somebody learns."""
        from kazanlak_case.ui.enrolment_parts.enrolment_form import EnrolmentForm

        self._show_enrolment(EnrolmentForm(self._host, self._kit, person=person_id))

    def open_enrolment(self, enrolment_id: str) -> None:
        """Open an enrolment that stands."""
        from kazanlak_case.ui.enrolment_parts.enrolment_form import EnrolmentForm

        self._show_enrolment(EnrolmentForm(self._host, self._kit, enrolment=enrolment_id))

    def close_case(self, case_id: str) -> None:
        """Close a case, with all that ends with it."""
        from kazanlak_case.ui.screens.closing import ClosingForm

        self._show_closing(ClosingForm(self._host, self._kit, case=case_id))

    def close_case_of(self, person_id: str) -> None:
        """Close the open case of a person."""
        from kazanlak_case.ui.screens.closing import ClosingForm

        self._show_closing(ClosingForm(self._host, self._kit, person=person_id))

    def offer_transfer(self, case_id: str) -> None:
        """Offer a case to another house."""
        from kazanlak_case.ui.transfer_parts.offer_form import OfferForm

        form = OfferForm(self._host, self._kit, case_id)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("Transfer to another house"))

    def _show_closing(self, form: ClosingForm) -> None:
        form.titled.connect(self._panel.say_title)
        form.left.connect(self._panel.close_panel)
        form.print_wanted.connect(self.print_wanted)
        self._panel.open_with(form, _("Close a case"))

    def _show_enrolment(self, form: EnrolmentForm) -> None:
        form.titled.connect(self._panel.say_title)
        form.left.connect(self._panel.close_panel)
        form.history_asked.connect(self.history_asked)
        self._panel.open_with(form, form.title())

    def _show_intake(self, form: PersonIntake, name: str) -> None:
        form.left.connect(self._panel.close_panel)
        form.print_wanted.connect(self.print_wanted)
        form.referral_wanted.connect(self.referral_wanted)
        self._panel.open_with(form, _("Intake: {name}").format(name=name))

    def _on_person(self, person_id: str) -> None:
        self._panel.close_panel()
        self.person_opened.emit(person_id)
