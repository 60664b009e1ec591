"""What the list of people says of each: the cells of a row, and the two lines of a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _
from kazanlak_case.services.told_apart import told_apart
from kazanlak_case.ui.namesakes import beside
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.db.people import PersonRow
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.told_apart import Apart
    from kazanlak_case.ui.kit import Kit


class PersonCells:
    """Words the rows of people; remembers who has a namesake among those that were read."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._namesakes: dict[RecordId, Apart] = {}

    def tell_apart(self, after: PersonRow | None, rows: Sequence[PersonRow]) -> None:
        """Remember the namesakes of a page, and of the last row before it: the list goes by the alphabet."""
        if after is None:
            self._namesakes = {}
        self._namesakes |= told_apart([after, *rows] if after is not None else rows)

    def columns(self) -> tuple[Column[PersonRow], ...]:
        """Give the columns, and which of them go first where there is no room."""
        return (
            Column(
                key="name",
                title=N_("Full name"),
                text=self._name,
                least=240,
                share=5,
                is_strong=True,
            ),
            Column(
                key="born", title=N_("Date of birth"), text=self._born, least=126, share=0, goes=3
            ),
            Column(
                key="age",
                title=N_("Age"),
                text=self._short_age,
                least=82,
                share=0,
                goes=5,
                is_figure=True,
            ),
            Column(key="number", title=N_("EGN, LNCh"), text=_number, least=118, share=0, goes=6),
            Column(
                key="place", title=N_("Settlement"), text=self._place, least=130, share=2, goes=2
            ),
            Column(key="phone", title=N_("Phone"), text=_phone, least=112, share=0, goes=7),
            Column(
                key="case",
                title=N_("Case"),
                text=self._case,
                mark=self._case_mark,
                least=150,
                share=1,
                goes=1,
            ),
            Column(
                key="last", title=N_("Last contact"), text=self._last, least=124, share=1, goes=4
            ),
        )

    def lines(self, one: PersonRow) -> TwoLines:
        """Give what a narrow list says of somebody."""
        parts = (self._nickname(one), self._age(one), self._place(one))
        return TwoLines(
            self._name(one), " · ".join(part for part in parts if part), self._case_mark(one)
        )

    def _name(self, one: PersonRow) -> str:
        return beside(one.name, self._namesakes.get(one.id), self._kit.lookups)

    @staticmethod
    def _nickname(one: PersonRow) -> str:
        return f"„{one.nickname}“" if one.nickname else ""

    def _born(self, one: PersonRow) -> str:
        return self._kit.wording.birth(one.born_on, one.born_precision)

    def _age(self, one: PersonRow) -> str:
        return self._kit.wording.age(one.born_on, self._kit.today, one.born_precision)

    def _short_age(self, one: PersonRow) -> str:
        return self._kit.wording.short_age(one.born_on, self._kit.today)

    def _place(self, one: PersonRow) -> str:
        return self._kit.lookups.settlement(one.settlement)

    def _case(self, one: PersonRow) -> str:
        return self._case_mark(one).text

    def _case_mark(self, one: PersonRow) -> Mark:
        if one.is_restricted:
            return Mark(_("restricted"), "warn")
        if one.died_on:
            return Mark(_("died"), "")
        text = self._kit.lookups.label("case_status", one.case_status)
        return Mark(text, "accent" if one.has_open_case else "")

    def _last(self, one: PersonRow) -> str:
        on = one.last_service_on
        return self._kit.wording.ago(on, self._kit.today) if on else ""


def _number(one: PersonRow) -> str:
    return one.national_id_masked


def _phone(one: PersonRow) -> str:
    return one.phone or ""
