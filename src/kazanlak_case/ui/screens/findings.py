"""„За внимание“: what does not fit together though every part of it was right; each opens where it is mended."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.findings import (
    FindingView,
    delete_orphan,
    findings,
    refresh_findings,
    said,
    see_off,
    title_of,
)
from kazanlak_case.services.record_words import record_words
from kazanlak_case.ui.question_parts.question_tabs import QuestionTabs
from kazanlak_case.ui.question_parts.question_words import site_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

MOST_SHOWN = 40
"""Of one kind; mend some, and the next ones come."""


class Findings(QWidget):
    """A card for each kind of thing; a row for each thing."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    case_opened = Signal(str)
    place_wanted = Signal(str)
    duplicates_opened = Signal(str)
    history_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "findingsScreen")
        self._kit = kit
        self._views: list[FindingView] = []
        self.tabs = QuestionTabs(self, kit, "findings")
        self._again = QuietButton(self, "findAgain", kit.look, icon="refresh-cw")
        self._pages = named(QStackedWidget(self), "findingPages")
        self._page = ScrollPage(self, "findingScroll", kit.look.tokens.large)
        self._empty = EmptyState(self, "findingsEmpty", kit.look, icon="circle-check")
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Show what stands as of the last merge and of what was mended since."""
        self._kit.operations.read(findings, done=self._on_views, channel="findings")
        self.tabs.refresh()

    def look_again(self) -> None:
        """Look at everything anew."""
        self._kit.operations.write(
            refresh_findings, done=self._on_looked, failed=self._kit.messages.refuse
        )

    def follow(self, changed: Changed) -> None:
        """Read anew after every write: it may have mended something."""
        if self.isVisible() and (changed.touched or changed.everything):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Questions"), _("what does not fit together")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.tabs.retranslate()
        self._again.say(_("Look again"), hint=_("It is looked for by itself after each bundle."))
        self._empty.say(
            _("Everything fits together"),
            _("After each bundle the program looks for numbers and entries that clash."),
        )
        self._show()
        self.heading_changed.emit(*self.heading())

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        head = row(tokens.small)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._again)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._empty)
        layout = column(tokens.medium)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self.setLayout(layout)
        self.tabs.place_wanted.connect(self.place_wanted)
        self._again.clicked.connect(self.look_again)

    def _on_views(self, views: list[FindingView]) -> None:
        self._views = views
        self._show()

    def _on_looked(self, views: list[FindingView]) -> None:
        self._on_views(views)
        self.tabs.refresh()
        count = len(views)
        told = ngettext("{n} thing to attend to", "{n} things to attend to", count)
        self._kit.messages.tell(told.format(n=self._kit.wording.number(count)))

    def _show(self) -> None:
        body = self._page.body
        clear(body)
        self._pages.setCurrentWidget(self._page if self._views else self._empty)
        for rule, group in groupby(self._views, key=_rule_of):
            body.addWidget(self._card(rule, list(group)))
        body.addStretch(1)

    def _card(self, rule: str, views: list[FindingView]) -> Card:
        kit = self._kit
        card = Card(self._page.page, f"findings_{rule}", kit.look.tokens)
        card.body.setSpacing(kit.look.tokens.tight)
        head = row(kit.look.tokens.small)
        head.addWidget(SectionTitle(card, f"{rule}Title", _(title_of(views[0].finding))))
        head.addWidget(Chip(card, f"{rule}Count", kit.wording.number(len(views)), tone="warn"))
        head.addStretch(1)
        card.body.addLayout(head)
        _what, hint = said(views[0].finding, day=kit.wording.day, say=_)
        card.body.addWidget(Words(card, f"{rule}Hint", role="muted", wraps=True, text=hint))
        for at, view in enumerate(views[:MOST_SHOWN]):
            line = row(kit.look.tokens.small)
            line.addWidget(self._row(card, at, view), 1)
            for button in self._buttons(card, view):
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            card.body.addLayout(line)
        if len(views) > MOST_SHOWN:
            more = len(views) - MOST_SHOWN
            text = ngettext("and {n} more", "and {n} more", more)
            text = text.format(n=kit.wording.number(more))
            card.body.addWidget(Words(card, f"{rule}More", role="caption", text=text))
        return card

    def _row(self, card: Card, at: int, view: FindingView) -> LinkRow:
        one = view.finding
        what, _hint = said(one, day=self._kit.wording.day, say=_)
        link = LinkRow(card, f"finding_{one.rule}_{at}", self._kit.look)
        houses = ", ".join(site_words(site, self._kit) for site in view.sites)
        whom = " · ".join(dict.fromkeys(one for one in (view.label, *view.other_labels) if one))
        detail = " · ".join(part for part in (what, houses if whom else "") if part)
        link.say(whom or houses or _(record_words(one.type)), detail)
        link.setEnabled(bool(view.opens))
        link.clicked.connect(partial(self._open, view))
        return link

    def _buttons(self, card: Card, view: FindingView) -> Iterator[QuietButton]:
        if view.may_see_off:
            button = QuietButton(card, f"seen_{view.finding.id}", self._kit.look, icon="check")
            hint = _("Goes from the list of this computer; if there is more of it, it comes back.")
            button.say(_("Seen"), hint=hint)
            button.clicked.connect(partial(self._on_seen, view))
            yield restyled(button, small=True)
        if view.may_delete:
            button = QuietButton(card, f"drop_{view.finding.id}", self._kit.look, icon="trash-2")
            button.say(_("Delete it too"))
            button.clicked.connect(partial(self._on_delete, view))
            yield restyled(button, small=True)

    def _open(self, view: FindingView) -> None:
        record, record_id = view.about
        if view.opens == "person":
            self.person_opened.emit(record_id)
        elif view.opens == "case":
            self.case_opened.emit(record_id)
        elif view.opens == "duplicates":
            self.duplicates_opened.emit(record_id)
        else:
            self.history_asked.emit(record, record_id, "")

    def _on_delete(self, view: FindingView) -> None:
        self._kit.operations.write(
            partial(delete_orphan, one=view.finding),
            done=self._on_deleted,
            failed=self._kit.messages.refuse,
        )

    def _on_deleted(self, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Deleted. History keeps it."), written.undo)
        self.refresh()

    def _on_seen(self, view: FindingView) -> None:
        self._kit.operations.write(
            partial(see_off, one=view.finding),
            done=self._on_views,
            failed=self._kit.messages.refuse,
        )
        self.tabs.refresh()


def _rule_of(view: FindingView) -> str:
    return view.finding.rule
