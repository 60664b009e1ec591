"""One table from kind of field to its editor; a new kind is one line here."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import FieldSpec, Kind
from kazanlak_case.ui.forms.birth_editor import BirthEditor
from kazanlak_case.ui.forms.choice_editors import (
    CodesEditor,
    FlagEditor,
    ReferenceEditor,
    SettlementEditor,
    choice_editor,
)
from kazanlak_case.ui.forms.clock_editor import text_editor
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.text_editors import (
    AmountEditor,
    NoteEditor,
    NumberEditor,
    SealedEditor,
)

EDITORS: dict[Kind, Callable[[QWidget, FieldSpec, EditorTools], Editor]] = {
    Kind.TEXT: text_editor,
    Kind.NOTE: NoteEditor,
    Kind.NUMBER: NumberEditor,
    Kind.AMOUNT: AmountEditor,
    Kind.DATE: DateEditor,
    Kind.FLAG: FlagEditor,
    Kind.CHOICE: choice_editor,
    Kind.CODES: CodesEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.SETTLEMENT: SettlementEditor,
    Kind.SEALED: SealedEditor,
}


def editor_for(parent: QWidget, spec: FieldSpec, tools: EditorTools) -> Editor:
    """Make the editor of a field."""
    if (spec.record, spec.name) == ("person", "born_on"):
        return BirthEditor(parent, spec, tools)
    return EDITORS[spec.kind](parent, spec, tools)
