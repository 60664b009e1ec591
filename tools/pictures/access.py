"""Pictures of signing in, locking, users and passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from kazanlak_case import paths
from kazanlak_case.db import keys
from kazanlak_case.domain.key_errors import TooManyTriesError
from kazanlak_case.domain.practice import PRACTICE_PASSWORD
from kazanlak_case.domain.sheet_letters import letters_of
from kazanlak_case.services.recovery_sheets import Sheet
from kazanlak_case.services.users import add_user, list_users
from kazanlak_case.ui.session import Opened
from pictures.stage import HOUSE, NOW

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell

GIVEN = "липа мост река заря"
OWN = f"{GIVEN} вятър"
SHEET = letters_of(bytes(range(40, 60)))
COLLEAGUES = (
    ("maria", "Мария Колева", "roma_mediator"),
    ("s.petrov", "Стоян Петров", "social_worker"),
    ("h.ivanova", "Христина Иванова", "psychologist"),
)


def sign_in(shell: Shell) -> None:
    """Show the first page as it stands."""
    shell.sign_in.offer(paths.case_folder(), paths.case_folder() / f"{HOUSE}.kcase")
    shell.sign_in.focus_password()


def sign_in_wait(shell: Shell) -> None:
    """Wait after wrong passwords."""
    sign_in(shell)
    shell.sign_in._password.setText("не е тази")
    shell.sign_in._on_refused(TooManyTriesError(user="head", until=NOW, seconds=96))


def sign_in_recovery(shell: Shell) -> None:
    """Type a recovery sheet, one letter of it wrong."""
    sign_in(shell)
    shell.sign_in._forgotten.click()
    dialog = next(one for one in shell.findChildren(QDialog) if one.objectName() == "recoverDialog")
    typed = SHEET.split()
    typed[2] = ("Z" if typed[2][0] != "Z" else "Y") + typed[2][1:]
    for line, group in zip(dialog.sheet.lines, typed, strict=True):
        line.setText(group)
    for line in (dialog.new.new, dialog.new.again):
        line.insert(OWN)
    dialog.recover()


def lock(shell: Shell) -> None:
    """Show the locked window; the file stays open for the next picture."""
    file = shell.operations.case_file
    shell.lock_page.lock(file.path, file.unlocked.user)
    shell._pages.setCurrentWidget(shell.lock_page)


def first_password(shell: Shell) -> None:
    """Choose one's own password at the first sign-in."""
    file, lookups = shell.operations.case_file, shell.workspace.kit.lookups
    shell._steps.choose_password(Opened(file, lookups, GIVEN))
    shell._steps.page.form.new.new.insert(OWN)


def change_password(shell: Shell) -> None:
    """Choose another password."""
    shell.workspace.go("own_password")
    form = shell.workspace._screens["own_password"].form
    form.old.setText(PRACTICE_PASSWORD)
    form.new.new.insert(OWN)
    form.new.again.insert(GIVEN)
    form.ask()


def users(shell: Shell) -> None:
    """Show who may sign in."""
    file = shell.operations.case_file
    known = {one.name for one in list_users(file)}
    for name, shown, role in COLLEAGUES:
        if name not in known:
            add_user(file, name=name, display_name=shown, role=role, staff_member=None, now=NOW)
            if name != "h.ivanova":
                keys.change_password(file.key_place, file.unlocked, user=name, password=OWN)
    shell.workspace.go("users")


def users_form(shell: Shell) -> None:
    """Ask who gets access."""
    users(shell)
    shell.workspace._screens["users"].acts.new_user()
    shell.workspace.panel.content.name.insert("i.georgieva")


def users_new(shell: Shell) -> None:
    """Show a one-time password."""
    users(shell)
    acts = shell.workspace._screens["users"].acts
    acts._show_password("Ивелина Георгиева", GIVEN)


def users_remove(shell: Shell) -> None:
    """Ask before access is taken away."""
    users(shell)
    screen = shell.workspace._screens["users"]
    screen.acts.remove(screen._row("s.petrov"))


def users_sheet(shell: Shell) -> None:
    """Show a recovery sheet that was just made."""
    users(shell)
    sheet = Sheet(SHEET, "", f"{HOUSE}.kcase", HOUSE, NOW.date(), is_practice=True)
    shell.workspace._screens["users"].acts._show_sheet(sheet)
