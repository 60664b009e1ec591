"""One member of a new family: a row of cells, filled by custom where nobody typed, and below it who is here already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.family_words import Names, Proposal
from kazanlak_case.services.household_people import HEAD
from kazanlak_case.services.new_family import NewMember
from kazanlak_case.ui.duplicate_parts.words import reason_words
from kazanlak_case.ui.new_family_parts.reading import read_cell
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import clear, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.ui.kit import Kit

NAMES = ("given_name", "middle_name", "family_name")
CELLS = (*NAMES, "birth")
SPOUSE, CHILD = "spouse", "child"


class MemberRow(QObject):
    """The cells of one person. Their text is what was typed; what is proposed is muted until it is typed over."""

    edited = Signal()
    entered = Signal()
    decided = Signal()

    def __init__(self, parent: QWidget, kit: Kit, grid: QGridLayout, *, at: int) -> None:
        super().__init__(parent)
        self._kit = kit
        self.at = at
        self.is_known: RecordId | None = None
        self.different_from: set[RecordId] = set()
        self._touched: set[str] = set()
        self._offered: RecordId | None = None
        """Who is offered below the row as being here already."""
        self.relation = named(QComboBox(parent), f"relation{at}")
        self.lines = {name: named(QLineEdit(parent), f"{name}{at}") for name in CELLS}
        self.sex = named(QComboBox(parent), f"sex{at}")
        self._below = named(QWidget(parent), f"below{at}")
        self._notes = row(kit.look.tokens.small)
        self._below.setLayout(self._notes)
        self._below.hide()
        self._fill_choices()
        widgets = (self.relation, *self.lines.values(), self.sex)
        for place, widget in enumerate(widgets):
            grid.addWidget(widget, 2 * at + 1, place)
            widget.show()  # a row that comes while one types is there for the next Tab
        grid.addWidget(self._below, 2 * at + 2, 1, 1, len(widgets) - 1)
        self._connect()
        self.retranslate()

    @property
    def is_blank(self) -> bool:
        """Whether nobody stands here yet: proposals alone are nobody."""
        typed = any(self.lines[name].text().strip() for name in self._touched & set(CELLS))
        return not typed and self.is_known is None

    def retranslate(self) -> None:
        """Name the cells in the language of now."""
        labels = {
            "given_name": _("Given name"),
            "middle_name": _("Middle name"),
            "family_name": _("Family name"),
            "birth": _("Born, or number"),
        }
        for name, line in self.lines.items():
            line.setAccessibleName(f"{labels[name]} {self.at + 1}")
        self.relation.setAccessibleName(f"{_('Relation to the head')} {self.at + 1}")
        self.sex.setAccessibleName(f"{_('Sex')} {self.at + 1}")
        self.lines["birth"].setPlaceholderText(_("date, year or about 35") if not self.at else "")

    def names(self) -> Names:
        """Give what was typed: what is proposed follows from it, and not from itself."""
        typed = {name: self._typed(name) for name in NAMES}
        sex = str(self._birth()[0].get("sex") or "") or (
            self.sex.currentData() if "sex" in self._touched else None
        )
        return Names(
            given=typed["given_name"],
            middle=typed["middle_name"],
            family=typed["family_name"],
            sex=sex or None,
            relation=self.relation.currentData(),
        )

    def shown_names(self) -> Names:
        """Give what stands in the row, proposals too."""
        return Names(
            given=self.lines["given_name"].text().strip(),
            middle=self.lines["middle_name"].text().strip(),
            family=self.lines["family_name"].text().strip(),
            sex=self.sex.currentData(),
            relation=self.relation.currentData(),
        )

    def propose(self, proposal: Proposal) -> None:
        """Show what custom says, wherever nobody typed."""
        is_somebody = not self.is_blank
        for name, text in (("middle_name", proposal.middle), ("family_name", proposal.family)):
            if name not in self._touched:
                self.lines[name].setText(text if is_somebody else "")
                restyled(self.lines[name], proposed=True)
        number_says = self._birth()[0].get("sex")
        if "sex" not in self._touched or number_says:
            sex = number_says or (proposal.sex if is_somebody else None)
            self.sex.setCurrentIndex(max(self.sex.findData(sex), 0))

    def member(self) -> NewMember:
        """Give what is to be saved."""
        values: dict[str, Value] = {name: self.lines[name].text().strip() for name in NAMES}
        values["sex"] = self.sex.currentData()
        values |= self._birth()[0]
        return NewMember(
            relation=self.relation.currentData(),
            values=values,
            is_known=self.is_known,
            different_from=frozenset(self.different_from),
        )

    def unreadable(self) -> str:
        """Say, as an English message, why the birth cannot be read."""
        return self._birth()[1]

    def draft(self) -> dict[str, str]:
        """Give what was typed, to be kept."""
        kept = {f"{self.at}.{name}": self._typed(name) for name in CELLS}
        kept[f"{self.at}.relation"] = str(self.relation.currentData() or "")
        if "sex" in self._touched:
            kept[f"{self.at}.sex"] = str(self.sex.currentData() or "")
        return kept

    def restore(self, draft: Mapping[str, object]) -> None:
        """Take up what was typed last time."""
        for name in CELLS:
            if text := str(draft.get(f"{self.at}.{name}") or ""):
                self._touched.add(name)
                self.lines[name].setText(text)
        for name, combo in (("relation", self.relation), ("sex", self.sex)):
            code = draft.get(f"{self.at}.{name}")
            if code and (place := combo.findData(code)) >= 0:
                combo.setCurrentIndex(place)
                self._touched.add(name)

    def show_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Say what is wrong in this row; answer the first cell it is in."""
        wrong: list[QWidget] = []
        for name, line in self.lines.items():
            own = {"national_id", "id_type", "born_on"} if name == "birth" else {name}
            is_wrong = bool(own & problems.keys())
            restyled(line, wrong=is_wrong)
            wrong += [line] if is_wrong else []
        for name, combo in (("relation", self.relation), ("sex", self.sex)):
            restyled(combo, wrong=name in problems)
            wrong += [combo] if name in problems else []
        if problems:
            self._offered = None
            clear(self._notes)
            text = " ".join(dict.fromkeys(_(one) for one in problems.values()))
            self._notes.addWidget(
                Words(self._below, f"problem{self.at}", role="problem", wraps=True, text=text), 1
            )
            self._below.show()
        return wrong[0] if wrong else None

    def show_alike(self, pairs: Sequence[DuplicatePair]) -> None:
        """Offer the likeliest who is here already; what is shown of them stays, so that nothing flickers."""
        first = pairs[0].second.id if pairs and self.is_known is None else None
        if first is not None and first == self._offered:
            return
        self._offered = first
        clear(self._notes)
        self._below.setVisible(bool(pairs) or self.is_known is not None)
        if self.is_known is not None or not pairs:
            return
        found = pairs[0].second
        lookups = self._kit.lookups
        where = (lookups.wording.day(found.born_on), lookups.settlement(found.settlement))
        why = ", ".join(reason_words(one) for one in pairs[0].reasons[:2])
        text = _("Perhaps already here: {name} ({why})").format(
            name=" · ".join(part for part in (found.name, *where) if part), why=why
        )
        self._notes.addWidget(
            Words(self._below, f"alike{self.at}", role="caption", wraps=True, text=text), 1
        )
        same = Button(self._below, f"same{self.at}", self._kit.look)
        same.say(_("The same person"))
        same.clicked.connect(partial(self._on_same, found.id, found.name))
        self._notes.addWidget(same)
        if not pairs[0].certain:
            other = Button(self._below, f"other{self.at}", self._kit.look)
            other.say(_("Another person"), hint=_("Do not ask about these two again"))
            other.clicked.connect(partial(self._on_other, found.id))
            self._notes.addWidget(other)

    def _fill_choices(self) -> None:
        choices = self._kit.lookups.choices
        relations = {HEAD: _("head")} if self.at == 0 else choices("relation_to_head")
        for code, label in relations.items():
            if self.at == 0 or code != HEAD:
                self.relation.addItem(label, code)
        self.relation.setEnabled(self.at > 0)
        usual = {0: HEAD, 1: SPOUSE}.get(self.at, CHILD)
        self.relation.setCurrentIndex(self.relation.findData(usual))
        self.sex.addItem("", None)
        for code, label in choices("sex").items():
            self.sex.addItem(label, code)
        for combo in (self.relation, self.sex):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.relation.setMinimumContentsLength(15)
        self.sex.setMinimumContentsLength(3)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.textEdited.connect(partial(self._on_typed, name))
            line.returnPressed.connect(self.entered)
        self.relation.activated.connect(partial(self._on_chosen, "relation"))
        self.sex.activated.connect(partial(self._on_chosen, "sex"))

    def _typed(self, name: str) -> str:
        return self.lines[name].text().strip() if name in self._touched else ""

    def _birth(self) -> tuple[dict[str, Value], str]:
        return read_cell(self.lines["birth"].text(), self._kit.today)

    def _on_typed(self, name: str, text: str) -> None:
        if text:
            self._touched.add(name)
        else:  # emptied by hand: custom may propose again
            self._touched.discard(name)
        restyled(self.lines[name], proposed=False, wrong=False)
        self.edited.emit()

    def _on_chosen(self, name: str, _at: int) -> None:
        self._touched.add(name)
        self.edited.emit()

    def _on_same(self, person: RecordId, name: str) -> None:
        """Nothing is written of whom the file knows: the row names them, and is closed."""
        self.is_known = person
        self.lines["given_name"].setText(name)
        for cell, widget in (*self.lines.items(), ("sex", self.sex)):
            if cell != "given_name" and isinstance(widget, QLineEdit):
                widget.clear()
            widget.setEnabled(False)
        clear(self._notes)
        text = _("In the file already: only added to the family.")
        self._notes.addWidget(Words(self._below, f"known{self.at}", role="caption", text=text), 1)
        self.relation.setFocus(Qt.FocusReason.OtherFocusReason)
        self.decided.emit()

    def _on_other(self, person: RecordId) -> None:
        self.different_from.add(person)
        self.lines["given_name"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.decided.emit()
