"""Who lacks an answer, and the cells of their rows; the answer that was typed stands there before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.work.rows import MissingRow
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit


@dataclass(frozen=True, slots=True)
class Asked:
    """One person whose answer is missing."""

    row: MissingRow

    @property
    def id(self) -> RecordId:
        """What the answer is given for."""
        return self.row.key


class AskedCells:
    """Words the rows. Asks for the answer noted for somebody, in words."""

    def __init__(self, kit: Kit, answer: Callable[[RecordId], str]) -> None:
        self._kit = kit
        self._answer = answer

    def columns(self) -> tuple[Column[Asked], ...]:
        """Give the columns, and which of them go first where there is no room."""
        return (
            Column(
                key="name", title=N_("Full name"), text=_name, least=180, share=3, is_strong=True
            ),
            Column(
                key="age",
                title=N_("Age"),
                text=self._age,
                least=84,
                share=0,
                goes=2,
                is_figure=True,
            ),
            Column(
                key="place", title=N_("Settlement"), text=self._place, least=110, share=1, goes=1
            ),
            Column(
                key="answer",
                title=N_("Answer"),
                text=self._word,
                mark=self._mark,
                least=180,
                share=2,
            ),
        )

    def lines(self, one: Asked) -> TwoLines:
        """Give what a narrow list says of somebody."""
        return TwoLines(one.row.name, self._place(one), self._mark(one))

    def _age(self, one: Asked) -> str:
        return self._kit.wording.short_age(one.row.born_on, self._kit.today)

    def _place(self, one: Asked) -> str:
        return self._kit.lookups.settlement(one.row.settlement)

    def _word(self, one: Asked) -> str:
        return self._mark(one).text

    def _mark(self, one: Asked) -> Mark:
        return Mark(words, "accent") if (words := self._answer(one.id)) else Mark("")


def _name(one: Asked) -> str:
    return one.row.name
