"""What opens in the panel over the page: visits, people, cases, histories. The page behind stays in sight.

Each form is imported when it is first opened: most days see a handful of them, and every one stays in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.ui.case_openings import CaseOpenings
from kazanlak_case.ui.plan_openings import PlanOpenings
from kazanlak_case.ui.print_parts.opening import PaperOpenings
from kazanlak_case.ui.rights_openings import RightsOpenings
from kazanlak_case.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.intake.attaching import Source
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.screens.case_form import CaseForm
    from kazanlak_case.ui.screens.referral import ReferralForm
    from kazanlak_case.ui.screens.signal import SignalForm
    from kazanlak_case.ui.screens.visit import VisitForm
    from kazanlak_case.ui.task_parts.task_form import TaskForm


class Openings(QObject):
    """Makes the forms and puts them into the panel."""

    person_opened = Signal(str)
    undo_asked = Signal(str)
    place_wanted = Signal(str)
    scanner_chosen = Signal(str)
    """The folder that the scanner writes into was said."""

    def __init__(self, host: QWidget, kit: Kit) -> None:
        super().__init__(host)
        self._host = host
        self._kit = kit
        self.panel = Panel(host, kit.look)
        self.papers = PaperOpenings(host, kit, self.panel)
        self.plans = PlanOpenings(host, kit, self.panel)
        self.plans.print_wanted.connect(self.print_form)
        self.case_work = CaseOpenings(host, kit, self.panel)
        self.case_work.person_opened.connect(self.person_opened)
        self.case_work.print_wanted.connect(self.print_form)
        self.case_work.referral_wanted.connect(self.write_referral)
        self.case_work.history_asked.connect(self.ask_history)
        self.rights = RightsOpenings(host, kit, self.panel)
        self.rights.visit_opened.connect(self.open_visit)
        self.scanner_folder: str | None = None

    def write_visit(self) -> None:
        """Write a visit of somebody still to be chosen."""
        from kazanlak_case.ui.screens.visit import VisitForm

        self._show_visit(VisitForm(self._host, self._kit), _("Write a visit"))

    def write_visit_for(self, person_id: str, name: str) -> None:
        """Write a visit of a person."""
        from kazanlak_case.ui.screens.visit import VisitForm

        form = VisitForm(self._host, self._kit, person=(person_id, name))
        self._show_visit(form, _("Write a visit"))

    def go_on_with(self, kind: str, person_id: str, name: str) -> None:
        """Take up a visit or a person that was begun and not saved."""
        if kind == "new-person":
            self.new_person()
        elif kind == "new-family":
            self.case_work.new_family()
        elif person_id:
            self.write_visit_for(person_id, name)
        else:
            self.write_visit()

    def write_notebook(self) -> None:
        """Write a day's notebook, on a page of its own: a panel is too narrow for a grid."""
        self.panel.close_panel()
        self.place_wanted.emit("notebook")

    def open_visit(self, visit_id: str) -> None:
        """Open a visit that was written, to be corrected."""
        from kazanlak_case.ui.screens.visit import VisitForm

        form = VisitForm(self._host, self._kit, visit_id=visit_id)
        form.history_asked.connect(self.ask_history)
        form.papers.attach_wanted.connect(self.attach)
        form.papers.opened.connect(self.view_attachment)
        self._show_visit(form, _("Visit"))

    def new_person(self) -> None:
        """Write down a new person."""
        from kazanlak_case.ui.screens.new_person import NewPerson

        form = NewPerson(self._host, self._kit)
        form.made.connect(self._on_person)
        form.person_opened.connect(self._on_person)
        self._show(form, form.left, _("New person"))

    def new_case(self, person_id: str, name: str) -> None:
        """Open a case for a person."""
        from kazanlak_case.ui.screens.case_form import CaseForm

        self._show_case(CaseForm(self._host, self._kit, person=(person_id, name)), _("New case"))

    def new_case_for_anybody(self) -> None:
        """Open a case for somebody still to be chosen."""
        from kazanlak_case.ui.screens.case_form import CaseForm

        self._show_case(CaseForm(self._host, self._kit), _("New case"))

    def open_case(self, case_id: str) -> None:
        """Open a case that stands."""
        from kazanlak_case.ui.screens.case_form import CaseForm

        self._show_case(CaseForm(self._host, self._kit, case_id=case_id), _("Case"))

    def write_task(
        self,
        person_id: str = "",
        name: str = "",
        *,
        begun_with: Mapping[str, Value] | None = None,
    ) -> None:
        """Write a task down, about a person or about nobody."""
        from kazanlak_case.ui.task_parts.task_form import TaskForm

        about = (person_id, name) if person_id else None
        self._show_task(
            TaskForm(self._host, self._kit, person=about, begun_with=begun_with), _("New task")
        )

    def write_task_on(self, day: date, hour: str | None) -> None:
        """Write a task down for a day of the calendar, perhaps at an hour."""
        from kazanlak_case.ui.task_parts.task_form import begun_on

        self.write_task(begun_with=begun_on(day, hour))

    def take_out_calendar(self, monday: date, whose: str) -> None:
        """Offer a week on paper, or as a file for other calendars."""
        from kazanlak_case.ui.calendar_parts.calendar_out import CalendarOut

        form = CalendarOut(self._host, self._kit, monday, whose)
        self._show(form, form.left, _("Take the calendar out"))

    def hand_cases_over(self, staff_member: str, name: str) -> None:
        """Hand the whole work of a colleague over."""
        from kazanlak_case.ui.team_parts.hand_over_form import HandOverForm

        form = HandOverForm(self._host, self._kit, staff_member, name)
        self._show(form, form.left, _("Hand over the work of {name}").format(name=name))

    def open_task(self, task_id: str) -> None:
        """Open a task that stands."""
        from kazanlak_case.ui.task_parts.task_form import TaskForm

        self._show_task(TaskForm(self._host, self._kit, task_id=task_id), _("Task"))

    def attach(
        self,
        person_id: str,
        name: str,
        source_type: str = "",
        source: str = "",
        *,
        sources: Sequence[Source] = (),
    ) -> None:
        """Attach a document to a person, or to a record of theirs; files may be there already."""
        from kazanlak_case.ui.attachment_parts.attach_form import AttachForm, draft_for

        draft = draft_for(person_id, source_type, source)
        folder = self.scanner_folder
        form = AttachForm(self._host, self._kit, draft, folder=folder, sources=sources)
        form.folder_chosen.connect(self.scanner_chosen)
        title = _("Attach to {name}").format(name=name) if name else _("Attach a document")
        self._show(form, form.left, title)

    def attach_dropped(self, person_id: str, name: str, sources: Sequence[Source]) -> None:
        """Attach files that were dropped on a person's page."""
        self.attach(person_id, name, sources=sources)

    def view_attachment(self, attachment_id: str) -> None:
        """Look at an attached document, over the page."""
        from kazanlak_case.ui.attachment_parts.viewer import Viewer

        Viewer(self._host, self._kit, attachment_id)

    def write_referral(self, person_id: str = "", name: str = "") -> None:
        """Refer a person to an institution."""
        from kazanlak_case.ui.screens.referral import ReferralForm

        about = (person_id, name) if person_id else None
        self._show_paper(ReferralForm(self._host, self._kit, person=about), _("New referral"))

    def open_referral(self, referral_id: str) -> None:
        """Open a referral that stands."""
        from kazanlak_case.ui.screens.referral import ReferralForm

        form = ReferralForm(self._host, self._kit, referral_id=referral_id)
        form.inclusion_wanted.connect(self.write_inclusion)
        self._show_paper(form, _("Referral"))

    def write_inclusion(self, referral_id: str, person_id: str, name: str) -> None:
        """Write the visit that a completed referral is, begun from what came back."""
        from kazanlak_case.ui.screens.visit import VisitForm

        form = VisitForm(self._host, self._kit, person=(person_id, name), referral_id=referral_id)
        self._show_visit(form, _("Inclusion in a service"))

    def write_signal(self, person_id: str = "", name: str = "") -> None:
        """Write a signal for a child at risk, or of an incident."""
        from kazanlak_case.ui.screens.signal import SignalForm

        about = (person_id, name) if person_id else None
        self._show_paper(SignalForm(self._host, self._kit, person=about), _("Signal"))

    def open_signal(self, signal_id: str) -> None:
        """Open a signal that stands."""
        from kazanlak_case.ui.screens.signal import SignalForm

        form = SignalForm(self._host, self._kit, signal_id=signal_id)
        self._show_paper(form, _("Signal"))

    def ask_history(self, record: str, record_id: str, field: str) -> None:
        """Show every value that ever stood in a field."""
        from kazanlak_case.ui.dialogs.history import HistoryView

        view = HistoryView(self._host, self._kit, record, record_id, field=field)
        view.undo_asked.connect(self.undo_asked)
        self.panel.open_with(view, _("History"))
        self._kit.operations.record("history_seen", record=record, row=RecordId(record_id))

    def prepare_house(self) -> None:
        """Make the starter of a house."""
        from kazanlak_case.ui.dialogs.prepare import PrepareForm

        form = PrepareForm(self._host, self._kit)
        self._show(form, form.left, _("Prepare a house"))

    def print_form(self, form: str, source_type: str, source_id: str, person_id: str) -> None:
        """Show a form as it will be printed."""
        self.papers.print_form(form, source_type, source_id, person_id)

    def keep_draft(self) -> None:
        """Keep what is half-typed in the panel."""
        keep = getattr(self.panel.content, "keep_draft", None)
        if keep is not None:
            keep()

    def _show(self, form: QWidget, left: SignalInstance, title: str) -> None:
        left.connect(self.panel.close_panel)
        self.panel.open_with(form, title)

    def _show_visit(self, form: VisitForm, title: str) -> None:
        self._show(form, form.left, title)
        form.begin()

    def _show_case(self, form: CaseForm, title: str) -> None:
        form.titled.connect(self.panel.say_title)
        form.person_opened.connect(self._on_person)
        form.history_asked.connect(self.ask_history)
        form.transfer_wanted.connect(self.case_work.offer_transfer)
        form.task_opened.connect(self.open_task)
        form.task_wanted.connect(self.write_task)
        form.closing_wanted.connect(self.case_work.close_case)
        form.attach_wanted.connect(self.attach)
        form.attachment_opened.connect(self.view_attachment)
        self._show(form, form.left, title)

    def _show_paper(self, form: ReferralForm | SignalForm, title: str) -> None:
        form.titled.connect(self.panel.say_title)
        form.person_opened.connect(self._on_person)
        form.history_asked.connect(self.ask_history)
        form.left.connect(self.panel.close_panel)
        form.print_wanted.connect(self.print_form)
        self.panel.open_with(form, title)
        form.begin()

    def _show_task(self, form: TaskForm, title: str) -> None:
        form.person_opened.connect(self._on_person)
        form.case_opened.connect(self.open_case)
        form.history_asked.connect(self.ask_history)
        self._show(form, form.left, title)
        if form.editor is not None:
            form.begin()

    def _on_person(self, person_id: str) -> None:
        self.panel.close_panel()
        self.person_opened.emit(person_id)
