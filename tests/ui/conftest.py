"""A real window over a real encrypted file; work runs at once unless a test asks for threads."""

import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kazanlak_case import app as program
from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.people import save_person
from kazanlak_case.settings import Settings
from kazanlak_case.ui.background import AtOnce, Background
from kazanlak_case.ui.collecting import collect_due
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.lookups import Lookups
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.session import Opened, lookups_of
from kazanlak_case.ui.shell import Shell, Surroundings
from kazanlak_case.ui.workspace import Workspace
from support.window import delete_now


@pytest.fixture(scope="session", autouse=True)
def _collect_here_alone() -> Iterator[None]:
    """As in the program: a thread that reads must not tear widgets down."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collect_what_is_due() -> Iterator[None]:
    yield
    delete_now()
    collect_due()


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    """Tests read English, the texts of the source."""
    program.speak(qapp, "en")
    yield
    program.speak(qapp, "en")


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    look = Look(paths.resource_folder())
    look.apply(qapp)
    return look


@pytest.fixture
def clock(now: datetime) -> Callable[[], datetime]:
    return lambda: now


@pytest.fixture
def lookups(case_file: CaseFile, now: datetime) -> Lookups:
    return lookups_of(case_file, language="en", now=now)


@pytest.fixture
def operations(case_file: CaseFile, clock: Callable[[], datetime]) -> Iterator[LocalOperations]:
    operations = LocalOperations(case_file, clock)
    yield operations
    operations.pause()


@pytest.fixture
def host(qtbot, look: Look) -> QWidget:
    """A window that screens stand in."""
    host = QWidget()
    host.resize(1000, 700)
    qtbot.addWidget(host)
    return host


@pytest.fixture
def kit(host: QWidget, look: Look, operations: LocalOperations, lookups: Lookups) -> Kit:
    return Kit(look, operations, Messages(host, look), lookups)


@pytest.fixture
def told(kit: Kit) -> list[str]:
    """What the user was told."""
    told: list[str] = []
    kit.messages.told.connect(told.append)
    return told


@pytest.fixture
def a_person(case_file: CaseFile, now: datetime) -> Callable[..., RecordId]:
    """Write a person down as the house does."""

    def make(given: str = "Милена", family: str = "Асенова", **values: object) -> RecordId:
        whole = {"given_name": given, "family_name": family, "id_type": "none", **values}
        with case_file.writing(now) as uow:
            written = save_person(uow, None, whole)
        return next(one for record, one in written.touched if record == "person")

    return make


@pytest.fixture
def make_shell(
    qtbot, look: Look, clock: Callable[[], datetime], tmp_path: Path
) -> Iterator[Callable[..., Shell]]:
    """Make the whole window, at the first page."""
    shells: list[Shell] = []

    def make(background: Background | None = None, **wishes: object) -> Shell:
        kept: list[Settings] = []
        around = Surroundings(
            look=look,
            background=background or AtOnce(),
            clock=clock,
            settings=Settings(language="en", **wishes),
            case_folder=tmp_path,
            keep_settings=kept.append,
        )
        shell = Shell(around)
        qtbot.addWidget(shell)
        shell.resize(1280, 720)
        shell.show()
        qtbot.waitExposed(shell)
        shells.append(shell)
        return shell

    yield make
    for shell in shells:
        if shell.operations is not None:
            shell.operations.pause()
            shell.operations = None


@pytest.fixture
def shell(make_shell, case_file: CaseFile, lookups: Lookups) -> Shell:
    """Make the window with the house's file open."""
    shell = make_shell()
    shell._on_opened(Opened(case_file, lookups))
    return shell


@pytest.fixture
def workspace(shell: Shell) -> Workspace:
    assert shell.workspace is not None
    return shell.workspace


@pytest.fixture
def type_into() -> Callable[[QWidget, str], None]:
    """Type as a keyboard does: Qt's own test library cannot type Cyrillic."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    def press(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    return press
