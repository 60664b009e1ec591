"""Who lives in a family: each opens the person's page, and beside it what may change of the membership."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kazanlak_case.domain.rules.calendar import age_on
from kazanlak_case.i18n import _
from kazanlak_case.ui.family_parts.words import member_in_words, state_of
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.family import FamilyMember, FamilyPage
    from kazanlak_case.ui.kit import Kit

ADULT = 18


class PeoplePart(QWidget):
    """Lists the members. Signals say what is wanted; the place opens the forms."""

    person_opened = Signal(str)
    membership_wanted = Signal(str)
    member_wanted = Signal()
    birth_wanted = Signal()
    part_wanted = Signal(str)
    go_over_wanted = Signal(str)
    enrolment_wanted = Signal(str)
    enrolment_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "familyPeople")
        self._kit = kit
        tokens = kit.look.tokens
        self._card = Card(self, "familyPeopleCard", tokens)
        self._card.body.setSpacing(tokens.tight)
        self._acts = named(QWidget(self), "familyActs")
        flow = FlowLayout(tokens.small)
        self._buttons: list[Button] = []
        for name, icon, act in (
            ("addMember", "user-plus", self.member_wanted.emit),
            ("writeBirth", "baby", self.birth_wanted.emit),
            ("partFamily", "door-open", partial(self.part_wanted.emit, "")),
            ("goOver", "arrow-right", partial(self.go_over_wanted.emit, "")),
        ):
            button = Button(self._acts, name, kit.look, icon=icon)
            button.clicked.connect(act)
            flow.addWidget(button)
            self._buttons.append(button)
        self._acts.setLayout(flow)
        self._acts.setVisible(kit.writes("household_member.person"))
        self._buttons[1].setVisible(kit.writes("person.given_name", "kinship.person"))
        layout = column(tokens.medium)
        layout.addWidget(self._card)
        layout.addWidget(self._acts)
        self.setLayout(layout)

    def show_page(self, page: FamilyPage) -> None:
        """Show the members of a family."""
        body = self._card.body
        clear(body)
        for one in page.members:
            body.addLayout(self._row(one))
        if not page.members:
            text = _("Nobody is written here. Add who lives in this family.")
            body.addWidget(Words(self._card, "nobodyHere", role="muted", wraps=True, text=text))
        if page.former:
            body.addSpacing(self._kit.look.tokens.small)
            body.addWidget(Line(self._card, "formerLine"))
            body.addWidget(SectionTitle(self._card, "formerTitle", _("Lived here before")))
            for one in page.former:
                body.addLayout(self._row(one))
        self.retranslate()

    def retranslate(self) -> None:
        """Word the buttons in the language of now."""
        words = (
            (_("Add somebody"), ""),
            (_("A child is born"), ""),
            (_("Some move out"), _("They begin a household of their own")),
            (_("Go over to another family"), ""),
        )
        for button, (text, hint) in zip(self._buttons, words, strict=True):
            button.say(text, hint=hint)

    def _is_asked_where_they_learn(self, one: FamilyMember) -> bool:
        """Tell whether a member is a child, or learns: nobody is asked for the school of the others."""
        if one.until or one.died_on or not self._kit.writes("enrolment.kind"):
            return False
        if one.learns is not None:
            return True
        return one.born_on is not None and age_on(one.born_on, self._kit.today) < ADULT

    def _school(self, one: FamilyMember) -> PlainButton:
        button = PlainButton(self._card, f"school_{one.person}", self._kit.look)
        self._kit.look.dress(button, "graduation-cap", "muted", size=15)
        text = _("Where they learn: {name}").format(name=one.name)
        button.setAccessibleName(text)
        button.setToolTip(text)
        if one.learns is not None:
            button.clicked.connect(partial(self.enrolment_opened.emit, one.learns.id))
        else:
            button.clicked.connect(partial(self.enrolment_wanted.emit, one.person))
        return button

    def _row(self, one: FamilyMember) -> QHBoxLayout:
        tokens = self._kit.look.tokens
        link = LinkRow(self._card, f"member_{one.person}", self._kit.look, icon="user")
        mark, tone = state_of(one, self._kit)
        detail = member_in_words(one, self._kit)
        if one.until:
            left = _("until {day}").format(day=self._kit.wording.day(one.until))
            detail = f"{detail} · {left}" if detail else left
        link.say(one.name, detail, mark=mark, tone=tone)
        link.clicked.connect(partial(self.person_opened.emit, one.person))
        across = row(tokens.tight)
        across.addWidget(link, 1)
        if self._is_asked_where_they_learn(one):
            across.addWidget(self._school(one))
        if self._kit.writes("household_member.since"):
            change = PlainButton(self._card, f"membership_{one.person}", self._kit.look)
            self._kit.look.dress(change, "pencil", "muted", size=15)
            text = _("Change: {name}").format(name=one.name)
            change.setAccessibleName(text)
            change.setToolTip(_("Relation, since when, does not live here any more"))
            change.clicked.connect(partial(self.membership_wanted.emit, one.member))
            across.addWidget(change)
        return across
