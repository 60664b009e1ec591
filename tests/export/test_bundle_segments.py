"""Segments as bytes and back: whatever is canonical survives, whatever is not is refused."""

from dataclasses import replace

import msgpack
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.domain.bundle_errors import BundleLimitsError, BundleRecordsError
from kazanlak_case.domain.exchange import (
    SEGMENT_CHANGES,
    Births,
    Changesets,
    Edits,
    Moved,
    Segment,
)
from kazanlak_case.domain.fields import Kind
from kazanlak_case.export.bundle_checks import _FITS, LATEST_TIME
from kazanlak_case.export.bundle_columns import CELL_LIMIT
from kazanlak_case.export.bundle_segments import (
    QUICK,
    SEGMENT_LIMIT,
    SMALL,
    compress,
    decompress,
    read_segment,
    write_segment,
)
from support.bundles import LOG, an_id, visits

ids = st.binary(min_size=16, max_size=16)
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=90)
days = st.dates().map(lambda day: day.isoformat())
unknown = st.one_of(texts, st.integers(-(2**63), 2**63 - 1), st.binary(max_size=40))
FIELDS = {
    "person": {"given_name": texts, "national_id": texts, "born_on": days},
    "service_entry": {"person": ids, "provided_on": days, "minutes": st.integers(-5, 2**40)},
    "newer_record": {"newer_field": unknown, "another": unknown},
}


def maybe(values):
    return st.one_of(st.none(), values)


@st.composite
def segments(draw) -> Segment:
    """Draw any segment that a store could give."""
    count = draw(st.integers(1, 30))
    first = draw(st.integers(1, 2**40))
    numbers = range(first, first + count)
    kinds = [draw(st.sampled_from([*FIELDS, "edit"])) for _ in numbers]
    births = {}
    for record, fields in FIELDS.items():
        seq = [number for number, kind in zip(numbers, kinds, strict=True) if kind == record]
        if not seq:
            continue
        columns = {
            name: draw(st.lists(maybe(values), min_size=len(seq), max_size=len(seq)))
            for name, values in fields.items()
        }
        births[record] = Births(
            seq,
            [draw(ids) for _ in seq],
            {name: column for name, column in columns.items() if column != [None] * len(seq)},
        )
    return Segment(
        (draw(ids), draw(st.sampled_from(["kran", "common"]))),
        numbers[0],
        numbers[-1],
        draw(changesets(numbers)),
        births,
        draw(edits([n for n, kind in zip(numbers, kinds, strict=True) if kind == "edit"])),
    )


def log_of(moved: Moved) -> tuple[bytes, str]:
    return moved.replica, moved.scope


@st.composite
def changesets(draw, numbers: range) -> Changesets:
    ends = sorted(draw(st.sets(st.sampled_from(numbers))))
    sets = Changesets()
    for end in ends:
        erased = draw(st.booleans())
        sets.last.append(end)
        sets.hlc.append(draw(st.integers(0, LATEST_TIME)))
        sets.at.append(
            draw(st.sampled_from(["2022-05-14T10:00:00+00:00", "2009-01-01T00:00:07+00:00"]))
        )
        sets.author.append(draw(ids))
        sets.what.append(draw(st.sampled_from(["visit_recorded", "person_saved", "undone:812"])))
        sets.salt.append(None if erased else draw(ids))
        moved = st.builds(Moved, ids, st.sampled_from(["kran", "common"]), st.integers(1, 10**9))
        sets.moved.append(tuple(draw(st.lists(moved, max_size=2, unique_by=log_of))))
        leaf = st.tuples(ids, st.just(b""), st.binary(min_size=32, max_size=32))
        sets.leaves.append((draw(leaf),) if erased else ())
    return sets


@st.composite
def edits(draw, numbers: list[int]) -> Edits:
    made = Edits()
    for number in numbers:
        record = draw(st.sampled_from(list(FIELDS)))
        field = draw(st.sampled_from(["", *FIELDS[record]]))
        values = maybe(FIELDS[record][field]) if field else st.sampled_from([0, 1])
        made.seq.append(number)
        made.record.append(record)
        made.id.append(draw(ids))
        made.field.append(field)
        made.old.append(draw(values))
        made.new.append(draw(values))
    return made


@settings(max_examples=60)
@given(segments())
def test_segment_comes_back_as_it_went(segment):
    packed = write_segment(segment)
    assert read_segment(packed) == segment
    assert read_segment(packed, trusting=True) == segment


@settings(max_examples=30)
@given(segments(), st.sampled_from([QUICK, SMALL]))
def test_compression_loses_nothing(segment, level):
    packed = write_segment(segment)
    assert decompress(compress(packed, level)) == packed


@given(st.binary(max_size=300))
def test_noise_is_refused(noise):
    with pytest.raises((BundleRecordsError, BundleLimitsError)):
        read_segment(decompress(noise))
    with pytest.raises((BundleRecordsError, BundleLimitsError)):
        read_segment(noise)


def test_any_changed_byte_is_refused_or_still_a_sound_segment():
    packed = write_segment(visits(1, 40))
    for place in range(len(packed)):
        damaged = bytearray(packed)
        damaged[place] ^= 1 << place % 8
        try:
            segment = read_segment(bytes(damaged))
        except (BundleRecordsError, BundleLimitsError):
            continue
        held = len(segment.edits.seq) + sum(len(one.seq) for one in segment.births.values())
        assert held == 40 <= segment.count


# forged segments ----------------------------------------------------------------------------------------------------
def tree_of(segment: Segment) -> dict:
    return msgpack.unpackb(write_segment(segment), strict_map_key=False)


def forged(change) -> bytes:
    """Change a sound segment's tree, and pack it again."""
    tree = tree_of(visits(1, 30))
    change(tree)
    return msgpack.packb(tree)


def put(*path_and_value):
    """Make a change that puts a value at a path."""
    *path, last, value = path_and_value

    def change(tree):
        for name in path:
            tree = tree[name]
        tree[last] = value

    return change


BIRTHS = ("births", "service_entry")
COUNT = 27
FORGERIES = {
    "float": put(*BIRTHS, "fields", "minutes", [1.5] * COUNT),
    "not a number": put(*BIRTHS, "fields", "minutes", [float("nan")] * COUNT),
    "truth value": put(*BIRTHS, "fields", "minutes", [True] * COUNT),
    "nul": put(*BIRTHS, "fields", "note", ["а\x00"] * COUNT),
    "nested": put(*BIRTHS, "fields", "note", [["а"]] * COUNT),
    "nothing stored": put(*BIRTHS, "fields", "note", None),
    "number beyond sqlite": put(*BIRTHS, "fields", "minutes", [2**63] * COUNT),
    "text in a number": put(*BIRTHS, "fields", "minutes", ["15"] * COUNT),
    "number in a text": put(*BIRTHS, "fields", "note", [15] * COUNT),
    "no day": put(*BIRTHS, "fields", "provided_on", ["2022-02-30"] * COUNT),
    "crooked day": put(*BIRTHS, "fields", "provided_on", ["20220214"] * COUNT),
    "short reference": put(*BIRTHS, "fields", "person", [b"short"] * COUNT),
    "column too short": put(*BIRTHS, "fields", "note", ["а"] * (COUNT - 1)),
    "name with a quote": put(*BIRTHS, "fields", 'note" TEXT, "x', ["а"] * COUNT),
    "name that is a number": put(*BIRTHS, "fields", 7, ["а"] * COUNT),
    "fields that are a list": put(*BIRTHS, "fields", []),
    "short id": put(*BIRTHS, "id", [b"x"] * COUNT),
    "ids cut": put(*BIRTHS, "id", b"x" * (16 * COUNT - 1)),
    "repeated number": put(*BIRTHS, "seq", [1] + [0] * (COUNT - 1)),
    "falling numbers": put(*BIRTHS, "seq", [COUNT] + [-1] * (COUNT - 1)),
    "number that is text": put(*BIRTHS, "seq", ["1"] * COUNT),
    "numbers that are none": put(*BIRTHS, "seq", None),
    "huge number": put(*BIRTHS, "seq", [2**62] * COUNT),
    "record type with a space": put("births", "service entry", {"seq": [], "id": [], "fields": {}}),
    "births that are a list": put("births", []),
    "missing birth": put("births", {}),
    "dictionary that points beyond": put(
        *BIRTHS, "fields", "note", {"of": ["а"], "at": [0] * (COUNT - 1) + [1]}
    ),
    "dictionary that points backwards": put(
        *BIRTHS, "fields", "note", {"of": ["а"], "at": [-1] * COUNT}
    ),
    "dictionary that points with text": put(
        *BIRTHS, "fields", "note", {"of": ["а"], "at": ["0"] * COUNT}
    ),
    "dictionary without places": put(*BIRTHS, "fields", "note", {"of": ["а"]}),
    "dictionary in a dictionary": put(
        *BIRTHS, "fields", "note", {"of": {"of": ["а"], "at": [0]}, "at": [0] * COUNT}
    ),
    "long value pointed to": put(*BIRTHS, "fields", "note", {"of": ["а" * 65], "at": [0] * COUNT}),
    "unknown part": put("more", 1),
    "part in place of another": lambda tree: tree.update(extra=tree.pop("edits")),
    "short log": put("log", [b"x", "kran"]),
    "log without a scope": put("log", [an_id(1)]),
    "first beyond last": put("first", 31),
    "first that is text": put("first", "1"),
    "too many changes": put("last", SEGMENT_CHANGES + 1),
    "changeset beyond the end": put("sets", "last", [3] * 11),
    "changeset column too long": put("sets", "what", ["visit_recorded"] * 11),
    "time too short": put("sets", "hlc", [1]),
    "negative time": put("sets", "hlc", [-1] + [1] * 9),
    "no moment": put("sets", "at", ["вчера"] * 10),
    "moment without a zone": put("sets", "at", ["2022-05-14T10:00:00"] * 10),
    "moment in another form": put("sets", "at", ["2022-05-14T10:00:00Z"] * 10),
    "moment that is a number": put("sets", "at", [7] * 10),
    "author without id": put("sets", "author", ["x"] * 10),
    "what with a space": put("sets", "what", ["visit recorded"] * 10),
    "short salt": put("sets", "salt", [b"x"] * 10),
    "salt gone without an erasure": put("sets", "salt", [None] * 10),
    "context of nobody": put("sets", "moved", {0: [[b"x", "kran", 1]]}),
    "context up to nothing": put("sets", "moved", {0: [[an_id(1), "kran", 0]]}),
    "context of a changeset that is not there": put("sets", "moved", {10: []}),
    "context by name": put("sets", "moved", {"a": []}),
    "leaf of nobody": put("sets", "leaves", {0: [[b"x", b"", b""]]}),
    "leaf of text": put("sets", "leaves", {0: [["x" * 16, b"", b""]]}),
    "edit of no type": put("edits", "record", [""] * 3),
    "edit of a field with a space": put("edits", "field", ["a b"] * 3),
    "edit of a type that is a number": put("edits", "record", [1] * 3),
    "own place with a text": put("edits", "field", [""] * 3),
    "own place with nothing": lambda tree: tree["edits"].update(field=[""] * 3, new=[None] * 3),
    "edits that are a list": put("edits", []),
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES.keys())
def test_forged_segment_is_refused(change):
    with pytest.raises((BundleRecordsError, BundleLimitsError)):
        read_segment(forged(change))


@pytest.mark.parametrize(
    ("amount", "is_sound"),
    [("12.50", True), ("-3", True), ("NaN", False), ("1e9", False), ("", False), (12, False)],
)
def test_amounts_are_plain_decimals(amount, is_sound):
    assert _FITS[Kind.AMOUNT](amount) is is_sound


@pytest.mark.parametrize(("flag", "is_sound"), [(0, True), (1, True), (2, False), ("1", False)])
def test_flags_are_one_or_zero(flag, is_sound):
    assert _FITS[Kind.FLAG](flag) is is_sound


def test_every_kind_of_field_has_its_check():
    assert set(_FITS) == set(Kind)


def test_field_of_a_newer_version_is_kept_as_it_is():
    births = replace(visits(1, 1).births["service_entry"], fields={"newer": [b"\x00\x01"]})
    segment = replace(visits(1, 1), births={"newer_record": births})
    assert read_segment(write_segment(segment)) == segment


def test_name_given_twice_is_refused():
    packed = write_segment(visits(1, 30))
    assert packed.count(b"\xa4note") == 1
    with pytest.raises(BundleRecordsError):
        read_segment(
            packed.replace(b"\xa4note", b"\xa6person").replace(b"\xa7minutes", b"\xa6person")
        )


def test_lone_surrogate_is_refused():
    packed = write_segment(visits(1, 30)).replace("Посещение".encode()[:3], b"\xed\xa0\x80", 1)
    with pytest.raises(BundleRecordsError):
        read_segment(packed)


def test_extension_types_are_refused():
    packed = msgpack.packb(
        {**tree_of(visits(1, 30)), "edits": msgpack.ExtType(5, b"x")}, use_bin_type=True
    )
    with pytest.raises(BundleRecordsError):
        read_segment(packed)


def test_value_over_a_mebibyte_is_refused():
    with pytest.raises(BundleRecordsError):
        read_segment(forged(put(*BIRTHS, "fields", "note", ["x" * ((1 << 20) + 1)] * COUNT)))


def test_deep_nesting_is_refused():
    with pytest.raises(BundleRecordsError):
        read_segment(b"\x91" * 5000)


def test_more_columns_than_any_honest_segment_holds_are_refused():
    segment = visits(1, SEGMENT_CHANGES - 1)
    places = [0] * len(segment.births["service_entry"].seq)
    tree = tree_of(segment)
    tree["births"]["service_entry"]["fields"] = {
        f"field_{number}": {"of": ["x"], "at": places}
        for number in range(CELL_LIMIT // len(places) + 1)
    }
    with pytest.raises(BundleLimitsError):
        read_segment(msgpack.packb(tree))


def test_compression_bomb_is_refused_before_it_unfolds():
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(SEGMENT_LIMIT + 1))
    assert len(bomb) < 10_000
    with pytest.raises(BundleLimitsError):
        decompress(bomb)


def test_frame_that_does_not_say_its_size_is_refused():
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(
        write_segment(visits(1, 9))
    )
    with pytest.raises(BundleLimitsError):
        decompress(silent)


def test_frame_that_says_too_little_is_refused():
    packed = write_segment(visits(1, 30))
    frame = bytearray(compress(packed, QUICK))
    # single segment, two-byte content size after the magic and the descriptor
    assert frame[4] & 0x60 == 0x60
    frame[5:7] = (0).to_bytes(2, "little")
    with pytest.raises(BundleRecordsError):
        decompress(bytes(frame))


def test_anything_after_the_frame_is_refused():
    with pytest.raises(BundleRecordsError):
        decompress(compress(write_segment(visits(1, 9)), QUICK) + b"x")


def test_only_canonical_values_are_written():
    segment = visits(1, 1)
    fields = {"minutes": [1.5]}
    births = replace(segment.births["service_entry"], fields=fields)
    with pytest.raises(TypeError):
        write_segment(replace(segment, births={"service_entry": births}))


def test_log_is_kept():
    assert read_segment(write_segment(visits(5, 9))).log == LOG.key
