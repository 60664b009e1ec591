"""„Днес“: my visits, what is due, what waits for an answer, and what I wrote last, to be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.intentions import FINAL, UNDONE, words_of
from kazanlak_case.services.today import TodayView, today
from kazanlak_case.ui.telling import deadline_in_words, deadline_mark
from kazanlak_case.ui.today_parts.drafts import DraftsCard
from kazanlak_case.ui.today_parts.keeping import KeepingLine
from kazanlak_case.ui.today_parts.openings import OpeningsCard
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.scroll_page import ScrollPage
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.work.rows import VisitRow
    from kazanlak_case.domain.changes import ChangesetSummary
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

TWO_COLUMNS_FROM = 760
SHOWN_DEADLINES = 6
SHOWN_BEFORE = 4
SHOWN_WRITTEN = 4
"""Days after which one is reminded to bring a bundle to the municipality."""


class Today(QWidget):
    """What the day begins with."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    visit_opened = Signal(str)
    visit_wanted = Signal()
    draft_opened = Signal(str, str, str)
    undo_asked = Signal(str)
    work_list_opened = Signal()
    questions_opened = Signal(str)
    exchange_opened = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "today")
        self._kit = kit
        self._view: TodayView | None = None
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "todayScroll", tokens.large)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.large)
        self._visits = Card(self, "visitsCard", tokens)
        self._before = Card(self, "beforeCard", tokens)
        self._due = Card(self, "dueCard", tokens)
        self._attention = Card(self, "attentionCard", tokens)
        self._written = Card(self, "writtenCard", tokens)
        self._drafts = DraftsCard(self, kit)
        self._drafts.opened.connect(self.draft_opened)
        self._openings = OpeningsCard(self, kit)
        self._openings.person_opened.connect(self.person_opened)
        self._keeping = KeepingLine(self, kit)
        self._page.body.addLayout(self._grid)
        self._page.body.addWidget(self._keeping)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self._columns = 0
        self._arrange(2)

    def refresh(self) -> None:
        """Gather the day anew."""
        self._kit.operations.read(today, done=self._on_view, channel="today")
        self._drafts.refresh()
        self._keeping.refresh()
        self._openings.refresh()

    def follow(self, changed: Changed) -> None:
        """Gather the day anew when something of it was written."""
        if changed.touched or changed.everything:
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Today"), self._kit.wording.long_day(self._kit.today)

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        if self._view is not None:
            self._show(self._view)
        self.heading_changed.emit(*self.heading())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._kit.look.tokens.px(TWO_COLUMNS_FROM) else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        left: QVBoxLayout = column(self._kit.look.tokens.large)
        right: QVBoxLayout = column(self._kit.look.tokens.large)
        while self._grid.count():
            self._grid.takeAt(0)
        for part in (self._drafts, self._visits, self._before, self._written):
            left.addWidget(part)
        for part in (self._openings, self._attention, self._due):
            right.addWidget(part)
        for side in (left, right):
            side.addStretch(1)
        if columns == 2:
            self._grid.addLayout(left, 0, 0)
            self._grid.addLayout(right, 0, 1)
        else:
            self._grid.addLayout(right, 0, 0)
            self._grid.addLayout(left, 1, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def _on_view(self, view: TodayView) -> None:
        self._view = view
        self._show(view)

    def _show(self, view: TodayView) -> None:
        self._show_visits(view)
        self._show_attention(view)
        self._show_due(view)
        self._show_written(view)

    def _begin(self, card: Card, name: str, title: str, note: str = "") -> None:
        clear(card.body)
        card.body.setSpacing(self._kit.look.tokens.tight)
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(card, f"{name}Title", title))
        head.addStretch(1)
        if note:
            head.addWidget(Words(card, f"{name}Note", role="caption", text=note))
        card.body.addLayout(head)

    def _show_visits(self, view: TodayView) -> None:
        count = len(view.visits_today)
        note = ngettext("{n} visit", "{n} visits", count).format(n=count) if count else ""
        title = _("My visits today") if view.is_mine else _("Visits today")
        self._begin(self._visits, "visits", title, note)
        if not view.visits_today:
            hint = _("Nothing written yet. Ctrl+N writes a visit down from anywhere.")
            self._visits.body.addWidget(
                Words(self._visits, "visitsEmpty", role="muted", wraps=True, text=hint)
            )
        for visit in view.visits_today:
            self._visits.body.addWidget(self._visit_row(self._visits, visit, dated=False))
        self._begin(self._before, "before", _("The last days"))
        for visit in view.visits_before[:SHOWN_BEFORE]:
            self._before.body.addWidget(self._visit_row(self._before, visit, dated=True))
        self._before.setVisible(bool(view.visits_before))

    def _visit_row(self, card: Card, visit: VisitRow, *, dated: bool) -> LinkRow:
        lookups = self._kit.lookups
        parts = (
            lookups.label("service_type", visit.service),
            lookups.label("activity_form", visit.form),
            lookups.wording.minutes(visit.minutes),
        )
        detail = " · ".join(part for part in parts if part)
        link = LinkRow(card, f"visit_{visit.id}", self._kit.look)
        mark = visit.provided_on.strftime("%d.%m.") if dated else ""
        link.say(visit.person_name, detail, mark=mark)
        link.clicked.connect(partial(self.person_opened.emit, visit.person))
        return link

    def _show_attention(self, view: TodayView) -> None:
        card = self._attention
        self._begin(card, "attention", _("For your attention"))
        rows = [
            (
                view.conflicts,
                ngettext("{n} value to be settled", "{n} values to be settled", view.conflicts),
                _("Two people wrote different things"),
                partial(self.questions_opened.emit, "conflicts"),
                "merge",
            ),
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
            (
                view.duplicates,
                ngettext("{n} possible repeat", "{n} possible repeats", view.duplicates),
                _("Perhaps the same person twice"),
                partial(self.questions_opened.emit, "duplicates"),
                "users",
            ),
            (
                view.findings,
                ngettext("{n} thing does not fit", "{n} things do not fit", view.findings),
                _("Each is right by itself, together they are not"),
                partial(self.questions_opened.emit, "findings"),
                "circle-alert",
            ),
            (
                view.missing_answers,
                ngettext("{n} answer is missing", "{n} answers are missing", view.missing_answers),
                _("The funds ask for them"),
                self.work_list_opened,
                "list-checks",
            ),
        ]
        shown = 0
        for count, text, detail, signal, icon in rows:
            if not count:
                continue
            shown += 1
            link = LinkRow(card, f"attention_{icon}", self._kit.look, icon=icon)
            link.say(text.format(n=self._kit.wording.number(count)), detail)
            link.clicked.connect(signal)
            card.body.addWidget(link)
        shown += self._show_stick(view) + self._show_silent(view)
        if not shown:
            text = _("Nothing waits for you.")
            card.body.addWidget(Words(card, "attentionEmpty", role="muted", text=text))

    def _show_stick(self, view: TodayView) -> int:
        if not view.is_bundle_due:
            return 0
        link = LinkRow(self._attention, "attention_usb", self._kit.look, icon="usb")
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
        self._attention.body.addWidget(link)
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
        link = LinkRow(self._attention, "attention_silent", self._kit.look, icon="usb")
        link.say(text, detail)
        link.clicked.connect(self.exchange_opened)
        self._attention.body.addWidget(link)
        return 1

    def _show_due(self, view: TodayView) -> None:
        total = sum(view.deadlines_total.values())
        shown = view.deadlines[:SHOWN_DEADLINES]
        note = ""
        if total > len(shown):
            note = _("{shown} of {total}").format(shown=len(shown), total=total)
        self._begin(self._due, "due", _("Due"), note)
        for deadline in shown:
            link = LinkRow(self._due, f"due_{deadline.id}_{deadline.code}", self._kit.look)
            mark, tone = deadline_mark(deadline, self._kit.lookups, view.today)
            parts = (deadline_in_words(deadline.code), deadline.number or "")
            detail = " · ".join(part for part in parts if part)
            link.say(deadline.person_name, detail, mark=mark, tone=tone)
            link.clicked.connect(partial(self.person_opened.emit, deadline.person))
            self._due.body.addWidget(link)
        self._due.setVisible(bool(shown))

    def _show_written(self, view: TodayView) -> None:
        mine = [one for one in view.mine if one.what.partition(":")[0] != UNDONE]
        mine = [one for one in mine if not one.is_undone][:SHOWN_WRITTEN]
        self._begin(self._written, "written", _("Written last"))
        grid = QGridLayout()
        grid.setContentsMargins(self._kit.look.tokens.small, 0, 0, 0)
        grid.setHorizontalSpacing(self._kit.look.tokens.medium)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(mine):
            self._show_changeset(grid, at, one)
        self._written.body.addLayout(grid)
        self._written.setVisible(bool(mine))

    def _show_changeset(self, grid: QGridLayout, at: int, one: ChangesetSummary) -> None:
        card = self._written
        moment = local(one.at)
        is_today = moment.date() == self._kit.today
        when = self._kit.wording.time(moment) if is_today else moment.strftime("%d.%m.")
        grid.addWidget(Words(card, f"when_{one.undo}", role="caption", text=when), at, 0)
        grid.addWidget(Words(card, f"what_{one.undo}", text=_(words_of(one.what))), at, 1)
        if one.what in FINAL:
            return
        back = QuietButton(card, f"undo_{one.undo}", self._kit.look, icon="undo-2")
        back.say(_("Take back"))
        restyled(back, small=True)
        back.clicked.connect(partial(self.undo_asked.emit, one.undo))
        grid.addWidget(back, at, 2)
