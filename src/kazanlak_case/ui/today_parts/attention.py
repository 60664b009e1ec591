"""What waits for an answer or a hand: questions after a merge, requests, missing answers, the stick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.today_parts.day_card import DayCard
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.today import TodayView, WaitingCounts
    from kazanlak_case.ui.kit import Kit

    Question: TypeAlias = tuple[int, str, str, Callable[[], object] | SignalInstance, str]
    """How many there are, a sentence with its number and one below, where it leads, and its icon."""


class AttentionCard(DayCard):
    """Each line leads to where it is settled."""

    questions_opened = Signal(str)
    work_list_opened = Signal()
    exchange_opened = Signal()

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent, name, kit)
        self._view: TodayView | None = None
        self._counts: WaitingCounts | None = None

    def show_view(self, view: TodayView) -> None:
        """Show what waits of this day, beside what was counted last."""
        self._view = view
        self._show()

    def show_counts(self, counts: WaitingCounts) -> None:
        """Show what waits in the whole file; it is counted after the day is there."""
        self._counts = counts
        self._show()

    def _show(self) -> None:
        view, counts = self._view, self._counts
        if view is None:
            return
        self.begin(_("For your attention"))
        shown = sum(self._add(*one) for one in self._questions(view, counts))
        shown += self._show_stick(view) + self._show_silent(view)
        if not shown and counts is not None:
            text = _("Nothing waits for you.")
            self.body.addWidget(Words(self, "attentionEmpty", role="muted", text=text))

    def _questions(self, view: TodayView, counts: WaitingCounts | None) -> list[Question]:
        differing, others = self._counted(counts) if counts else ((), ())
        return [*differing, *self._of_the_day(view), *others]

    def _of_the_day(self, view: TodayView) -> Iterable[Question]:
        return (
            (
                view.transfers,
                ngettext(
                    "{n} transfer waits for you", "{n} transfers wait for you", view.transfers
                ),
                _("A case offered to you, or one that came and has no number yet"),
                partial(self.questions_opened.emit, "transfers"),
                "folder-open",
            ),
            (
                view.requests,
                ngettext(
                    "{n} request about data to be answered",
                    "{n} requests about data to be answered",
                    view.requests,
                ),
                _("Within a month of the day it was asked")
                if not view.late_requests
                else _("The month is over"),
                partial(self.questions_opened.emit, "retention"),
                "clipboard-list",
            ),
        )

    def _counted(self, counts: WaitingCounts) -> tuple[Iterable[Question], Iterable[Question]]:
        """Put in words what was counted: what comes before the questions of the day, and what after."""
        asked = counts.questions
        differing = (
            (
                asked.conflicts,
                ngettext("{n} value to be settled", "{n} values to be settled", asked.conflicts),
                _("Two people wrote different things"),
                partial(self.questions_opened.emit, "conflicts"),
                "merge",
            ),
        )
        others = (
            (
                asked.duplicates,
                ngettext("{n} possible repeat", "{n} possible repeats", asked.duplicates),
                _("Perhaps the same person twice"),
                partial(self.questions_opened.emit, "duplicates"),
                "users",
            ),
            (
                asked.findings,
                ngettext("{n} thing does not fit", "{n} things do not fit", asked.findings),
                _("Each is right by itself, together they are not"),
                partial(self.questions_opened.emit, "findings"),
                "circle-alert",
            ),
            (
                counts.missing_answers,
                ngettext(
                    "{n} answer is missing", "{n} answers are missing", counts.missing_answers
                ),
                _("The funds ask for them"),
                self.work_list_opened,
                "list-checks",
            ),
        )
        return differing, others

    def _add(
        self,
        count: int,
        text: str,
        detail: str,
        act: Callable[[], object] | SignalInstance,
        icon: str,
    ) -> bool:
        if count:
            link = LinkRow(self, f"attention_{icon}", self._kit.look, icon=icon)
            link.say(text.format(n=self._kit.wording.number(count)), detail)
            link.clicked.connect(act)
            self.body.addWidget(link)
        return bool(count)

    def _show_stick(self, view: TodayView) -> int:
        if not view.is_bundle_due:
            return 0
        link = LinkRow(self, "attention_usb", self._kit.look, icon="usb")
        waiting = ngettext(
            "{n} change is not yet with the municipality",
            "{n} changes are not yet with the municipality",
            view.waiting,
        ).format(n=self._kit.wording.number(view.waiting))
        when = (
            _("No bundle was ever written")
            if view.last_bundle is None
            else _("The last bundle was written {when}").format(
                when=self._kit.wording.ago(view.last_bundle.date(), view.today)
            )
        )
        link.say(waiting, when, mark=_("Bring the stick"), tone="warn")
        link.clicked.connect(self.exchange_opened)
        self.body.addWidget(link)
        return 1

    def _show_silent(self, view: TodayView) -> int:
        """Say at the centre which house has not been heard of for the longest time."""
        if not view.silent:
            return 0
        code, days = view.silent[0]
        site = self._kit.lookups.profile.site(code)
        name = site.short_name if site else code
        text = ngettext(
            "{name} brought no bundle for {n} day", "{name} brought no bundle for {n} days", days
        ).format(name=name, n=days)
        others = [self._kit.lookups.profile.site(one) for one, _days in view.silent[1:]]
        names = ", ".join(one.short_name for one in others if one)
        detail = _("Nor did {names}").format(names=names) if names else ""
        link = LinkRow(self, "attention_silent", self._kit.look, icon="usb")
        link.say(text, detail)
        link.clicked.connect(self.exchange_opened)
        self.body.addWidget(link)
        return 1
