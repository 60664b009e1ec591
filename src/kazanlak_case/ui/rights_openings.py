"""What opens about people's rights: requests about their data, a death, erasure and its protocol.

Each form is imported when it is first opened, as in `openings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.widgets.panel import Panel


class RightsOpenings(QObject):
    """Makes these forms and puts them into the panel."""

    visit_opened = Signal(str)

    def __init__(self, host: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(host)
        self._host = host
        self._kit = kit
        self._panel = panel

    def record_request(self, person_id: str) -> None:
        """Write down what a person asks about the data kept."""
        from kazanlak_case.ui.rights_parts.request_form import RequestForm

        form = RequestForm(self._host, self._kit, person=person_id)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("Request about the data"))

    def open_request(self, request_id: str) -> None:
        """Answer a request, or look at its answer."""
        from kazanlak_case.ui.rights_parts.request_form import RequestForm

        form = RequestForm(self._host, self._kit, request=request_id)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("Request about the data"))

    def record_death(self, person_id: str, name: str) -> None:
        """Write down that a person has died."""
        from kazanlak_case.ui.rights_parts.death_form import DeathForm

        form = DeathForm(self._host, self._kit, person_id, name)
        form.visit_opened.connect(self.visit_opened)
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("The person has died"))

    def erase_person(self, person_id: str) -> None:
        """Erase a person for good."""
        from kazanlak_case.ui.rights_parts.erasure_form import ErasureForm

        form = ErasureForm(self._host, self._kit, person_id)
        form.left.connect(self._panel.close_panel)
        form.erased.connect(self.show_protocol)
        self._panel.open_with(form, _("Erase for good"))

    def show_protocol(self, protocol_id: str, number: str) -> None:
        """Offer the protocol of an erasure to be printed, and the old backups to be deleted."""
        from kazanlak_case.ui.rights_parts.protocol_part import ProtocolPart

        part = ProtocolPart(self._host, self._kit, protocol_id)
        part.left.connect(self._panel.close_panel)
        self._panel.open_with(part, _("Protocol {number}").format(number=number))
