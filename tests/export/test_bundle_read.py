"""Bundles that must be taken, and the many that must not: nothing of them is ever handed on."""

import json
from dataclasses import replace
from hashlib import sha256

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.domain.bundle_errors import (
    BundleChangedError,
    BundleDamagedError,
    BundleError,
    BundleForSomebodyElseError,
    BundleHashError,
    BundleLimitsError,
    BundleMembersError,
    BundleRecordsError,
    BundleTrailingError,
    BundleTruncatedError,
    BundleUnreadableError,
    BundleVersionError,
    ForgedBundleError,
    NotABundleError,
    UnknownSenderError,
)
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.exchange import Moved, Receipt
from kazanlak_case.export import bundle_read
from kazanlak_case.export.bundle_format import MAGIC, MANIFEST_LIMIT, SIGNATURE_BYTES
from kazanlak_case.export.bundle_manifest import canonical_json
from kazanlak_case.export.bundle_read import read_header
from kazanlak_case.export.bundle_segments import QUICK, compress, write_segment
from kazanlak_case.export.bundle_source import AGE_HEADER_LIMIT, AGE_MAGIC
from kazanlak_case.i18n import sentence
from support.bundles import COMMON_LOG, LOG, SENDER, Courier, an_id, range_of, visits

SEGMENTS = [visits(1, 40), visits(41, 90)]


def refuses(courier, path, error, **others):
    """Check that a bundle is refused for this very reason, and that the sentence names it."""
    with pytest.raises(BundleError) as refused:
        courier.read(path, **others)
    assert type(refused.value) is error
    assert path.name in sentence(refused.value)
    assert sorted(courier.folder.iterdir()) == [path]


# sound --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kept", [0, len(write_segment(SEGMENTS[0])), bundle_read.KEPT])
def test_segments_are_the_same_whether_kept_or_put_aside(courier, monkeypatch, kept):
    monkeypatch.setattr(bundle_read, "KEPT", kept)
    courier.write(SEGMENTS)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        assert list(bundle.segments()) == SEGMENTS
        assert list(bundle.segments()) == SEGMENTS


def test_bundle_comes_back_as_it_went(courier):
    report = courier.write(SEGMENTS)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        assert list(bundle.segments()) == SEGMENTS
        assert bundle.header == courier.header(SEGMENTS)
        assert bundle.sha256 == sha256((courier.folder / "a.kbundle").read_bytes()).digest()
    assert (report.changes, report.bytes) == (90, (courier.folder / "a.kbundle").stat().st_size)


def test_header_keeps_everything(courier):
    logs = [LOG, COMMON_LOG]
    segments = [visits(1, 9), visits(5, 8, log=COMMON_LOG)]
    ranges = (range_of(segments, LOG), range_of(segments, COMMON_LOG))
    header = replace(
        courier.header(segments, logs),
        ranges=ranges,
        context=(Moved(an_id(3), "kran", 12), Moved(an_id(4), "common", 1)),
        receipt=Receipt(an_id(5), SENDER, "kran", ((LOG, 9, an_id(1) * 2),)),
        counts={"person": 2, "newer_record": 1},
        previous=an_id(6),
        schema="0007",
    )
    courier.write(segments, header=header)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        assert bundle.header == header


def test_empty_bundle_carries_its_receipt(courier):
    courier.write([])
    with courier.open(courier.folder / "a.kbundle") as bundle:
        assert list(bundle.segments()) == []
        assert bundle.header.receipt.site == "kran"


@given(st.integers(1, 90))
def test_only_what_is_to_be_taken_is_handed_on(tmp_path_factory, first):
    courier = Courier(tmp_path_factory.mktemp("stick"))
    courier.write(SEGMENTS)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        taken = list(bundle.segments({LOG.key: first}))
    assert (taken[0].first, taken[-1].last) == (first, 90)
    assert sum(segment.count for segment in taken) == 91 - first


def test_logs_with_nothing_new_are_passed_over(courier):
    courier.write(SEGMENTS)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        assert list(bundle.segments({COMMON_LOG.key: 1})) == []
        assert list(bundle.segments({})) == []


def test_sender_can_read_what_it_sent(courier):
    courier.write(SEGMENTS)
    own = courier.sender.age_identity
    assert courier.read(courier.folder / "a.kbundle", identity=own, receiver_site=None) == SEGMENTS


def test_header_can_be_read_by_itself(courier):
    courier.write(SEGMENTS)
    header = read_header(
        courier.folder / "a.kbundle",
        identity=courier.receiver.age_identity,
        signer_of={SENDER: courier.sender.sign_public}.get,
        receiver_site="municipality",
    )
    assert header == courier.header(SEGMENTS)


def test_manifest_of_a_newer_minor_version_is_read(courier):
    def newer(manifest):
        tree = json.loads(manifest)
        tree["format"] = "1.7"
        tree["something_new"] = {"of": ["a", "later"]}
        return canonical_json(tree)

    path = courier.seal(courier.plain(SEGMENTS, change=newer))
    assert courier.read(path) == SEGMENTS


def with_members(courier, *added):
    """A sound bundle with more members behind the segments."""

    def change(manifest):
        tree = json.loads(manifest)
        tree["format"] = "1.7"
        tree["members"] += [[name, len(part), sha256(part).hexdigest()] for name, part in added]
        return canonical_json(tree)

    return courier.plain(SEGMENTS, change=change) + b"".join(part for _, part in added)


def test_optional_part_of_a_newer_version_is_left_out(courier):
    more = ("opt/voices", b"something" * 100_000), ("opt/empty", b"")
    path = courier.seal(with_members(courier, *more))
    assert courier.read(path) == SEGMENTS
    with courier.open(path) as bundle:
        assert bundle.header.left_out == 2
        assert bundle.enclosed.blobs == ()


@pytest.mark.parametrize(
    ("added", "error"),
    [
        ([("new/1", b"what must not be missed")], BundleVersionError),
        ([("opt/one", b"x"), ("new/1", b"y")], BundleVersionError),
        ([("opt/one", b"x"), ("opt/one", b"x")], BundleMembersError),
        ([("opt/../../x", b"x")], BundleMembersError),
        ([("opt/one", b"x"), (f"att/{sha256(b'y').hexdigest()}", b"y")], BundleMembersError),
    ],
)
def test_what_must_be_understood_is_refused(courier, added, error):
    with pytest.raises(error):
        courier.read(courier.seal(with_members(courier, *added)))


def test_optional_part_is_held_to_its_hash_all_the_same(courier):
    plain = with_members(courier, ("opt/voices", b"something"))
    with pytest.raises(BundleHashError):
        courier.read(courier.seal(plain[:-1] + b"X"))


def test_progress_is_told_and_may_stop_it(courier):
    # salts do not compress: enough bytes that the work has parts
    courier.write([visits(1, 20_000, each=1), visits(20_001, 40_000, each=1)])
    path = courier.folder / "a.kbundle"
    told = []

    def progress(done, of):
        told.append((done, of))

    courier.read(path, progress=progress)
    assert told
    assert told == sorted(told)
    assert {of for _done, of in told} == {path.stat().st_size}

    def stop(done, of):
        raise CancelledError

    with pytest.raises(CancelledError):
        courier.read(path, progress=stop)
    assert list(courier.folder.iterdir()) == [path]


# not for us, not from a friend --------------------------------------------------------------------------------------
def test_bundle_for_other_keys_is_refused(courier):
    courier.write(SEGMENTS)
    stranger = CopyKeys.new().age_identity
    path = courier.folder / "a.kbundle"
    refuses(courier, path, BundleForSomebodyElseError, identity=stranger)


def test_bundle_for_another_site_is_refused(courier):
    courier.write(SEGMENTS)
    path = courier.folder / "a.kbundle"
    refuses(courier, path, BundleForSomebodyElseError, receiver_site="razhena")


def test_unknown_sender_is_refused(courier):
    courier.write(SEGMENTS)
    refuses(courier, courier.folder / "a.kbundle", UnknownSenderError, signer_of={}.get)


def test_signature_of_another_key_is_refused(courier):
    path = courier.seal(courier.plain(SEGMENTS, seed=CopyKeys.new().sign_seed))
    refuses(courier, path, ForgedBundleError)


def test_stripped_signature_is_refused(courier):
    plain = courier.plain(SEGMENTS)
    size = int.from_bytes(plain[8:12], "big")
    end = 12 + size
    path = courier.seal(plain[:end] + bytes(SIGNATURE_BYTES) + plain[end + SIGNATURE_BYTES :])
    refuses(courier, path, ForgedBundleError)


def test_key_that_is_none_is_refused(courier):
    courier.write(SEGMENTS)
    path = courier.folder / "a.kbundle"
    refuses(courier, path, ForgedBundleError, signer_of={SENDER: b"short"}.get)


def test_manifest_changed_after_signing_is_refused(courier):
    plain = courier.plain(SEGMENTS)
    refuses(courier, courier.seal(plain.replace(b'"kran"', b'"kram"')), ForgedBundleError)


# damaged ------------------------------------------------------------------------------------------------------------
def test_any_flipped_bit_is_found(courier):
    courier.write(SEGMENTS)
    path = courier.folder / "a.kbundle"
    sound = path.read_bytes()
    step = max(1, len(sound) // 400)
    for place in range(0, len(sound), step):
        damaged = bytearray(sound)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        with pytest.raises(BundleError):
            courier.read(path)
    assert len(range(0, len(sound), step)) >= 400


def test_bundle_cut_anywhere_is_found(courier):
    courier.write([*SEGMENTS, visits(91, 3000, each=1)])
    path = courier.folder / "a.kbundle"
    sound = path.read_bytes()
    cuts = {*range(0, len(sound), len(sound) // 150), *range(40), len(sound) - 1, 65536 + 200}
    for cut in sorted(cuts):
        path.write_bytes(sound[:cut])
        with pytest.raises(BundleDamagedError):
            courier.read(path)


def test_content_cut_at_every_boundary_is_found(courier):
    plain = courier.plain(SEGMENTS)
    size = 12 + int.from_bytes(plain[8:12], "big")
    first = len(compress(write_segment(SEGMENTS[0]), QUICK))
    ends = [0, 8, 12, 13, size, size + 63, size + 64, size + 64 + first, len(plain) - 1]
    for end in ends:
        refuses(courier, courier.seal(plain[:end]), BundleTruncatedError)


@pytest.mark.parametrize("more", [b"x", bytes(100_000)])
def test_content_after_the_end_is_refused(courier, more):
    refuses(courier, courier.seal(courier.plain(SEGMENTS) + more), BundleTrailingError)


def test_bytes_after_the_file_are_refused(courier):
    courier.write(SEGMENTS)
    path = courier.folder / "a.kbundle"
    path.write_bytes(path.read_bytes() + b"x")
    refuses(courier, path, BundleDamagedError)


def test_changed_member_is_refused(courier):
    plain = bytearray(courier.plain(SEGMENTS))
    plain[-1] ^= 1
    refuses(courier, courier.seal(bytes(plain)), BundleHashError)


def test_what_was_put_aside_is_checked_again(courier, monkeypatch):
    monkeypatch.setattr(bundle_read, "KEPT", 0)
    courier.write(SEGMENTS)
    with courier.open(courier.folder / "a.kbundle") as bundle:
        bundle._spool._file.seek(40)
        bundle._spool._file.write(b"x")
        with pytest.raises(BundleChangedError):
            list(bundle.segments())


# hostile, though signed by a known copy -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "members",
    [
        [],
        SEGMENTS[:1],
        SEGMENTS[::-1],
        [*SEGMENTS, SEGMENTS[1]],
        [SEGMENTS[0], SEGMENTS[0]],
        [SEGMENTS[0], visits(41, 91)],
        [SEGMENTS[0], visits(42, 90)],
        [SEGMENTS[0], visits(41, 90, log=COMMON_LOG)],
        [SEGMENTS[0], visits(41, 89)],
    ],
    ids=["none", "one less", "turned", "one more", "twice", "longer", "gap", "other", "shorter"],
)
def test_segments_that_are_not_the_ranges_are_refused(courier, members):
    contents = [compress(write_segment(one), QUICK) for one in members]
    path = courier.seal(courier.plain(SEGMENTS, members=contents))
    refuses(courier, path, BundleMembersError)


def test_range_that_ends_within_a_changeset_is_refused(courier):
    last = visits(41, 90)
    sets = replace(last.changesets, last=[*last.changesets.last[:-1], 89])
    path = courier.seal(courier.plain([SEGMENTS[0], replace(last, changesets=sets)]))
    refuses(courier, path, BundleRecordsError)


def test_member_that_is_a_bomb_is_refused(courier):
    bomb = compress(bytes(40 << 20), 19)
    refuses(courier, courier.seal(courier.plain(SEGMENTS, members=[bomb])), BundleLimitsError)


def test_member_that_is_noise_is_refused(courier):
    path = courier.seal(courier.plain(SEGMENTS, members=[b"noise"]))
    refuses(courier, path, BundleRecordsError)


def change(**parts):
    def forge(manifest):
        return canonical_json({**json.loads(manifest), **parts})

    return forge


def put(text):
    def forge(manifest):
        return text

    return forge


A_LOG = {"copy": "00" * 16, "incarnation": 1, "replica": "00" * 16, "scope": "kran", "site": "kran"}
A_RANGE = {"first": 1, "head": "00" * 32, "last": 9, "log": A_LOG, "previous": "00" * 32}
FORGERIES = {
    "other major": (change(format="2.0"), BundleVersionError),
    "major 0": (change(format="0.9"), BundleVersionError),
    "format that is none": (change(format="one"), NotABundleError),
    "format that is a number": (change(format=1), NotABundleError),
    "short id": (change(bundle="00"), NotABundleError),
    "id in capitals": (change(bundle="AB" * 16), NotABundleError),
    "id that is a number": (change(bundle=7), NotABundleError),
    "negative sequence": (change(sequence=-1), NotABundleError),
    "sequence that is true": (change(sequence=True), NotABundleError),
    "huge sequence": (change(sequence=2**63), NotABundleError),
    "site with nul": (change(sender_site="kran\x00"), NotABundleError),
    "site without end": (change(sender_site="x" * 5000), NotABundleError),
    "ranges that are none": (change(ranges={}), NotABundleError),
    "range twice": (change(ranges=[A_RANGE, A_RANGE]), NotABundleError),
    "range backwards": (change(ranges=[{**A_RANGE, "first": 10}]), NotABundleError),
    "range from nothing": (change(ranges=[{**A_RANGE, "first": 0}]), NotABundleError),
    "range without a log": (change(ranges=[{**A_RANGE, "log": None}]), NotABundleError),
    "range that is text": (change(ranges=["a"]), NotABundleError),
    "context with four parts": (change(context=[["00" * 16, "a", 1, 1]]), NotABundleError),
    "receipt that is none": (change(receipt=None), NotABundleError),
    "receipt that names a log twice": (
        change(
            receipt={
                "copy": "00" * 16,
                "heads": [{"head": "00" * 32, "last": 1, "log": A_LOG}] * 2,
                "replica": "00" * 16,
                "site": "kran",
            }
        ),
        NotABundleError,
    ),
    "counts that are text": (change(counts={"person": "1"}), NotABundleError),
    "counts that are a list": (change(counts=[]), NotABundleError),
    "members that are text": (change(members="seg/1"), NotABundleError),
    "member of one part": (change(members=[["seg/1"]]), BundleMembersError),
    "member with an empty part": (change(members=[[]]), NotABundleError),
    "member by number": (change(members=[[1, 1, "00" * 32]]), NotABundleError),
    "member out of order": (change(members=[["seg/2", 1, "00" * 32]]), BundleMembersError),
    "member with a path": (change(members=[["../seg/1", 1, "00" * 32]]), BundleMembersError),
    "member of negative size": (change(members=[["seg/1", -1, "00" * 32]]), BundleMembersError),
    "member with half a hash": (change(members=[["seg/1", 1, "00"]]), BundleMembersError),
    "member too large": (change(members=[["seg/1", 40 << 20, "00" * 32]]), BundleLimitsError),
    "attachment in place of a segment": (
        change(members=[[f"att/{'0' * 64}", 1, "00" * 32]]),
        BundleHashError,
    ),
    "not canonical": (lambda manifest: manifest + b" ", NotABundleError),
    "name given twice": (lambda m: m.replace(b"{", b'{"bundle":"x",', 1), NotABundleError),
    "not json": (put(b"{"), NotABundleError),
    "a list": (put(b"[]"), NotABundleError),
    "a float": (change(sequence=1.5), NotABundleError),
    "not a number": (lambda m: m.replace(b'"sequence":7', b'"sequence":NaN'), NotABundleError),
    "lone surrogate": (
        lambda m: m.replace(b'"program":"0.1.0"', b'"program":"\\ud800"'),
        NotABundleError,
    ),
    "other encoding": (lambda m: m.decode().encode("utf-16"), NotABundleError),
    "nested without end": (put(b"[" * 100_000), BundleLimitsError),
}


@pytest.mark.parametrize(("forge", "error"), FORGERIES.values(), ids=FORGERIES.keys())
def test_forged_manifest_is_refused(courier, forge, error):
    refuses(courier, courier.seal(courier.plain(SEGMENTS, change=forge)), error)


@pytest.mark.parametrize("name", ["bundle", "ranges", "members", "receipt", "counts", "created"])
def test_manifest_without_a_part_is_refused(courier, name):
    def forge(manifest):
        tree = json.loads(manifest)
        del tree[name]
        return canonical_json(tree)

    refuses(courier, courier.seal(courier.plain(SEGMENTS, change=forge)), NotABundleError)


def test_manifest_without_end_is_refused(courier):
    path = courier.seal(MAGIC + (MANIFEST_LIMIT + 1).to_bytes(4, "big") + bytes(100))
    refuses(courier, path, BundleLimitsError)


# no bundle at all ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"SQLite format 3\x00", bytes(500)])
def test_other_file_is_no_bundle(courier, content):
    path = courier.folder / "a.kbundle"
    path.write_bytes(content)
    refuses(courier, path, NotABundleError)


def test_age_file_with_something_else_in_it_is_no_bundle(courier):
    refuses(courier, courier.seal(b"some other text"), NotABundleError)


def test_text_form_of_age_is_no_bundle(courier):
    recipient = pyrage.x25519.Recipient.from_str(courier.receiver.age_recipient)
    path = courier.folder / "a.kbundle"
    path.write_bytes(pyrage.encrypt(courier.plain(SEGMENTS), [recipient], armored=True))
    refuses(courier, path, NotABundleError)


def test_empty_file_is_an_incomplete_bundle(courier):
    path = courier.folder / "a.kbundle"
    path.touch()
    refuses(courier, path, BundleTruncatedError)


def test_header_without_end_is_refused(courier):
    path = courier.folder / "a.kbundle"
    path.write_bytes(AGE_MAGIC + b"-> X25519 a\n" * (AGE_HEADER_LIMIT // 12 + 1))
    refuses(courier, path, BundleLimitsError)


def test_missing_file_is_named(courier):
    with pytest.raises(BundleUnreadableError) as refused:
        courier.read(courier.folder / "a.kbundle")
    assert "a.kbundle" in sentence(refused.value)


def test_folder_is_no_bundle(courier):
    (courier.folder / "a.kbundle").mkdir()
    refuses(courier, courier.folder / "a.kbundle", BundleUnreadableError)
