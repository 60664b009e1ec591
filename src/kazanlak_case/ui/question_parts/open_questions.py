"""The questions in their order, which of them were left for later, and where to stand next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _
from kazanlak_case.ui.question_parts.place_list import Place
from kazanlak_case.ui.question_parts.question_words import place_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from kazanlak_case.services.conflicts import Question


class OpenQuestions:
    """Plain Python: what a page of questions knows of them."""

    def __init__(self) -> None:
        self.all: list[Question] = []
        self._left: set[str] = set()

    def hold(self, found: list[Question]) -> None:
        """Take the questions of now."""
        self.all = found
        self._left &= {one.id for one in found}

    def get(self, question_id: str) -> Question | None:
        """Give one."""
        return next((one for one in self.all if one.id == question_id), None)

    def leave(self, question_id: str) -> None:
        """Leave one for later."""
        self._left.add(question_id)

    def find(self, wanted: str) -> str:
        """Find one by itself or by whom it is about; nothing where there is none."""
        ids = (one.id for one in self.all if wanted and wanted in {one.id, one.person})
        return next(ids, "")

    def near(self, at: int) -> str:
        """Find the one that stands now where another stood."""
        return self.all[min(max(at, 0), len(self.all) - 1)].id if self.all else ""

    def next_after(self, question_id: str, gone: Collection[str] = ()) -> str:
        """Find where to go next: what is not answered and not left, below this one or from the top."""
        ids = [one.id for one in self.all]
        at = ids.index(question_id) if question_id in ids else 0
        rest = [one for one in (*ids[at + 1 :], *ids[:at]) if one not in gone]
        return next((one for one in rest if one not in self._left), rest[0] if rest else "")

    def places(self) -> list[Place]:
        """Give a line each, those of one person together."""
        lines: list[Place] = []
        before = None
        for one in self.all:
            whose = one.person or one.place.id
            mark = _("later") if one.id in self._left else ""
            lines.append(
                Place(one.id, one.label or _("Record"), place_words(one), mark, whose != before)
            )
            before = whose
        return lines
