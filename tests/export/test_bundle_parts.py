"""Cutting segments loses nothing and doubles nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.exchange import Births, Segment
from kazanlak_case.export.bundle_parts import CUT_ABOVE, packed_parts, part
from kazanlak_case.export.bundle_segments import read_segment, write_segment
from support.bundles import visits


def changes_of(segment: Segment) -> list[int]:
    births = [seq for one in segment.births.values() for seq in one.seq]
    return sorted([*births, *segment.edits.seq])


@given(st.integers(1, 60), st.data())
def test_parts_hold_each_change_once(count, data):
    whole = visits(11, 10 + count)
    cut = data.draw(st.integers(10, 10 + count))
    left, right = part(whole, 11, cut), part(whole, cut + 1, 10 + count)
    assert changes_of(left) == list(range(11, cut + 1))
    assert changes_of(right) == list(range(cut + 1, 11 + count))
    assert [*left.changesets.last, *right.changesets.last] == whole.changesets.last
    assert [*left.edits.new, *right.edits.new] == whole.edits.new


def test_part_at_the_end_of_a_changeset_is_what_would_have_been_sent_then():
    assert part(visits(1, 60, each=5), 31, 60) == visits(31, 60, each=5)


def test_small_segment_stays_whole():
    assert list(packed_parts(visits(1, 50))) == [write_segment(visits(1, 50))]


def long_notes(segment: Segment, size: int) -> Segment:
    births = segment.births["service_entry"]
    notes = [f"{seq} " + "я" * size for seq in births.seq]
    fields = {**births.fields, "note": notes}
    return replace(segment, births={"service_entry": Births(births.seq, births.id, fields)})


def test_segment_with_long_notes_is_cut_between_changesets():
    whole = long_notes(visits(1, 60), 400_000)
    parts = list(packed_parts(whole))
    assert len(parts) > 1
    assert max(map(len, parts)) <= CUT_ABOVE
    read = [read_segment(one) for one in parts]
    assert [number for one in read for number in changes_of(one)] == list(range(1, 61))
    # each part but the last ends where a changeset does
    assert all(one.changesets.last[-1] == one.last for one in read)


def test_one_long_changeset_is_cut_too():
    parts = list(packed_parts(long_notes(visits(1, 60, each=60), 400_000)))
    read = [read_segment(one) for one in parts]
    assert [number for one in read for number in changes_of(one)] == list(range(1, 61))
    assert [one.changesets.last for one in read][-1] == [60]


def test_single_change_is_never_cut():
    whole = long_notes(visits(1, 1), 500_000)
    fields = {f"note_{number}": ["я" * 500_000] for number in range(20)}
    births = replace(whole.births["service_entry"], fields=fields)
    whole = replace(whole, births={"service_entry": births})
    assert len(list(packed_parts(whole))) == 1
