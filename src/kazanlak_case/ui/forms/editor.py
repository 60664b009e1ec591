"""What every editor of a field can do, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.ui.forms.picker import Suggest
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups


@dataclass(frozen=True, slots=True)
class EditorTools:
    """What editors need beside their field."""

    look: Look
    lookups: Lookups
    today: Callable[[], date]
    suggest: Callable[[str], Suggest] | None = None
    """For a record type, how its records are found by text."""


class Editor(QWidget):
    """Edits one value. `edited` follows every change by hand; showing a value is silent."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent)
        self.spec = spec
        self.tools = tools
        named(self, f"{spec.name}Editor")

    @property
    def part(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def value(self) -> Value:
        """Give what stands there; None for nothing."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Put a value there."""
        raise NotImplementedError

    def beside(self) -> Mapping[str, Value]:
        """Tell what follows for fields that no editor of their own shows, such as how exact a date is."""
        return {}

    def show_beside(self, values: Mapping[str, Value]) -> None:
        """Show, after the value, what stands in such fields."""

    def unreadable(self) -> str:
        """Say, as an English message, why what stands there is no value; "" when it is one."""
        return ""

    def mark(self, is_wrong: bool) -> None:
        """Show by the frame that something is wrong here; the words stand below."""
        restyled(self.part, wrong=is_wrong)

    def label_as(self, label: str, hint: str = "") -> None:
        """Take the label's words as accessible name."""
        self.part.setAccessibleName(label)
        self.part.setAccessibleDescription(hint)
