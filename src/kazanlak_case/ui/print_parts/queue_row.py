"""One order of a print: what, for whom, since when, and whether it was printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.print_parts.names import form_name
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.print_jobs import PrintRow
    from kazanlak_case.ui.kit import Kit


class QueueRow(QWidget):
    """Shows one order; a click shows the paper, the button prints it."""

    shown = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, order: PrintRow, *, may_print: bool) -> None:
        super().__init__(parent)
        named(self, f"order_{order.id}")
        self.order = order
        self._kit = kit
        link = LinkRow(self, "orderRow", kit.look, icon="printer")
        form = form_name(kit, order.form)
        title = " · ".join(part for part in (form, order.person_name) if part)
        link.say(title, self._detail(), mark=self._mark(), tone="ok" if order.printed_on else "")
        link.clicked.connect(partial(self.shown.emit, order.id))
        line = row(kit.look.tokens.small)
        line.addWidget(link, 1)
        if may_print and order.printed_on is None:
            button = Button(self, "orderPrint", kit.look, icon="printer")
            button.say(_("Print…"))
            button.setAccessibleName(_("Print: {title}").format(title=title))
            button.clicked.connect(partial(self.print_wanted.emit, order.id))
            line.addWidget(button)
        self.setLayout(line)

    def _detail(self) -> str:
        order, day = self.order, self._kit.wording.day(self.order.wanted_on)
        wanted = _("ordered on {day} by {name}").format(day=day, name=order.wanted_by or "–")
        return " · ".join(part for part in (order.number, wanted) if part)

    def _mark(self) -> str:
        if self.order.printed_on is None:
            return _("waits")
        day = self._kit.wording.day(self.order.printed_on)
        return _("printed on {day}").format(day=day)
