"""What can be begun for a person from anywhere: one line each, in the menu „Ново“ of the head and by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.openings import Openings


@dataclass(frozen=True, slots=True)
class PersonAction:
    """One action: its sign, its word (English, translated where shown), its keys, and what it opens.

    Attributes:
        opens: Given the person that is open and their name; both are empty when none is.
        writes: Record types or fields that who may not write all of them is not offered it for.
    """

    icon: str
    title: str
    keys: str
    opens: Callable[[Openings, str, str], None]
    writes: str

    def is_open_to(self, kit: Kit) -> bool:
        """Tell whether it would not only refuse."""
        return kit.writes(*self.writes.split())


def _case(openings: Openings, person_id: str, name: str) -> None:
    if person_id:
        openings.new_case(person_id, name)
    else:
        openings.new_case_for_anybody()


def _person(openings: Openings, _person_id: str, _name: str) -> None:
    openings.new_person()


def _task(openings: Openings, person_id: str, name: str) -> None:
    openings.write_task(person_id, name)


def _attach(openings: Openings, person_id: str, name: str) -> None:
    openings.attach(person_id, name)


def _referral(openings: Openings, person_id: str, name: str) -> None:
    openings.write_referral(person_id, name)


def _signal(openings: Openings, person_id: str, name: str) -> None:
    openings.write_signal(person_id, name)


def _family(openings: Openings, _person_id: str, _name: str) -> None:
    openings.case_work.new_family()


def _plan_actions(openings: Openings, person_id: str, name: str) -> None:
    if person_id:
        openings.plans.tick_actions(person_id, name)


def _close_case(openings: Openings, person_id: str, _name: str) -> None:
    openings.case_work.close_case_of(person_id)


def _notebook(openings: Openings, _person_id: str, _name: str) -> None:
    openings.write_notebook()


PERSON_ACTIONS: dict[str, PersonAction] = {
    "person": PersonAction("user-plus", N_("New person"), "Ctrl+Shift+N", _person, "person"),
    "family": PersonAction(
        "users",
        N_("New family"),
        "Ctrl+Shift+F",
        _family,
        "person household household_member kinship",
    ),
    "case": PersonAction("folder-open", N_("New case"), "Ctrl+Shift+C", _case, "case"),
    "close": PersonAction(
        "folder", N_("Close the case"), "Ctrl+Shift+X", _close_case, "case.closed_on"
    ),
    "task": PersonAction("list-checks", N_("New task"), "Ctrl+Shift+T", _task, "task.title"),
    "attach": PersonAction(
        "paperclip", N_("Attach a document"), "Ctrl+Shift+A", _attach, "attachment.title"
    ),
    "referral": PersonAction(
        "hand-helping", N_("New referral"), "Ctrl+Shift+R", _referral, "referral.institution"
    ),
    "signal": PersonAction(
        "triangle-alert", N_("Signal: a child at risk"), "Ctrl+Shift+S", _signal, "signal.facts"
    ),
    "notebook": PersonAction(
        "clipboard-list",
        N_("A day's notebook"),
        "Ctrl+Shift+D",
        _notebook,
        "service_entry.person service_entry.note",
    ),
    "plan_actions": PersonAction(
        "circle-check",
        N_("Tick an action of the plan"),
        "Ctrl+Shift+P",
        _plan_actions,
        "plan_action.done_on",
    ),
}
"""By key, in the order of the menu."""
