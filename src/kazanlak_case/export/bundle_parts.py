"""Cut segments: to what is new to a reader, and to what a member may hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kazanlak_case.domain.exchange import Births, Changesets, Edits, Segment
from kazanlak_case.export.bundle_columns import VALUE_COUNT_LIMIT
from kazanlak_case.export.bundle_segments import write_segment

CUT_ABOVE = 16 << 20
"""A segment that takes more bytes than this is cut: long notes can be larger than many changes."""
VALUES_ABOVE = VALUE_COUNT_LIMIT // 2
"""So is one with more values than this: a reader takes twice as many at most."""


def part(segment: Segment, first: int, last: int) -> Segment:
    """Take the changes first…last out of a segment."""
    sets = segment.changesets
    some = slice(bisect_left(sets.last, first), bisect_right(sets.last, last))
    births = {
        record: _births(one, slice(bisect_left(one.seq, first), bisect_right(one.seq, last)))
        for record, one in segment.births.items()
    }
    edits = segment.edits
    edited = slice(bisect_left(edits.seq, first), bisect_right(edits.seq, last))
    return Segment(
        log=segment.log,
        first=first,
        last=last,
        changesets=Changesets(
            last=sets.last[some],
            hlc=sets.hlc[some],
            at=sets.at[some],
            author=sets.author[some],
            what=sets.what[some],
            salt=sets.salt[some],
            moved=sets.moved[some],
            leaves=sets.leaves[some],
        ),
        births={record: one for record, one in births.items() if one.seq},
        edits=Edits(
            seq=edits.seq[edited],
            record=edits.record[edited],
            id=edits.id[edited],
            field=edits.field[edited],
            old=edits.old[edited],
            new=edits.new[edited],
        ),
    )


def _births(births: Births, some: slice) -> Births:
    return Births(
        seq=births.seq[some],
        id=births.id[some],
        fields={name: column[some] for name, column in births.fields.items()},
    )


def packed_parts(segment: Segment) -> Iterator[bytes]:
    """Encode a segment, in as many parts as keep each small."""
    packed = write_segment(segment)
    is_small = len(packed) <= CUT_ABOVE and values_of(segment) <= VALUES_ABOVE
    if is_small or segment.count == 1:
        yield packed
        return
    middle = _middle(segment)
    yield from packed_parts(part(segment, segment.first, middle))
    yield from packed_parts(part(segment, middle + 1, segment.last))


def values_of(segment: Segment) -> int:
    """Say about how many values a segment travels as, rather too many than too few."""
    born = sum(len(one.seq) * (1 + len(one.fields)) for one in segment.births.values())
    kept = sum(
        4 * (len(one) + 1) for one in (*segment.changesets.leaves, *segment.changesets.moved) if one
    )
    return born + 6 * len(segment.edits.seq) + 8 * len(segment.changesets.last) + kept


def _middle(segment: Segment) -> int:
    """Cut where a changeset ends, as near to the middle as one does."""
    half = (segment.first + segment.last) // 2
    ends = [end for end in segment.changesets.last if end < segment.last]
    return min(ends, key=lambda end: abs(end - half), default=half)
