"""Find colleagues by name, and what is open in a plan by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.visit_start import OpenAction
    from kazanlak_case.ui.forms.picker import Answer
    from kazanlak_case.ui.kit import Kit


class StaffFound:
    """Finds members of staff; `besides` is who is in it already."""

    def __init__(self, kit: Kit, besides: Callable[[], Value]) -> None:
        self._kit = kit
        self._besides = besides

    def suggest(self, text: str, answer: Answer) -> None:
        """Answer a picker."""
        folded = text.casefold()
        held = self._kit.lookups.names.get("staff_member", {})
        answer(
            [
                Suggestion(key, name)
                for key, name in held.items()
                if folded in name.casefold() and key != self._besides()
            ]
        )


class ActionsFound:
    """Finds open actions of a plan."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.actions: tuple[OpenAction, ...] = ()

    def suggest(self, text: str, answer: Answer) -> None:
        """Answer a picker."""
        folded = text.casefold()
        answer(
            [
                Suggestion(one.id, one.text, one.goal, self._kit.wording.day(one.due_on))
                for one in self.actions
                if folded in one.text.casefold() or folded in one.goal.casefold()
            ]
        )
