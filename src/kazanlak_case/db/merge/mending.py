"""Mend a fork: write the losing branches again as logs of their own, and take the old ones out.

Ids, values, logical times, authors and causality stay as they were; only the names of the logs change, and with them
headers and chain. The payload hashes name neither log nor number, so they stay too, and what was erased stays erased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.merge.apply import Merge
from kazanlak_case.db.merge.branches import losing_branches
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.db.merge.rewriting import Rewriting, Target
from kazanlak_case.db.merge.take_back import take_out
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import Header, ImportPlan, LogKey, LogRange, Segment


def mend(
    connection: Connection, context: UowContext, header: Header, segments: Iterable[Segment]
) -> tuple[int, set[bytes]]:
    """Write this file's losing branches again, so that a full bundle of the centre can be taken after it.

    Answers how many changes were written again, and the people whose search entry must follow.

    Raises:
        BundleHashError: A chain of the bundle does not come out as signed.
    """
    theirs = _heads(header, segments)
    lost = losing_branches(connection, context.names, theirs, own_copy=context.copy)
    if not lost:
        return 0, set()
    rewriting = Rewriting(connection, context.names, lost, theirs=theirs)
    rewriting.run()
    people = take_out(connection, context, [(one.rid, one.common + 1, one.last) for one in lost])
    people |= _take_in(connection, context.names, header, list(rewriting.targets.values()))
    return sum(one.last - one.common for one in lost), people


def _heads(header: Header, segments: Iterable[Segment]) -> Mapping[LogKey, dict[int, bytes]]:
    """Follow the chains of a full bundle; give each log's head at the end of every changeset."""
    checks = {
        one.log.key: ChainCheck(one, head=GENESIS, take_from=1, path="") for one in header.ranges
    }
    heads: dict[LogKey, dict[int, bytes]] = {key: {} for key in checks}
    for segment in segments:
        check = checks[segment.log]
        check.follow(segment)
        heads[segment.log].update(zip(segment.changesets.last, check.hashes, strict=True))
    for check in checks.values():
        check.finish()
    return heads


def _take_in(
    connection: Connection, names: Shorthand, header: Header, targets: list[Target]
) -> set[bytes]:
    """Merge the new logs as if another copy had brought them; one that is here already goes on where it ends."""
    take_from = {}
    for one in targets:
        have = _last(connection, names.known_rid(one.log.key))
        if have < one.last:
            take_from[one.log.key] = have + 1
    ranges = tuple(LogRange(one.log, 1, one.last, GENESIS, one.head) for one in targets)
    own = replace(header, ranges=ranges)
    merge = Merge(connection, names, plan=ImportPlan(take_from), header=own, path="")
    merge.run(
        segment
        for one in targets
        for segment in one.segments
        if segment.last >= take_from.get(segment.log, segment.last + 1)
    )
    return merge.people


def _last(connection: Connection, rid: int | None) -> int:
    found = run(connection, "SELECT seq FROM vector WHERE rid = ?", (rid,)).first()
    return 0 if found is None else int(found[0])
