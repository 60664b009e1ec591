"""A short form of some fields of a goal or an action: its state, its draft, and low boxes for notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kazanlak_case.domain.fields import specs_of
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.form_state import FormState
from kazanlak_case.ui.forms.record_form import RecordForm, Section
from kazanlak_case.ui.forms.text_editors import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

NOTE_HEIGHT = 58


class SmallForm(RecordForm):
    """Edits the fields named, in their order, of those the user may see."""

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        record: type,
        fields: tuple[str, ...],
        *,
        values: Mapping[str, Value],
    ) -> None:
        by_name = {one.name: one for one in specs_of(record)}
        specs = tuple(
            by_name[name] for name in fields if kit.sight.sees(f"{by_name[name].record}.{name}")
        )
        tools = EditorTools(
            kit.look,
            kit.lookups,
            partial(_today, kit),
            partial(finder_of, kit.operations, kit.lookups),
        )
        super().__init__(
            parent,
            FormState(specs, values),
            tools,
            sections=(Section("", tuple(one.name for one in specs)),),
        )
        for one in specs:
            editor = self.box(one.name).editor
            if isinstance(editor, NoteEditor):
                editor.box.setMinimumHeight(kit.look.tokens.px(NOTE_HEIGHT))
                editor.box.setFixedHeight(kit.look.tokens.px(NOTE_HEIGHT))

    def values(self) -> dict[str, Value]:
        """Give what stands in the fields."""
        return self.state.values()


def _today(kit: Kit) -> date:
    return kit.today
