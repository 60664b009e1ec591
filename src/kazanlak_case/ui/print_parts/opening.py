"""What opens on the way to paper: a form filled from a record, a blank one, the list of all blank ones.

Each form is imported when it is first opened, as in `openings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kazanlak_case.i18n import _
from kazanlak_case.services.paper_facts import PaperWish
from kazanlak_case.ui.print_parts.names import form_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.widgets.panel import Panel


class PaperOpenings(QObject):
    """Puts papers into the panel."""

    def __init__(self, host: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(host)
        self._host = host
        self._kit = kit
        self._panel = panel

    def print_form(self, form: str, source_type: str, source_id: str, person_id: str) -> None:
        """Show a form as it will be printed, filled from a record or from what is known of a person."""
        self._show(
            PaperWish(form=form, source_type=source_type, source=source_id, person=person_id)
        )

    def print_blank(self, form: str) -> None:
        """Show a blank form, to be filled in by hand."""
        self._show(PaperWish(form=form, blank=True))

    def choose_form(self, person_id: str = "", name: str = "") -> None:
        """Let one of all forms be chosen: filled for a person, or blank."""
        from kazanlak_case.ui.print_parts.blank_forms import BlankForms

        part = BlankForms(self._host, self._kit, person=(person_id, name))
        part.chosen.connect(self.print_blank)
        part.chosen_for.connect(self._print_for)
        title = _("Forms for {name}").format(name=name) if person_id else _("Documents and forms")
        self._panel.open_with(part, title)

    def _print_for(self, form: str, person_id: str) -> None:
        self.print_form(form, "person" if person_id else "", person_id, person_id)

    def _show(self, wish: PaperWish) -> None:
        from kazanlak_case.ui.print_parts.print_panel import PrintPanel

        part = PrintPanel(self._host, self._kit, wish)
        part.left.connect(self._panel.close_panel)
        part.titled.connect(self._panel.say_title)
        name = form_name(self._kit, wish.form)
        title = part.paper.title if part.paper is not None else name
        self._panel.open_with(part, title, wide=True)
