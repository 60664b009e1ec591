"""The head of a person's page, read in two seconds: who and whom with, what is open, what was last, what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.i18n import _
from kazanlak_case.services.household_people import HEAD
from kazanlak_case.services.kin_words import kin_word
from kazanlak_case.ui.family_parts.words import called
from kazanlak_case.ui.kin_phrases import kin_of
from kazanlak_case.ui.telling import Told, due_in_words, things_to_do
from kazanlak_case.ui.transfer_parts.words import state_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.red_line import RedLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.work.task_rows import TaskRow
    from kazanlak_case.services.case_rows import CaseRow
    from kazanlak_case.services.household_people import HouseholdPerson
    from kazanlak_case.services.kinship import Tie
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit

SHOWN_TO_DO = 3
SHOWN_PEOPLE = 5


class Glance(QWidget):
    """Three answers above everything else."""

    person_opened = Signal(str)
    case_opened = Signal(str)
    case_wanted = Signal()
    conflicts_opened = Signal()
    answers_wanted = Signal()
    data_wanted = Signal()
    task_opened = Signal(str)
    family_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "glance")
        self._kit = kit
        tokens = kit.look.tokens
        self._who = Card(self, "whoCard", tokens)
        self._who.body.setSpacing(tokens.tight)
        self._name = ElidedWords(self._who, "personName", role="title")
        self._chips = row(tokens.small)
        self._about = ElidedWords(self._who, "personAbout", role="muted")
        self._elsewhere = named(QWidget(self._who), "knownElsewhere")
        self._elsewhere_row = row(tokens.small)
        self._elsewhere.setLayout(self._elsewhere_row)
        self._with = named(QWidget(self._who), "livesWith")
        self._with_flow = FlowLayout(tokens.tight)
        self._with.setLayout(self._with_flow)
        head = row(tokens.small)
        head.addWidget(self._name, 1)
        head.addLayout(self._chips)
        self._who.body.addLayout(head)
        self._who.body.addWidget(self._about)
        self._who.body.addWidget(self._elsewhere)
        self._who.body.addWidget(self._with)
        self._red_line = RedLine(self._who, "personRedLine", kit.look)
        self._who.body.addWidget(self._red_line)
        self._open = Card(self, "openCard", tokens)
        self._last = Card(self, "lastCard", tokens)
        self._to_do = Card(self, "toDoCard", tokens)
        self._answers = QGridLayout()
        self._answers.setContentsMargins(0, 0, 0, 0)
        self._answers.setSpacing(tokens.medium)
        for at, card in enumerate((self._open, self._last, self._to_do)):
            card.body.setSpacing(tokens.px(3))
            card.body.setContentsMargins(tokens.large, tokens.medium, tokens.large, tokens.medium)
            self._answers.addWidget(card, 0, at)
            self._answers.setColumnStretch(at, (4, 3, 5)[at])
        layout = column(tokens.medium)
        layout.addWidget(self._who)
        layout.addLayout(self._answers)
        self.setLayout(layout)

    def show_page(self, page: PersonPage) -> None:
        """Show the head of a page."""
        self._show_who(page)
        self._show_elsewhere(page)
        self._show_with(page)
        self._show_open(page)
        self._show_last(page)
        self._show_to_do(page)

    def _show_who(self, page: PersonPage) -> None:
        person, lookups = page.person, self._kit.lookups
        self._name.setText(person.name)
        self._name.setAccessibleName(person.name)
        clear(self._chips)
        for text, tone in self._states(page):
            self._chips.addWidget(Chip(self._who, f"chip_{text}", text, tone=tone))
        born = lookups.wording.birth(person.born_on, person.born_precision)
        speaks = ", ".join(
            lookups.label("language", code) for code in (person.languages or "").split()
        )
        parts = (
            called(person.nickname),
            lookups.label("sex", person.sex),
            lookups.wording.age(person.born_on, self._kit.today, person.born_precision),
            _("born {day}").format(day=born) if born else "",
            mask_number(person.national_id or ""),
            lookups.settlement(person.settlement),
            person.phone or "",
            _("speaks: {languages}").format(languages=speaks) if speaks else "",
        )
        self._about.setText(" · ".join(part for part in parts if part))

    def _show_elsewhere(self, page: PersonPage) -> None:
        """Tell in which other houses the person is known: the house and the case number, nothing more."""
        clear(self._elsewhere_row)
        self._elsewhere.setVisible(bool(page.elsewhere))
        for at, one in enumerate(page.elsewhere):
            site = self._kit.lookups.profile.site(one.site)
            name = site.short_name if site else one.site
            text = _("Known also in {site}").format(site=name)
            if one.case_number:
                text = _("Known also in {site}, case {number}").format(
                    site=name, number=one.case_number
                )
            if not one.is_here:
                words = Words(self._elsewhere, f"elsewhere{at}", role="strong", text=text)
                self._elsewhere_row.addWidget(words)
                continue
            button = QuietButton(self._elsewhere, f"elsewhere{at}", self._kit.look, icon="users")
            button.say(text, hint=_("Open the record of that house"))
            restyled(button, flush=True)
            button.clicked.connect(partial(self.person_opened.emit, one.person))
            self._elsewhere_row.addWidget(button)
        self._elsewhere_row.addStretch(1)

    def _states(self, page: PersonPage) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        lookups = self._kit.lookups
        if page.restricted_since:
            day = lookups.wording.day(page.restricted_since)
            found.append((_("restricted since {day}").format(day=day), "warn"))
        if page.person.died_on:
            day = lookups.wording.day(page.person.died_on)
            found.append((_("died on {day}").format(day=day), ""))
        is_open = [one for one in page.cases if one.is_open]
        if is_open:
            status = is_open[0].case.status
            found.append((lookups.label("case_status", status) or _("open case"), "accent"))
        urgent = next((one for one in is_open if one.is_urgent), None)
        if urgent is not None:
            found.append((lookups.label("case_priority", urgent.case.priority), "danger"))
        if any(one.is_open for one in page.participations):
            found.append((_("in the project"), "ok"))
        return found

    def _show_with(self, page: PersonPage) -> None:
        clear(self._with_flow)
        others = [
            one
            for household in page.households
            for one in household.people
            if one.person != page.person.id
        ]
        text = _("Lives with") if others else _("No household written down")
        if page.households and not others:
            text = _("Lives alone")
        label = Words(self._with, "livesWithLabel", role="muted", text=text)
        label.setMinimumHeight(self._kit.look.tokens.px(28))
        self._with_flow.addWidget(label)
        for one in others[:SHOWN_PEOPLE]:
            tie = next((tie for tie in page.ties if tie.other == one.person), None)
            self._with_flow.addWidget(self._person_button(one, tie, page.person.given_name))
        if len(others) > SHOWN_PEOPLE:
            more = _("and {n} more").format(n=len(others) - SHOWN_PEOPLE)
            words = Words(self._with, "livesWithMore", role="muted", text=more)
            words.setMinimumHeight(self._kit.look.tokens.px(28))
            self._with_flow.addWidget(words)
        for view in page.households:
            button = QuietButton(
                self._with, f"family_{view.household.id}", self._kit.look, icon="house"
            )
            button.say(
                _("The family"),
                hint=_("Open the page of “{name}”").format(name=view.household.name),
            )
            restyled(button, flush=True)
            button.clicked.connect(partial(self.family_opened.emit, view.household.id))
            self._with_flow.addWidget(button)
        self._with.updateGeometry()
        warnings = [one.household.before_visit for one in page.households]
        self._red_line.say("\n".join(filter(None, warnings)))

    def _person_button(self, one: HouseholdPerson, tie: Tie | None, of: str) -> QuietButton:
        """Word somebody they live with: by what they are to this person, else to the head of the household."""
        lookups = self._kit.lookups
        relation = lookups.label("relation_to_head", one.relation)
        if relation and one.relation != HEAD:
            relation = _("{relation} (as the head of the household sees it)").format(
                relation=relation
            )
        if tie is not None:
            relation = kin_of(tie.relation, of, tie.sex)
        short_tie = _(kin_word(tie.relation, tie.sex)) if tie is not None else ""
        age = lookups.wording.age(one.born_on, self._kit.today, one.born_precision)
        button = QuietButton(self._with, f"livesWith_{one.person}", self._kit.look)
        short = one.name.split()[0] if one.name else ""
        whole = ", ".join(part for part in (one.name, relation, age) if part)
        button.say(", ".join(part for part in (short, short_tie, age) if part), hint=whole)
        button.setAccessibleName(whole)
        restyled(button, flush=True)
        button.clicked.connect(partial(self.person_opened.emit, one.person))
        return button

    def _begin(self, card: Card, name: str, title: str) -> None:
        clear(card.body)
        card.body.addWidget(Words(card, f"{name}Title", role="label", text=title))

    def _show_open(self, page: PersonPage) -> None:
        card = self._open
        self._begin(card, "open", _("What is open"))
        is_open = [one for one in page.cases if one.is_open]
        if not is_open:
            card.body.addWidget(Words(card, "noCase", role="strong", text=_("No open case")))
            button = QuietButton(card, "openCase", self._kit.look, icon="plus")
            button.say(_("Open a case"))
            button.clicked.connect(self.case_wanted)
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for one in is_open[:2]:
            self._show_case(card, one)
        for at, transfer in enumerate(page.transfers[:2]):
            text, _tone = state_words(transfer, self._kit)
            words = Words(card, f"transfer{at}", role="caption", wraps=True, text=text)
            card.body.addWidget(words)
        card.body.addStretch(1)

    def _show_case(self, card: Card, one: CaseRow) -> None:
        lookups = self._kit.lookups
        number = one.case.number or _("without a number")
        button = QuietButton(card, f"case_{one.id}", self._kit.look)
        button.say(_("Case {number}").format(number=number))
        restyled(button, flush=True)
        button.clicked.connect(partial(self.case_opened.emit, one.id))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        kind = lookups.label("case_type", one.case.type)
        since = ""
        if one.case.opened_on:
            since = _("since {day}").format(day=lookups.wording.day(one.case.opened_on))
        below = " · ".join(part for part in (since, one.case.leader_name) if part)
        for at, text in enumerate((kind, below)):
            if text:
                card.body.addWidget(ElidedWords(card, f"caseAbout{at}", role="caption", text=text))

    def _show_last(self, page: PersonPage) -> None:
        card, wording = self._last, self._kit.wording
        self._begin(card, "last", _("Last contact"))
        when = (
            wording.ago(page.last_contact, self._kit.today) if page.last_contact else _("never yet")
        )
        card.body.addWidget(Words(card, "lastWhen", role="strong", text=when))
        if page.last_contact:
            text = wording.day(page.last_contact)
            card.body.addWidget(Words(card, "lastDay", role="caption", text=text))
        card.body.addStretch(1)

    def _show_to_do(self, page: PersonPage) -> None:
        card = self._to_do
        self._begin(card, "toDo", _("To do now"))
        told = things_to_do(page.facts, self._kit.lookups, self._kit.today)
        told += [_of_task(one, self._kit) for one in page.tasks]
        # what is late comes first, whether a term or a task
        told.sort(key=lambda one: one.tone != "danger")
        if not told:
            text = _("Nothing is due.")
            card.body.addWidget(Words(card, "nothingToDo", role="strong", text=text))
        for at, one in enumerate(told[:SHOWN_TO_DO]):
            line = row(self._kit.look.tokens.small)
            line.addWidget(self._to_do_words(card, at, one), 1)
            if one.when:
                line.addWidget(Chip(card, f"toDoWhen{at}", one.when, tone=one.tone))
            card.body.addLayout(line)
        card.body.addStretch(1)

    def _to_do_words(self, card: Card, at: int, one: Told) -> QWidget:
        """Make what leads somewhere a button; the rest is just said."""
        ways = {
            "answers": self.answers_wanted,
            "data": self.data_wanted,
            "conflicts": self.conflicts_opened,
        }
        if one.task:
            button = QuietButton(card, f"toDo{at}", self._kit.look)
            button.say(one.text)
            restyled(button, flush=True)
            button.clicked.connect(partial(self.task_opened.emit, one.task))
            return button
        if one.target not in ways:
            return ElidedWords(card, f"toDo{at}", text=one.text)
        button = QuietButton(card, f"toDo{at}", self._kit.look)
        button.say(one.text)
        restyled(button, flush=True)
        button.clicked.connect(ways[one.target])
        return button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._kit.look.tokens.px(560)
        for at, card in enumerate((self._open, self._last, self._to_do)):
            place = (1, 0, 1, 2) if narrow and at == 2 else (0, at, 1, 1)
            self._answers.addWidget(card, *place)


def _of_task(row: TaskRow, kit: Kit) -> Told:
    """Word a task as one of the things to do."""
    when = due_in_words(row.due_on, kit.lookups, kit.today) if row.due_on else ""
    is_late = row.due_on is not None and row.due_on < kit.today
    return Told(row.title, when, "danger" if is_late else "", task=row.id)
