"""Find what of this file must be written again after a fork: the losing branches (design.md, section 4, "A fork")."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection

from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import LogKey, LogName

REPLICA_BYTES = 16
_PURPOSE = b"kazanlak_case fork"


@dataclass(frozen=True, slots=True)
class Branch:
    """The changes of one log after the last number that this copy and the centre share."""

    rid: int
    log: LogName
    common: int
    last: int


def derived(log: LogName, first_hash: bytes) -> LogName:
    """Name the log in which a branch goes on, after the hash of its first changeset.

    So every copy that holds the branch writes the very same log, and what one had seen of it another knows as seen.
    """
    named = log.replica + log.scope.encode() + first_hash
    replica = blake2b(named, key=_PURPOSE, digest_size=REPLICA_BYTES).digest()
    return LogName(replica, log.scope, log.site, log.incarnation + 1, log.copy)


def losing_branches(
    connection: Connection,
    names: Shorthand,
    theirs: Mapping[LogKey, Mapping[int, bytes]],
    *,
    own_copy: bytes,
) -> list[Branch]:
    """Find the branches to be written again.

    They are what this copy holds after the common point in any log of which the centre holds another branch, in the
    logs of this copy itself, and in every log that builds on one of these.

    Args:
        connection: In the caller's transaction.
        names: The file's shorthands.
        theirs: Of each log of the centre's full bundle, the chain head at the end of every changeset.
        own_copy: The copy this file is.
    """
    ahead: dict[int, tuple[int, int]] = {}
    chosen: set[int] = set()
    for rid, log in names.logs().items():
        heads = theirs.get(log.key, {})
        common, last = _common(connection, rid, heads)
        if last <= common:
            continue
        ahead[rid] = (common, last)
        if max(heads, default=0) > common or log.copy == own_copy:
            chosen.add(rid)
    while more := {
        rid for rid in ahead.keys() - chosen if _builds_on(connection, rid, ahead, chosen)
    }:
        chosen |= more
    return [Branch(rid, names.log(rid), *ahead[rid]) for rid in sorted(chosen)]


def _common(connection: Connection, rid: int, heads: Mapping[int, bytes]) -> tuple[int, int]:
    """Give the last number both share, and our last."""
    common = last = 0
    for number, head in run(
        connection, "SELECT last, hash FROM changeset WHERE rid = ? ORDER BY last", (rid,)
    ):
        last = number
        if heads.get(number) == head:
            common = number
    return common, last


def _builds_on(
    connection: Connection, rid: int, ahead: Mapping[int, tuple[int, int]], chosen: set[int]
) -> bool:
    named = run(
        connection,
        "SELECT x.other, max(x.seq) FROM context AS x WHERE x.rid = ? AND x.ctx IN "
        "(SELECT s.ctx FROM changeset AS s WHERE s.rid = x.rid AND s.last > ?) GROUP BY x.other",
        (rid, ahead[rid][0]),
    )
    return any(other in chosen and seq > ahead[other][0] for other, seq in named)
