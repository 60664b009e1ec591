"""The loop that follows a chain says what canonical.py says, change by change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.db import canonical
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.domain.bundle_errors import BundleHashError
from kazanlak_case.domain.exchange import Births, Changesets, Edits, LogName, LogRange, Segment

LOG = LogName(b"r" * 16, "kran", "kran", 1, b"c" * 16)
MOMENT = "2026-11-22T09:00:00+00:00"
FIELDS = [f"field_{number:02d}" for number in range(20)]

values = st.one_of(
    st.none(), st.integers(-(2**40), 2**40), st.text(max_size=40), st.binary(max_size=40)
)
births = st.lists(st.dictionaries(st.sampled_from(FIELDS), values), max_size=12)
edits = st.lists(st.tuples(st.integers(0, 3), values, values), max_size=6)
changesets = st.lists(st.tuples(births, edits).filter(any), min_size=1, max_size=6)


def row(number):
    return number.to_bytes(16, "big")


def made(sets):
    """Make a segment of changesets, and the head that canonical.py gives it."""
    seq, head = 0, canonical.GENESIS
    born, edited, told = Births([], [], {name: [] for name in FIELDS}), Edits(), Changesets()
    for number, (new, changed) in enumerate(sets):
        first, salt = seq + 1, bytes([number]) * 16
        parts = {}
        for filled in new:
            seq += 1
            born.seq.append(seq)
            born.id.append(row(seq))
            for name in FIELDS:
                born.fields[name].append(filled.get(name))
            content = canonical.birth_bytes(seq - first, "visit", filled)
            parts.setdefault(row(seq), []).append(content)
        for place, old, value in sorted(changed, key=lambda one: one[0]):
            seq += 1
            one = row(1_000_000 - place)
            columns = (edited.seq, edited.record, edited.id, edited.field, edited.old, edited.new)
            for column, cell in zip(columns, (seq, "visit", one, "note", old, value), strict=True):
                column.append(cell)
            content = canonical.edit_bytes(seq - first, "visit", "note", old=old, new=value)
            parts.setdefault(one, []).append(content)
        leaves = {
            one: canonical.leaf_hash(canonical.leaf_salt(salt, one), content)
            for one, content in parts.items()
        }
        header = canonical.header_bytes(
            canonical.log_bytes(LOG),
            first=first,
            last=seq,
            hlc=number,
            at=MOMENT,
            author=b"a" * 16,
            what="saved",
            moved=(),
        )
        head = canonical.chain(head, header, canonical.payload_hash(leaves))
        cells = (seq, number, MOMENT, b"a" * 16, "saved", salt, (), ())
        names = ("last", "hlc", "at", "author", "what", "salt", "moved", "leaves")
        for name, cell in zip(names, cells, strict=True):
            getattr(told, name).append(cell)
    return Segment(LOG.key, 1, seq, told, {"visit": born}, edited), head


def followed(segment, head):
    wanted = LogRange(LOG, 1, segment.last, canonical.GENESIS, head)
    check = ChainCheck(wanted, head=canonical.GENESIS, take_from=1, path="a.kbundle")
    check.follow(segment)
    check.finish()
    return check


@given(changesets)
def test_heads_are_those_of_the_canonical_form(sets):
    segment, head = made(sets)
    assert followed(segment, head).hashes[-1] == head


def test_a_changeset_may_be_longer_than_any_table_of_places():
    segment, head = made([([{"field_00": number} for number in range(700)], [])])
    assert followed(segment, head).hashes == [head]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_changed_value_is_found(place):
    segment, head = made(
        [([{"field_03": "a"}], []), ([{"field_03": "b"}, {}, {"field_03": "b"}], [])]
    )
    segment.births["visit"].fields["field_03"][place] = "c"
    with pytest.raises(BundleHashError):
        followed(segment, head)


def test_one_missing_number_is_found():
    segment, head = made([([{"field_03": "a"}, {}, {}], [])])
    born = segment.births["visit"]
    fields = {name: column[:1] + column[2:] for name, column in born.fields.items()}
    cut = Births(born.seq[:1] + born.seq[2:], born.id[:1] + born.id[2:], fields)
    with pytest.raises(BundleHashError):
        followed(replace(segment, births={"visit": cut}), head)
