"""Hand decisions about two people to the services, one at a time, and say what was done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.history import undo
from kazanlak_case.services.joining import decide_different, join, split
from kazanlak_case.services.joining_mend import bring_back, move_left_behind, stay_joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.joining_fields import Side
    from kazanlak_case.services.joining_plan import JoiningPlan
    from kazanlak_case.ui.kit import Kit


class Deciding(QObject):
    """`done` tells in words what was decided, with the id that takes it back; `refused` that nothing was."""

    done = Signal(str, str)
    refused = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        self._kit = kit
        self._undo = ""
        self.is_saving = False

    def join(self, plan: JoiningPlan, choices: Mapping[str, Side], *, confirmed: bool) -> None:
        """Make one person of the two."""
        told = _("{name}: one person from now on.").format(name=plan.kept.name)
        if plan.is_across:
            told = _("{name}: known in both houses, counted once.").format(name=plan.kept.name)
        self._write(partial(join, plan=plan, choices=choices, confirmed=confirmed), told)

    def tell_apart(self, plan: JoiningPlan) -> None:
        """Remember that they are two."""
        work = partial(decide_different, one=plan.kept.id, other=plan.former.id)
        self._write(work, _("Two people. This pair is not offered any more."))

    def split(self, decision: str) -> None:
        """Take a decision back, whoever made it."""
        work = partial(split, decision_id=RecordId(decision))
        self._write(work, _("Taken back. The pair is in the list again."))

    def move(self, former: str) -> None:
        """Move what was written to an old record."""
        work = partial(move_left_behind, former=RecordId(former))
        self._write(work, _("Moved to the person who stands."))

    def bring_back(self, former: str) -> None:
        """Let somebody be seen again."""
        work = partial(bring_back, former=RecordId(former))
        self._write(work, _("The person is back, with everything."))

    def stay_joined(self, decision: str) -> None:
        """Choose the joining against the other decision."""
        work = partial(stay_joined, decision_id=RecordId(decision))
        self._write(work, _("They stay one person."))

    def take_back(self) -> None:
        """Take the last decision of this page back."""
        if not self._undo:
            self._kit.messages.tell(_("There is nothing to take back here."))
            return
        back, self._undo = self._undo, ""
        work = partial(_undo, back)
        self._write(work, _("Taken back. The pair is in the list again."), can_undo=False)

    def _write(
        self, work: Callable[[UnitOfWork], Written], told: str, *, can_undo: bool = True
    ) -> None:
        if self.is_saving:
            return
        self.is_saving = True
        done = partial(self._on_written, told, can_undo)
        self._kit.operations.write(work, done=done, failed=self._on_refused)

    def _on_written(self, told: str, can_undo: bool, written: Written) -> None:
        self.is_saving = False
        self._undo = written.undo if can_undo else ""
        self._kit.messages.forgive()
        self.done.emit(told, self._undo)

    def _on_refused(self, error: ExpectedError) -> None:
        self.is_saving = False
        self._kit.messages.refuse(error)
        self.refused.emit()


def _undo(undo_id: str, uow: UnitOfWork) -> Written:
    return undo(uow, undo_id)
