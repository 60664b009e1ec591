"""An editor of births: a whole date, a year, or „около 35“; how exact it is stands in a field of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from typing_extensions import override

from kazanlak_case.domain.rules.births import ABOUT, Birth, read_birth
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.ui.forms.editor import EditorTools

PRECISION = "born_precision"


class BirthEditor(DateEditor):
    """A day of birth as people know it."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self._held: Birth | None = None
        """What is shown: the day that stands behind a year stays as it is while nobody types."""

    @override
    def read(self) -> Reading:
        found = self._understood()
        return Reading(found.born_on) if found else super().read()

    @override
    def beside(self) -> Mapping[str, Value]:
        found = self._understood()
        return {PRECISION: found.precision if found else None}

    @override
    def show_value(self, value: Value) -> None:
        self._hold(Birth(value) if isinstance(value, date) else None)

    @override
    def show_beside(self, values: Mapping[str, Value]) -> None:
        precision = values.get(PRECISION)
        if self._held is not None:
            self._hold(Birth(self._held.born_on, str(precision) if precision else None))

    @override
    def label_as(self, label: str, hint: str = "") -> None:
        super().label_as(label, hint)
        self.line.setPlaceholderText(_("date, year or about 35"))

    @override
    def _on_finished(self) -> None:
        """Show what was understood, so that a slip is seen at once."""
        if found := self._understood():
            self._hold(found)

    def _hold(self, birth: Birth | None) -> None:
        self._held = birth
        self.line.setText(in_words(birth))

    def _understood(self) -> Birth | None:
        text = self.line.text()
        if self._held is not None and text == in_words(self._held):
            return self._held
        found = read_birth(text, self.tools.today())
        if found is None and isinstance(day := super().read().value, date):
            return Birth(day)
        return found


def in_words(birth: Birth | None) -> str:
    """Write a birth as it may be typed again."""
    if birth is None:
        return ""
    if birth.precision is None:
        return birth.born_on.strftime("%d.%m.%Y")
    told = _("about {year}") if birth.precision == ABOUT else "{year}"
    return told.format(year=birth.born_on.year)
