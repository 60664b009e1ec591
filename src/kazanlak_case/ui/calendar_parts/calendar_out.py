"""Takes a week out of the file: on paper, or for other calendars. Both are plain; names go along only when asked for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.calendar_out import CalendarOrder
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.kit import Kit

WEEKS_AHEAD = 8
"""How many weeks a file for another calendar holds."""


class CalendarOut(QWidget):
    """Two ways out, and one question."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, monday: date, whose: str) -> None:
        super().__init__(parent)
        named(self, "calendarOutForm")
        self._kit = kit
        self._monday = monday
        self._whose = RecordId(whose) if whose else None
        tokens = kit.look.tokens
        self._names = named(QCheckBox(_("With names"), self), "calendarNames")
        about = _("Without names: initials, the case number and the kind of task stand there.")
        self._about = Words(self, "calendarAbout", role="muted", wraps=True, text=about)
        self._care = Card(self, "calendarCare", tokens, tone="warn")
        care = _(
            "The file is plain: whoever has the telephone, the stick or the sheet reads the names. "
            "That it was taken out is on the record."
        )
        self._care.body.addWidget(Words(self._care, "calendarCareWords", wraps=True, text=care))
        self._care.hide()
        self._names.toggled.connect(self._care.setVisible)
        self._paper = PrimaryButton(self, "weekPdf", kit.look, icon="printer")
        self._paper.say(_("The week on paper (PDF)…"))
        self._paper.clicked.connect(self._on_paper)
        self._file = Button(self, "calendarFile", kit.look, icon="calendar")
        text = ngettext(
            "{n} week for another calendar (.ics)…",
            "{n} weeks for another calendar (.ics)…",
            WEEKS_AHEAD,
        )
        self._file.say(text.format(n=WEEKS_AHEAD))
        self._file.clicked.connect(self._on_file)
        layout = column(tokens.medium)
        layout.addWidget(SectionTitle(self, "calendarOutTitle", self._period()))
        for part in (self._about, self._names, self._care, self._paper, self._file):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self._paper)

    def write(self, out: Path) -> None:
        """Write the file; its ending says which."""
        is_paper = out.suffix.lower() == ".pdf"
        days = 7 if is_paper else 7 * WEEKS_AHEAD
        order = CalendarOrder(
            first=self._monday,
            last=self._monday + timedelta(days=days - 1),
            staff_member=self._whose,
            with_names=self._names.isChecked(),
        )
        self._kit.operations.one_step(
            partial(_write, order, out, self._kit.wording.language),
            title=_("Writing the calendar"),
            done=self._on_written,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def _period(self) -> str:
        wording = self._kit.wording
        text = _("Week {first} – {last}")
        last = self._monday + timedelta(days=6)
        return text.format(first=wording.day(self._monday), last=wording.day(last))

    def _on_paper(self) -> None:
        self._choose(f"{self._monday:%Y-%m-%d}.pdf", _("PDF") + " (*.pdf)")

    def _on_file(self) -> None:
        self._choose(f"{self._monday:%Y-%m-%d}.ics", _("Calendar") + " (*.ics)")

    def _choose(self, name: str, kinds: str) -> None:
        out = choose_target(self, _("Where to write the calendar"), name=name, kinds=kinds)
        if out is not None:
            self.write(out)

    def _on_written(self, out: Path) -> None:
        self._kit.messages.tell(_("Written: {name}").format(name=out.name))
        self.left.emit()


def _write(
    order: CalendarOrder,
    out: Path,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Path:
    from kazanlak_case.export.calendar_ics import write_calendar
    from kazanlak_case.export.week_pdf import write_week_pdf

    write = write_week_pdf if out.suffix.lower() == ".pdf" else write_calendar
    write(case_file, order, out, now=now, language=language)
    return out
