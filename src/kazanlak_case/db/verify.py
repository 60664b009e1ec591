"""Verify a case file: ciphertext, database, hash chain, and that the tables say what the log says."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from kazanlak_case.db.blob_checks import (
    AttachmentsState,
    attachment_faults,
    attachments_state,
)
from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.digest import digest_of, digests
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.page_checks import PAGES, STRUCTURE, held_still, page_faults
from kazanlak_case.db.reading_chain import check_chain
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.table_checks import table_faults
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.bundle_errors import BundleHashError
from kazanlak_case.domain.exchange import LogRange
from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.domain.readings import ReadingsState

RECORDS_NAMED = 200
"""At most so many records are named for one damaged changeset."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check and what it found; `detail` is empty when all is well."""

    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` answers (design.md, section 8)."""

    digest: str
    scopes: dict[str, str]
    checks: tuple[Check, ...]
    readings: ReadingsState | None = None
    """How many readings are recorded, and since when; None where they cannot be read."""
    attachments: AttachmentsState | None = None
    """How many contents of attachments there are, and how many are waited for; None where they cannot be read."""

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)


def verify(file: CaseFile) -> Verification:
    """Run every check; one that fails does not stop the others."""
    checks: list[Check] = []
    names = file.names
    read: list[ReadingsState] = []
    with file.reading_raw() as connection:
        # first: a connection that met a damaged page may read no other afterwards
        of_readings = _checked("readings", _readings(connection, file, read))
    own = SERVER_CHECKS if file.is_on_server else FILE_CHECKS
    checks.extend(_checked(name, look(file)) for name, look in own)
    with file.reading_raw() as connection:
        faults: tuple[tuple[str, Callable[[Connection, Shorthand], Iterator[str]]], ...] = (
            ("chain", chain_faults),
            ("tables", table_faults),
            ("attachments", attachment_faults),
        )
        checks.extend(_checked(name, look(connection, names)) for name, look in faults)
        checks.append(of_readings)
        scopes: dict[str, str] = {}
        # No digest can be told of tables that cannot be read; the checks say why.
        with suppress(DBAPIError):
            scopes = digests(connection, names)
        held: list[AttachmentsState] = []
        with suppress(DBAPIError):
            held.append(attachments_state(connection, names))
    return Verification(
        digest_of(scopes) if scopes else "",
        scopes,
        tuple(checks),
        read[0] if read else None,
        held[0] if held else None,
    )


def _checked(name: str, faults: Iterator[str]) -> Check:
    """Run one check; where it meets a page that cannot be read it has failed, and the next one begins."""
    found: list[str] = []
    try:
        found.extend(faults)
    except DBAPIError as error:
        found.append(str(error.orig))
    except CaseFileDamagedError as error:
        found.append(str(error.facts.get("detail", "")) or "damaged")
    return Check(name, not found, "; ".join(found[:20]))


def _readings(connection: Connection, file: CaseFile, read: list[ReadingsState]) -> Iterator[str]:
    """Check the record of readings, and put what was found where it can be told too."""
    facts = file.facts
    state = check_chain(connection, file.unlocked, copy=facts.copy, replica=facts.replica)
    read.append(state)
    if state.fault:
        yield str(state.fault)


def _pages(check: str, file: CaseFile) -> Iterator[str]:
    with held_still(file.path / DATABASE, file.unlocked.database_keys()) as connection:
        yield from page_faults(connection, check)


def _server(file: CaseFile) -> Iterator[str]:
    from kazanlak_case.db.server.checks import server_faults

    with file.raw_connection() as connection:
        yield from server_faults(connection)


Look: TypeAlias = Callable[[CaseFile], Iterator[str]]

FILE_CHECKS: tuple[tuple[str, Look], ...] = (
    ("cipher", partial(_pages, PAGES)),
    ("sqlite", partial(_pages, STRUCTURE)),
)
SERVER_CHECKS: tuple[tuple[str, Look], ...] = (("server", _server),)
"""What is checked of the store itself; the other checks are the same for both."""


def chain_faults(connection: Connection, names: Shorthand) -> Iterator[str]:
    """Recompute every log's chain from what the tables hold; name the first changeset that differs."""
    for rid, log in names.logs().items():
        standing = run(
            connection, "SELECT seq, head FROM vector WHERE rid = ?", (rid,)
        ).one_or_none()
        last = run(
            connection, "SELECT coalesce(max(last), 0) FROM changeset WHERE rid = ?", (rid,)
        ).scalar()
        seq = standing.seq if standing else 0
        if seq != last:
            yield f"log {log.site}/{log.scope}: vector {seq}, changesets {last}"
        if standing is None or not seq:
            continue
        wanted = LogRange(log, 1, seq, GENESIS, standing.head)
        yield from _log_faults(connection, names, rid, wanted=wanted)


def _log_faults(
    connection: Connection, names: Shorthand, rid: int, *, wanted: LogRange
) -> Iterator[str]:
    check = ChainCheck(wanted, head=GENESIS, take_from=1, path="")
    log = wanted.log
    try:
        for segment in segments_of(connection, names, [wanted]):
            check.follow(segment)
            stored = run(
                connection,
                "SELECT last, first, hash FROM intention WHERE rid = ? AND last BETWEEN ? AND ? ORDER BY last",
                (rid, segment.first, segment.last),
            ).all()
            for row, first, head in zip(stored, check.firsts, check.hashes, strict=True):
                if (row.first, row.hash) != (first, head):
                    where = f"log {log.site}/{log.scope}"
                    yield _named(connection, names, rid, where, (first, row.last))
                    return
        check.finish()
    except (BundleHashError, KeyError, ValueError, IndexError):
        yield f"log {log.site}/{log.scope}: changes are missing or do not fit their changesets"


def _named(
    connection: Connection, names: Shorthand, rid: int, log: str, at: tuple[int, int]
) -> str:
    first, last = at
    rows = run(
        connection,
        "SELECT DISTINCT tbl, row FROM change WHERE rid = ? AND seq BETWEEN ? AND ? LIMIT ?",
        (rid, first, last, RECORDS_NAMED),
    ).all()
    records = ", ".join(f"{names.record_name(row.tbl)} {row.row.hex()}" for row in rows)
    return f"{log}: changeset {first}–{last} altered ({records})"
