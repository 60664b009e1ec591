"""What a known house can sign: manifests and segments that no honest program writes, all signatures right."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Any

import msgpack
import zstandard

from kazanlak_case.domain.bundle_errors import BundleError
from kazanlak_case.domain.exchange import SEGMENT_CHANGES, Edits, Moved, Segment
from kazanlak_case.export.bundle_format import MANIFEST_LIMIT, MEMBER_LIMIT
from kazanlak_case.export.bundle_parts import part
from kazanlak_case.export.bundle_segments import (
    QUICK,
    SEGMENT_LIMIT,
    compress,
    decompress,
    read_segment,
    write_segment,
)
from support.hostile import Bundle, Tree, World, parts_of, repacked
from support.hostile_outside import Make, flipped, manifest_full_of_lists

Codes = frozenset[str]
Kinds = dict[str, tuple[Make, Codes]]
FORMAT, RECORDS, MEMBERS, LIMITS, HASH = (
    frozenset({code}) for code in ("format", "records", "members", "limits", "hash")
)
INSIDE = frozenset({"records", "limits", "hash", "members"})


# manifests ------------------------------------------------------------------------------------------------------------
def signed(change: Callable[[Tree, Random], object]) -> Make:
    """Change the manifest's tree and sign it."""

    def make(world: World, rng: Random) -> bytes:
        return world.seal(world.plain(world.new, change=lambda tree: change(tree, rng)))

    return make


def written(change: Callable[[bytes], bytes]) -> Make:
    """Change the manifest's text and sign it."""

    def make(world: World, _rng: Random) -> bytes:
        text, _, rest = parts_of(world.plain(world.new))
        return world.seal(world.signed(change(text)) + rest)

    return make


def put(value: Any, *path: Any) -> Make:
    """Put a value, or one of several, where the path leads."""

    def change(tree: Tree, rng: Random) -> None:
        *way, last = path
        for name in way:
            tree = tree[name]
        tree[last] = rng.choice(value) if isinstance(value, tuple) else value

    return signed(change)


NUMBERS = (2**63, 2**64, 10**30, 10**400, -1, 1.5, -0.0, 1e300, True, None, "1", [1])
NAMES = (
    "../../seg/1",
    "/etc/passwd",
    "seg/../seg/1",
    "seg/0",
    "seg/01",
    "seg/-1",
    "SEG/1",
    "seg\\1",
    "C:\\seg\\1",
    "seg/1\n",
    "seg/1/",
    "seg/²",
    "con",
    "",
    "att/../../x",
    "att/" + "0" * 63,
)


def _wrong_hash(tree: Tree, _rng: Random) -> None:
    tree["members"][0][2] = secrets.token_hex(32)


def _wrong_size(tree: Tree, rng: Random) -> None:
    tree["members"][0][1] += rng.choice([-1, 1, -7, 50])


def _many_members(world: World, _rng: Random) -> bytes:
    """As many members of no bytes as a manifest can name."""
    digest = sha256(b"").hexdigest()

    def change(tree: Tree) -> None:
        tree["members"] = [[f"seg/{n}", 0, digest] for n in range(1, 90_000)]

    return world.seal(world.plain(world.new, change=change))


def _million_members(world: World, _rng: Random) -> bytes:
    text, _, rest = parts_of(world.plain(world.new))
    more = b",".join(b'["seg/%d",1,"%s"]' % (n, b"0" * 64) for n in range(2, 1_000_001))
    text = text.replace(b'"]],"previous"', b'"],' + more + b'],"previous"')
    size = len(text).to_bytes(4, "big")
    assert len(text) > MANIFEST_LIMIT
    return world.seal(b"KBUNDLE1" + size + text + bytes(64) + rest)


def _nested(text: bytes) -> bytes:
    """Deeper than any parser goes, beside so much text that the depth alone does not tell."""
    deep = b"[" * 30_000 + b"]" * 30_000
    return text[:-1] + b',"zy":"' + b"y" * 1_000_000 + b'","zz":' + deep + b"}"


MANIFESTS: Kinds = {
    "another major version": (put(("2.0", "0.9", "9999.1"), "format"), frozenset({"version"})),
    "format that is none": (put((1, "1", "one", "1.0.0", "-1.0"), "format"), FORMAT),
    "oversize first": (put(NUMBERS, "ranges", 0, "first"), FORMAT),
    "oversize last": (put(NUMBERS, "ranges", 0, "last"), FORMAT),
    "last of 2^63-1": (put(2**63 - 1, "ranges", 0, "last"), frozenset({"members", "records"})),
    "oversize sequence": (put(NUMBERS, "sequence"), FORMAT),
    "oversize count": (put(NUMBERS, "counts", "person"), FORMAT),
    "oversize incarnation": (put(NUMBERS, "ranges", 0, "log", "incarnation"), FORMAT),
    "oversize receipt": (put(NUMBERS, "receipt", "heads", 0, "last"), FORMAT),
    "oversize context": (put(NUMBERS, "context", 0, 2), FORMAT),
    "oversize member": (put(NUMBERS, "members", 0, 1), MEMBERS | FORMAT),
    "member over the limit": (put((MEMBER_LIMIT + 1, 2**62), "members", 0, 1), LIMITS),
    "names that lead elsewhere": (
        put(NAMES, "members", 0, 0),
        frozenset({"members", "version"}),
    ),
    "segment as an attachment": (put("att/" + "0" * 64, "members", 0, 0), MEMBERS),
    "wrong hash": (signed(_wrong_hash), HASH),
    "wrong size": (signed(_wrong_size), frozenset({"hash", "truncated", "trailing"})),
    "nul in a text": (put(("\x00", "kran\x00"), "sender_site"), FORMAT),
    "endless text": (put("я" * 5000, "program"), FORMAT),
    "no moment": (
        put(("вчера", "", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"), "created"),
        FORMAT,
    ),
    "range before the beginning": (put(0, "ranges", 0, "first"), FORMAT),
    "range turned round": (put(1, "ranges", 0, "last"), FORMAT),
    "range twice": (signed(lambda tree, _: tree["ranges"].append(tree["ranges"][0])), FORMAT),
    "range far ahead": (
        signed(lambda tree, _: tree["ranges"][0].update(first=10**15, last=10**15 + 9)),
        MEMBERS,
    ),
    "wrong head before": (put("ab" * 32, "ranges", 0, "previous"), frozenset({"fork"})),
    "wrong head after": (put("ab" * 32, "ranges", 0, "head"), HASH),
    "another scope": (put("razhena", "ranges", 0, "log", "scope"), MEMBERS),
    "another incarnation": (put(7, "ranges", 0, "log", "incarnation"), HASH),
    "context outside": (
        put([["ab" * 16, "kran", 812]], "context"),
        frozenset({"records", "context"}),
    ),
    "for another house": (put("razhena", "receiver_site"), frozenset({"recipient"})),
    "as another house": (put("razhena", "sender_site"), frozenset({"signer"})),
    "as the centre": (put("municipality", "sender_site"), frozenset({"signer"})),
    "receipt of another": (put("ab" * 16, "receipt", "copy"), RECORDS),
    "receipt twice": (
        signed(lambda tree, _: tree["receipt"]["heads"].append(tree["receipt"]["heads"][0])),
        FORMAT,
    ),
    "part missing": (
        signed(lambda tree, rng: tree.pop(rng.choice(["ranges", "receipt", "members", "bundle"]))),
        FORMAT,
    ),
    "spaces": (written(lambda text: text.replace(b",", b", ")), FORMAT),
    "name twice": (written(lambda text: b'{"bundle":"",' + text[1:]), FORMAT),
    "lone surrogate": (
        written(lambda text: text.replace(b'"kran"', b'"\\ud800"', 1)),
        FORMAT,
    ),
    "broken letters": (written(lambda text: text.replace(b"kran", b"kr\xc3\x28", 1)), FORMAT),
    "nan": (written(lambda text: text.replace(b'"schema"', b'"s":NaN,"schema"')), FORMAT),
    "in another alphabet": (
        written(lambda text: text.decode().encode("utf-16")),
        frozenset({"format", "limits"}),
    ),
    "nested deep": (written(_nested), FORMAT),
    "nested without end": (written(lambda _: b"[" * 100_000), LIMITS),
}


# segments -------------------------------------------------------------------------------------------------------------
def packed(change: Callable[[Tree, Random], object]) -> Make:
    """Change a segment's tree, with hashes and signature right."""

    def make(world: World, rng: Random) -> bytes:
        [segment] = world.new.segments
        member = repacked(segment, lambda tree: change(tree, rng))
        return world.seal(world.plain(world.new, members=[member]))

    return make


def at(value: Any, *path: Any) -> Make:
    """Put a value, or one of several, where the path leads in a segment."""

    def change(tree: Tree, rng: Random) -> None:
        *way, last = path
        for name in way:
            tree = tree[name]
        tree[last] = rng.choice(value) if isinstance(value, tuple) else value

    return packed(change)


def member(content: Callable[[Random], bytes]) -> Make:
    """Send any bytes as the one member."""

    def make(world: World, rng: Random) -> bytes:
        return world.seal(world.plain(world.new, members=[content(rng)]))

    return make


def chained(change: Callable[[World, Segment], Segment]) -> Make:
    """Change the segment, and let the chain be right."""

    def make(world: World, _rng: Random) -> bytes:
        [segment] = world.new.segments
        return world.seal(world.plain(world.new.with_chain(change(world, segment))))

    return make


def _reads_as(packed_: bytes, segment: Segment) -> bool:
    try:
        return read_segment(decompress(packed_)) == segment
    except BundleError:
        return False


def _flipped_member(world: World, rng: Random) -> bytes:
    [segment] = world.new.segments
    while True:
        content = flipped(world.new.members[0], rng)
        if not _reads_as(content, segment):
            return world.seal(world.plain(world.new, members=[content]))


def _flipped_content(world: World, rng: Random) -> bytes:
    [segment] = world.new.segments
    while True:
        content = compress(flipped(write_segment(segment), rng), QUICK)
        if not _reads_as(content, segment):
            return world.seal(world.plain(world.new, members=[content]))


def _other_segments(world: World, rng: Random) -> bytes:
    [whole] = world.new.segments
    middle = whole.changesets.last[1]
    one, other = part(whole, whole.first, middle), part(whole, middle + 1, whole.last)
    choices = ([other, one], [one], [other], [one, other, other], [one, one], [], [one, whole])
    segments = rng.choice(choices)
    return world.seal(world.plain(Bundle(world.new.header, tuple(segments))))


def _overlapping(world: World, _rng: Random) -> bytes:
    """Tell differently what the centre has already: the range begins long before."""
    [whole] = [one for one in world.whole.segments if one.log == world.new.segments[0].log]
    edits = replace(
        whole.edits,
        new=[f"{value}" if isinstance(value, str) else value for value in whole.edits.new],
    )
    edits.new[0] = "друго"
    told = replace(whole, edits=edits)
    header = replace(
        world.whole.header,
        ranges=tuple(one for one in world.whole.header.ranges if one.log.key == whole.log),
    )
    return world.seal(world.plain(Bundle(header, ()).with_chain(told)))


def _of_another_house(world: World, segment: Segment, new: Any, field: str) -> Segment:
    """Edit, delete or erase a person of another house in the own log."""
    edits = replace(
        segment.edits,
        id=[bytes.fromhex(world.foreign), *segment.edits.id[1:]],
        field=[field, *segment.edits.field[1:]],
        old=[None, *segment.edits.old[1:]],
        new=[new, *segment.edits.new[1:]],
    )
    return replace(segment, edits=edits)


def _context_beyond(world: World, segment: Segment) -> Segment:
    """Claim to have seen all that another log will ever say: whatever it then says would be dropped."""
    [moved, *_] = world.new.header.context
    sets = segment.changesets
    far = (Moved(moved.replica, moved.scope, 10**12),)
    return replace(segment, changesets=replace(sets, moved=[far, *sets.moved[1:]]))


def _context_twice(world: World, segment: Segment) -> Segment:
    [moved, *_] = world.new.header.context
    sets = segment.changesets
    return replace(segment, changesets=replace(sets, moved=[(moved, moved), *sets.moved[1:]]))


def _late_times(value: int) -> Callable[[World, Segment], Segment]:
    def change(_world: World, segment: Segment) -> Segment:
        sets = segment.changesets
        return replace(segment, changesets=replace(sets, hlc=[*sets.hlc[:-1], value]))

    return change


def _moment(text: str) -> Callable[[World, Segment], Segment]:
    def change(_world: World, segment: Segment) -> Segment:
        sets = segment.changesets
        return replace(segment, changesets=replace(sets, at=[text, *sets.at[1:]]))

    return change


def _leaves(*, of: str) -> Callable[[World, Segment], Segment]:
    def change(_world: World, segment: Segment) -> Segment:
        sets, row = segment.changesets, segment.edits.id[0]
        leaf = {
            "the same twice": ((row, b"s" * 16, b""), (row, b"s" * 16, b"")),
            "neither": ((row, b"", b""),),
            "both": ((row, b"s" * 16, b"h" * 32),),
        }[of]
        salt = [None, *sets.salt[1:]]
        return replace(
            segment, changesets=replace(sets, salt=salt, leaves=[leaf, *sets.leaves[1:]])
        )

    return change


def _values_withheld(_world: World, segment: Segment) -> Segment:
    """Leave a change out as if somebody had erased it; nobody did."""
    sets, edits = segment.changesets, segment.edits
    row, seq = edits.id[0], edits.seq[0]
    where = next(at for at, last in enumerate(sets.last) if last >= seq)
    salt, leaves = list(sets.salt), list(sets.leaves)
    salt[where], leaves[where] = None, ((row, b"", b"h" * 32),)
    rest = Edits(*(getattr(edits, name)[1:] for name in Edits.__dataclass_fields__))
    return replace(segment, edits=rest, changesets=replace(sets, salt=salt, leaves=leaves))


def _many_types(tree: Tree, rng: Random) -> None:
    """Thousands of record types that nobody knows, one birth of each."""
    count = rng.choice([300, 5000])
    first = tree["last"] + 1
    for number in range(count):
        births = {"seq": [first + number], "id": [secrets.token_bytes(16)], "fields": {}}
        tree["births"][f"type_{number}"] = births
    tree["last"] += count
    tree["sets"]["last"][-1] += count


def _many_fields(tree: Tree, _rng: Random) -> None:
    births = tree["births"]["person"]
    births["fields"] |= {f"field_{n}": ["x"] * len(births["seq"]) for n in range(5000)}


def _bomb(rng: Random) -> bytes:
    size = rng.choice([SEGMENT_LIMIT + 1, 200 << 20])
    return zstandard.ZstdCompressor(level=3).compress(bytes(size))


def _lying_bomb(_rng: Random) -> bytes:
    """A frame that says little and unfolds to much."""
    frame = bytearray(zstandard.ZstdCompressor(level=3).compress(bytes(60 << 20)))
    frame[5:9] = (1000).to_bytes(4, "little")
    return bytes(frame)


def _crowd(rng: Random) -> bytes:
    """Just under the limit of a segment, and a hundred times that in memory."""
    count, item = rng.choice([(39_000, b"\x90"), (39_000, b"\xc0"), (12_000, b"\xa2ab")])
    row = b"\xdc" + count.to_bytes(2, "big") + item * count
    rows = (SEGMENT_LIMIT - 100) // len(row)
    return compress(b"\xdc" + rows.to_bytes(2, "big") + row * rows, QUICK)


PERSON = ("births", "person")
SEGMENTS: Kinds = {
    "member flipped, hash right": (_flipped_member, INSIDE),
    "content flipped, hash right": (_flipped_content, INSIDE),
    "segments swapped, missing, twice": (_other_segments, MEMBERS),
    "the past told differently": (_overlapping, frozenset({"fork"})),
    "person of another house edited": (
        chained(lambda world, one: _of_another_house(world, one, "0888 123456", "phone")),
        RECORDS,
    ),
    "person of another house deleted": (
        chained(lambda world, one: _of_another_house(world, one, 1, "")),
        RECORDS,
    ),
    "person of another house erased": (
        chained(lambda world, one: _of_another_house(world, one, 2, "")),
        RECORDS,
    ),
    "context beyond what is here": (chained(_context_beyond), RECORDS),
    "context that names a log twice": (chained(_context_twice), RECORDS),
    "logical time at the end": (chained(_late_times(2**63 - 1)), RECORDS),
    "moment at the end of time": (chained(_moment("9999-12-31T23:59:59-14:00")), RECORDS),
    "moment at its beginning": (chained(_moment("0001-01-01T00:00:00+14:00")), RECORDS),
    "a leaf twice": (chained(_leaves(of="the same twice")), RECORDS),
    "a leaf of nothing": (chained(_leaves(of="neither")), RECORDS),
    "a leaf of both": (chained(_leaves(of="both")), RECORDS),
    "values withheld": (chained(_values_withheld), frozenset({"erasure"})),
    "thousands of record types": (packed(_many_types), frozenset({"limits", "records"})),
    "thousands of fields": (packed(_many_fields), LIMITS),
    "oversize number": (at((2**63, 2**64 - 1, -(2**63)), "first"), RECORDS),
    "oversize time": (at(([2**63 - 1, 1], [2**64 - 1], [-1]), "sets", "hlc"), RECORDS),
    "float": (at(([1.5], [float("nan")], [float("inf")]), *PERSON, "fields", "note"), RECORDS),
    "nul": (at(["а\x00"] * 3, *PERSON, "fields", "given_name"), RECORDS),
    "nested value": (at([[["а"]]] * 3, *PERSON, "fields", "given_name"), RECORDS),
    "name with a quote": (at(["а"] * 3, *PERSON, "fields", 'note" TEXT); --'), RECORDS),
    "name of a path": (at(["а"] * 3, *PERSON, "fields", "../../note"), RECORDS),
    "pointing beyond": (
        at({"of": ["а"], "at": [0, 0, 10**9]}, *PERSON, "fields", "given_name"),
        RECORDS,
    ),
    "value over a mebibyte": (
        at(["x" * ((1 << 20) + 1)] * 3, *PERSON, "fields", "given_name"),
        RECORDS,
    ),
    "extension type": (packed(lambda t, _: t.update(edits=msgpack.ExtType(5, b"x"))), RECORDS),
    "unknown part": (packed(lambda tree, _: tree.update(more=1)), RECORDS),
    "deep nesting": (member(lambda _: compress(b"\x91" * 200_000, QUICK)), RECORDS),
    "too many changes": (at(SEGMENT_CHANGES + 100, "last"), RECORDS),
    "noise for a member": (
        member(lambda rng: rng.randbytes(2000)),
        frozenset({"records", "limits"}),
    ),
    "compressed noise": (
        member(lambda rng: compress(rng.randbytes(rng.randrange(2000)), QUICK)),
        frozenset({"records", "limits"}),
    ),
}

HEAVY: Kinds = {
    "manifest full of lists": (manifest_full_of_lists, LIMITS),
    "a million members": (_million_members, LIMITS),
    "more members than segments": (_many_members, frozenset({"hash", "records", "limits"})),
    "decompression bomb": (member(_bomb), LIMITS),
    "bomb that lies about its size": (member(_lying_bomb), frozenset({"records", "limits"})),
    "crowd of empty lists": (member(_crowd), frozenset({"limits", "records"})),
}
"""Those that ask for memory: a few of each are enough."""
