"""The third step: what would become of each row, and everything there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import N_, _
from kazanlak_case.intake.findings import CHANGES, change_in_words, in_words
from kazanlak_case.intake.plan import IntakePlan, Outcome, PlannedRow
from kazanlak_case.intake.targets import targets
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.held_rows import HeldRows
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.intake.findings import Change
    from kazanlak_case.intake.plan import OtherRow
    from kazanlak_case.ui.kit import Kit

KEYS = ("all", "taken", "repeated", "rejected", "doubts", "nobody")
OUTCOMES = {
    Outcome.TAKEN: (N_("taken"), "ok"),
    Outcome.REPEATED: (N_("repeated"), "accent"),
    Outcome.REJECTED: (N_("rejected"), "danger"),
}
NOBODY = {
    "title": N_("title or remark"),
    "heading": N_("headings"),
    "numbering": N_("numbers of the columns"),
    "totals": N_("totals"),
    "signature": N_("signatures"),
    "blank": N_("blank"),
}


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row as the table shows it."""

    number: int
    name: str
    mark: Mark
    told: tuple[str, ...]
    read: tuple[str, ...]
    """What was read otherwise than it is written."""

    @property
    def id(self) -> RecordId:
        """The row's number is its key."""
        return RecordId(str(self.number))


class RowsStep(QWidget):
    """Filter, table, and all that is told of the row one stands on."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "rowsStep")
        self._kit = kit
        self._plan: IntakePlan | None = None
        tokens = kit.look.tokens
        self.filter = WordFilter(self, "rowsFilter", KEYS)
        self.rows: HeldRows[RowShown] = HeldRows()
        self.model: PagedModel[RowShown] = PagedModel(
            self, _columns(), self.rows.fetch, lines=_lines
        )
        card = Card(self, "rowsCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        self.table = TableView(card, "rowsTable", kit.look, self.model)
        card.body.addWidget(self.table)
        self._detail = Card(self, "rowDetail", tokens)
        self._detail.setFixedWidth(tokens.px(330))
        scroll = ScrollPage(self._detail, "rowDetailScroll", tokens.small)
        self._who = SectionTitle(scroll.page, "rowWho")
        self._who.setWordWrap(True)
        self._told = Words(scroll.page, "rowTold", wraps=True)
        self._read_title = Words(scroll.page, "rowReadTitle", role="label")
        self._read = Words(scroll.page, "rowRead", role="muted", wraps=True)
        for part in (self._who, self._told, self._read_title, self._read):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._detail.body.addWidget(scroll)
        both = row(tokens.medium)
        both.addWidget(card, 1)
        both.addWidget(self._detail)
        layout = column(tokens.medium)
        layout.addWidget(self.filter)
        layout.addLayout(both, 1)
        self.setLayout(layout)
        self.filter.chosen.connect(self._on_filter)
        self.table.chosen.connect(self._on_chosen)

    def show_plan(self, plan: IntakePlan) -> None:
        """Show a rehearsal."""
        self._plan = plan
        self.retranslate()
        self._on_filter(self.filter.key)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.table.setAccessibleName(_("Rows of the list"))
        self._read_title.setText(_("Read otherwise than written"))
        if self._plan is None:
            return
        counts = {outcome: len(self._plan.of(outcome)) for outcome in Outcome}
        doubts = sum(bool(one.doubts) for one in self._plan.rows)
        words = {
            "all": (_("All"), len(self._plan.rows)),
            "taken": (_("Taken"), counts[Outcome.TAKEN]),
            "repeated": (_("Repeated"), counts[Outcome.REPEATED]),
            "rejected": (_("Rejected"), counts[Outcome.REJECTED]),
            "doubts": (_("Doubtful"), doubts),
            "nobody": (_("Nobody"), len(self._plan.others)),
        }
        number = self._kit.wording.number
        said = {key: f"{word}  {number(count)}" for key, (word, count) in words.items()}
        self.filter.say(said, _("Show"))

    def _on_filter(self, key: str) -> None:
        if self._plan is None:
            return
        if key == "nobody":
            shown = [_nobody(one) for one in self._plan.others]
        else:
            shown = [_shown(one) for one in self._plan.rows if _is_wanted(key, one)]
        self.rows.hold(shown)
        self.model.reload()
        self._on_chosen("")
        self.table.choose_first()

    def _on_chosen(self, key: str) -> None:
        one = self.rows.row(key)
        self._who.setText(one.name or _("row {n}").format(n=one.number) if one else "")
        self._told.setText("\n\n".join(one.told) if one else "")
        self._told.setVisible(bool(one and one.told))
        self._read.setText("\n\n".join(one.read) if one else "")
        for part in (self._read, self._read_title):
            part.setVisible(bool(one and one.read))


def _is_wanted(key: str, one: PlannedRow) -> bool:
    if key == "doubts":
        return bool(one.doubts)
    return key in {"all", one.outcome.value}


def _shown(one: PlannedRow) -> RowShown:
    word, tone = OUTCOMES[one.outcome]
    told = [in_words(reason) for reason in one.reasons]
    if one.same_as_row:
        told.append(_("The same person as in row {row}.").format(row=one.same_as_row))
    elif one.same_as_person:
        told.append(_("This person is in the file already."))
    told += [in_words(doubt) for doubt in one.doubts]
    read = tuple(
        _("{what}: “{before}” → “{after}” ({why})").format(
            what=_(targets()[change.target].label) if change.target in targets() else "",
            before=change.before,
            after=_after(change),
            why=_(CHANGES.get(change.code, change.code)),
        )
        for change in one.changes
    )
    return RowShown(one.number, one.name, Mark(_(word), tone), tuple(told), read)


def _after(change: Change) -> str:
    """Say what was read; a day as one writes it here."""
    try:
        return f"{date.fromisoformat(change.after):%d.%m.%Y}"
    except ValueError:
        return change_in_words(change)


def _nobody(one: OtherRow) -> RowShown:
    return RowShown(one.number, one.text, Mark(_(NOBODY[one.kind.value])), (), ())


def _columns() -> tuple[Column[RowShown], ...]:
    return (
        Column(key="row", title=N_("Row"), text=_number, least=58, share=0, is_figure=True),
        Column(key="name", title=N_("Person"), text=_name, least=190, share=2, is_strong=True),
        Column(key="outcome", title=N_("What happens"), text=_word, mark=_mark, least=130, share=0),
        Column(
            key="told", title=N_("Why, and what to look at"), text=_told, least=160, share=3, goes=1
        ),
    )


def _lines(one: RowShown) -> TwoLines:
    return TwoLines(one.name, _told(one), one.mark)


def _number(one: RowShown) -> str:
    return str(one.number)


def _name(one: RowShown) -> str:
    return one.name


def _word(one: RowShown) -> str:
    return one.mark.text


def _mark(one: RowShown) -> Mark:
    return one.mark


def _told(one: RowShown) -> str:
    return " ".join(one.told)
