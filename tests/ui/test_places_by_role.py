"""A window shows no place and no button that would only refuse: each role is led where it has something to do."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.ui.lookups import Lookups
from kazanlak_case.ui.places import PLACES, SIDE_PLACES
from kazanlak_case.ui.session import Opened
from kazanlak_case.ui.workspace import Workspace


@pytest.fixture
def sit_down(make_shell: Callable, case_file: CaseFile, lookups: Lookups) -> Callable:
    """Open the window as somebody of a role."""

    def open_as(role: str) -> Workspace:
        case_file._facts = replace(case_file.facts, user=replace(case_file.user, role=role))
        shell = make_shell()
        shell._on_opened(Opened(case_file, lookups))
        return shell.workspace

    return open_as


def _places(workspace: Workspace) -> set[str]:
    return {key for key in PLACES if workspace.rail.findChild(QWidget, f"rail_{key}") is not None}


def _button(workspace: Workspace, name: str) -> bool:
    button = workspace.findChild(QAbstractButton, name)
    return button is not None and not button.isHidden()


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("manager", set(PLACES)),
        ("roma_mediator", set(PLACES)),
        ("accountant", {"reports", "settings"}),
        ("admin", {"exchange", "settings"}),
        ("auditor", set(PLACES) - {"exchange"}),
    ],
)
def test_everybody_has_their_places(sit_down, role, places) -> None:
    workspace = sit_down(role)
    assert _places(workspace) == places
    assert workspace.here == next(key for key in PLACES if key in places)
    for key in (*PLACES, *SIDE_PLACES):
        workspace.go(key)
    assert not workspace.kit.messages.findChildren(QWidget, "refusal")
    may_write = role in {"manager", "roma_mediator"}
    assert _button(workspace, "writeVisit") is may_write
    assert workspace.header.search.isHidden() is ("people" not in places)
    workspace.write_visit()
    assert (workspace.panel.content is not None) is may_write


def test_who_only_reads_is_offered_nothing_to_write(sit_down, a_person) -> None:
    person = a_person(phone="0888123456")
    workspace = sit_down("auditor")
    workspace.open_person(person)
    workspace._person.show_data()
    for name in ("newPersonButton", "intakeButton", "repeatsButton", "newCase", "writeVisit"):
        assert not _button(workspace, name), name
    forms = workspace._person.data.findChildren(QWidget, "phoneField")
    assert forms
    assert all(not form.editor.isEnabled() for form in forms)


def test_a_mediator_takes_nothing_in_and_joins_nobody(sit_down) -> None:
    workspace = sit_down("health_mediator")
    workspace.go("people")
    assert _button(workspace, "newPersonButton")
    assert not _button(workspace, "intakeButton")
    assert not _button(workspace, "repeatsButton")
    workspace.go("duplicates")
    assert workspace.here == "people"
