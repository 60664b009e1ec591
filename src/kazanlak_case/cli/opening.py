"""Open the case file a command names, and close it whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from kazanlak_case.cli import passwords
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.opening import open_case_file, users_of
from kazanlak_case.i18n import _


@contextmanager
def opened(words: argparse.Namespace) -> Iterator[CaseFile]:
    """Open the file with the password of the user who gives the command."""
    user = words.user or users_of(words.file)[0]
    question = _("Password of {user}: ").format(user=user)
    password = passwords.existing(words.password_file, question=question)
    file = open_case_file(words.file, user=user, password=password)
    try:
        yield file
    finally:
        file.close()
