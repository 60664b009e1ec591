"""The parts of an assessment that are told in words; those of the one before can be taken over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.form_state import FormState
from kazanlak_case.ui.forms.record_form import RecordForm, Section
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.forms.form_state import Draft
    from kazanlak_case.ui.kit import Kit


class WordsPage(QWidget):
    """Edits some fields of the assessment."""

    edited = Signal()
    submitted = Signal()

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        fields: tuple[str, ...],
        *,
        values: Mapping[str, Value],
        earlier: Assessment | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, f"words_{fields[0]}")
        self._kit = kit
        before = values_of(earlier) if earlier else {}
        self._before = {name: before[name] for name in fields if before.get(name)}
        specs = tuple(
            one
            for one in specs_of(Assessment)
            if one.name in fields and kit.sight.sees(f"{one.record}.{one.name}")
        )
        self.state = FormState(specs, values)
        tools = EditorTools(
            kit.look, kit.lookups, self._today, partial(finder_of, kit.operations, kit.lookups)
        )
        sections = (Section("", tuple(one.name for one in specs), wide=("team",)),)
        self.form = RecordForm(self, self.state, tools, sections=sections)
        self._said = Words(self, f"{fields[0]}Said", role="caption", wraps=True)
        self._take = QuietButton(self, f"{fields[0]}Take", kit.look, icon="history")
        for part in (self._said, self._take):
            part.setVisible(bool(self._takeable()))
        layout = column(kit.look.tokens.small)
        layout.addWidget(self._said)
        layout.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        self.setLayout(layout)
        self.setFocusProxy(self.form.box(specs[0].name).editor.part)
        self._take.clicked.connect(self._on_taken)
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.submitted)
        self.retranslate()

    def values(self) -> dict[str, Value]:
        """Give what stands there."""
        return self.state.values()

    def draft(self) -> Draft:
        """Give what was typed and not saved."""
        return self.state.draft()

    def restore(self, draft: Mapping[str, object]) -> bool:
        """Take up what was typed last time; answer whether there was anything."""
        found = self.state.restore(draft)
        self.form.show_values()
        return bool(found)

    def begin(self) -> None:
        """Go to the first field."""
        self.form.focus_first()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._take.say(_("Take over the words of the assessment before"))
        specs = self.state.specs
        told = [
            f"{_(specs[name].label)}: {value}"
            for name, value in self._before.items()
            if name in specs and name != "made_on"
        ]
        self._said.setText("\n".join(told))
        self.form.retranslate()

    def _takeable(self) -> list[str]:
        names = (one for one in self._before if one in self.state.specs and one != "made_on")
        return [one for one in names if not self.state.value(one)]

    def _on_taken(self) -> None:
        for name in self._takeable():
            self.form.put(name, self._before[name])
        self._take.hide()
        self._said.hide()

    def _today(self) -> date:
        return self._kit.today
