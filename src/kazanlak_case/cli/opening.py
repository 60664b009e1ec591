"""Open the case file a command names, and close it whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from kazanlak_case.cli import passwords
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.opening import open_case_file, users_of
from kazanlak_case.db.readings import record_reading
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import _


@contextmanager
def opened(words: argparse.Namespace) -> Iterator[CaseFile]:
    """Open the file with the password of the user who gives the command."""
    user = words.user or users_of(words.file)[0]
    question = _("Password of {user}: ").format(user=user)
    password = passwords.existing(words.password_file, question=question)
    file = open_case_file(words.file, user=user, password=password)
    _note(file, "signed_in")
    try:
        yield file
    finally:
        _note(file, "signed_out")
        file.close()


def _note(file: CaseFile, what: str) -> None:
    """Record signing in and out; a file on a full disk, or for readers alone, is opened all the same."""
    if not file.unlocked.file_keys:  # it was moved, and closed with that
        return
    with suppress(ExpectedError):
        record_reading(file, what, now=datetime.now().astimezone(), facts="cli")
