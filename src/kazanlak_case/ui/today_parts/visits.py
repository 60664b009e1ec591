"""The visits of today and of the days before, the latest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.today_parts.day_card import DayCard
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.db.work.rows import VisitRow
    from kazanlak_case.services.today import TodayView

SHOWN_BEFORE = 4


class VisitsCard(DayCard):
    """What was written for today."""

    person_opened = Signal(str)

    def show_view(self, view: TodayView) -> None:
        """Show the visits of the day."""
        count = len(view.visits_today)
        note = ngettext("{n} visit", "{n} visits", count).format(n=count) if count else ""
        self.begin(_("My visits today") if view.is_mine else _("Visits today"), note)
        if not view.visits_today:
            hint = _("Nothing written yet. Ctrl+N writes a visit down from anywhere.")
            self.body.addWidget(Words(self, "visitsEmpty", role="muted", wraps=True, text=hint))
        self._add(view.visits_today, dated=False)

    def _add(self, visits: Sequence[VisitRow], *, dated: bool) -> None:
        lookups = self._kit.lookups
        for visit in visits:
            parts = (
                lookups.label("service_type", visit.service),
                lookups.label("activity_form", visit.form),
                lookups.wording.minutes(visit.minutes),
            )
            detail = " · ".join(part for part in parts if part)
            link = LinkRow(self, f"visit_{visit.id}", self._kit.look)
            mark = visit.provided_on.strftime("%d.%m.") if dated else ""
            link.say(visit.person_name, detail, mark=mark)
            link.clicked.connect(partial(self.person_opened.emit, visit.person))
            self.body.addWidget(link)


class VisitsBeforeCard(VisitsCard):
    """What was written for the last days; without any it is not there."""

    @override
    def show_view(self, view: TodayView) -> None:
        self.begin(_("The last days"))
        self._add(view.visits_before[:SHOWN_BEFORE], dated=True)
        self.setVisible(bool(view.visits_before))
