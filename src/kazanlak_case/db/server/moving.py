"""Move a central copy from a file to a server and back: the same users, passwords, keys, records and log.

Two stores never write one log: the one that was left says where its contents went and is not opened again, and the
other goes on as a new incarnation (design.md, section 4) even if the first was never told.
"""

from pathlib import Path

from kazanlak_case.db import key_file, keys
from kazanlak_case.db.birth import new_folder
from kazanlak_case.db.casefile import DATABASE, MOVED_TO, SUFFIX, CaseFile
from kazanlak_case.db.engine import make_engine, translating
from kazanlak_case.db.schema import ensure_schema, version_of
from kazanlak_case.db.server.address import ServerAddress
from kazanlak_case.db.server.carrying import carry_all
from kazanlak_case.db.server.connecting import (
    check_server,
    make_server_engine,
    translating_server,
)
from kazanlak_case.db.server.slots import put_slots
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.file_errors import CaseFileExistsError


def move_to_server(
    file: CaseFile, address: ServerAddress, *, progress: Progress = no_progress
) -> None:
    """Move an open file's contents into an empty database; the file is closed, and says from then on where they are.

    Raises:
        CaseFileExistsError: The database holds a central copy already.
        ServerUnfitError: It cannot hold one.
        CaseFileDamagedError: What arrived is not what was sent; the file stays as it was.
    """
    engine = make_server_engine(address, connections=1)
    slots = key_file.load(file.key_place)
    try:
        with file.writing_raw() as source:
            with translating_server(address), engine.connect() as target:
                check_server(target)
                if version_of(target) is not None:
                    raise CaseFileExistsError(path=address.name)
                ensure_schema(target, address)
                carry_all(source, target, file.names, unlocked=file.unlocked, progress=progress)
                put_slots(target, slots.render(), slots.generation)
                target.commit()
            write_setting(source, MOVED_TO, str(address))
            source.commit()
    finally:
        engine.dispose()
    file.close()


def move_to_file(file: CaseFile, path: Path, *, progress: Progress = no_progress) -> None:
    """Move an open central copy's contents into a new case file; the server's copy says from then on where they are.

    Raises:
        CaseFileExistsError, UnfitTargetError: As for a new case file.
        CaseFileDamagedError: What arrived is not what was sent; nothing was moved.
    """
    copy_to_file(file, path, progress=progress)
    with file.writing_raw() as source:
        write_setting(source, MOVED_TO, str(path))
        source.commit()
    file.close()


def copy_to_file(
    file: CaseFile, path: Path, *, suffix: str = SUFFIX, progress: Progress = no_progress
) -> None:
    """Write all that an open central copy holds into a new case file, for its users and under its keys: a backup."""
    with new_folder(path, suffix):
        keys.restore_slots(path, keys.slots_content(file.key_place))
        engine = make_engine(path / DATABASE, file.unlocked.database_keys, mode="rwc")
        try:
            with (
                file.writing_raw() as source,
                translating(path / DATABASE),
                engine.connect() as target,
            ):
                ensure_schema(target, path)
                carry_all(source, target, file.names, unlocked=file.unlocked, progress=progress)
                write_setting(target, "key_slots", keys.slots_content(path))
                target.commit()
        finally:
            engine.dispose()
