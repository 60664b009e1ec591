"""Which bundles may be taken: every branch by an example, the whole by its properties."""

from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.bundle_errors import (
    BundleForSomebodyElseError,
    BundleRecordsError,
    ContextError,
    ForkError,
    GapError,
    UnknownSenderError,
)
from kazanlak_case.domain.exchange import (
    FORMAT,
    Header,
    ImportPlan,
    LogName,
    LogRange,
    Moved,
    Receipt,
    Standing,
)
from kazanlak_case.sync.plan import GENESIS, Receiver, plan_import

HOUSE, CENTRE = b"h" * 16, b"c" * 16
HOUSE_COPY, CENTRE_COPY = b"H" * 16, b"C" * 16
HOUSE_LOG = LogName(HOUSE, "kran", "kran", 1, HOUSE_COPY)
HOUSE_COMMON = LogName(HOUSE, "common", "kran", 1, HOUSE_COPY)
CENTRE_LOG = LogName(CENTRE, "kran", "municipality", 1, CENTRE_COPY)
OWN = Receiver("municipality", is_centre=True, replica=CENTRE)
COPIES = {HOUSE_COPY: "kran"}


def head(log: LogName, at: int, branch: str = "") -> bytes:
    """Stand in for a chain head: the same number of the same branch has the same."""
    if at == 0:
        return GENESIS
    return sha256(f"{log.replica.hex()} {log.scope} {at} {branch}".encode()).digest()


def a_range(log: LogName, first: int, last: int, branch: str = "") -> LogRange:
    return LogRange(log, first, last, head(log, first - 1, branch), head(log, last, branch))


def a_header(*ranges: LogRange, context: tuple[Moved, ...] = (), heads=None) -> Header:
    stated = heads or tuple((one.log, one.last, one.head) for one in ranges)
    return Header(
        bundle=b"b" * 16,
        format=FORMAT,
        program="1",
        sender=HOUSE_COPY,
        sender_site="kran",
        receiver=CENTRE_COPY,
        receiver_site="municipality",
        sequence=1,
        created="2022-05-14T10:00:00+00:00",
        ranges=ranges,
        context=context,
        receipt=Receipt(HOUSE, HOUSE_COPY, "kran", stated),
        counts={},
        segments=1,
    )


def standing_at(log: LogName, last: int, *ends: int, branch: str = "") -> Standing:
    """Hold a log up to `last`, with changesets that end at `ends` and at `last`."""
    points = {0, last, *ends}
    return Standing(last, head(log, last, branch), {at: head(log, at, branch) for at in points})


def plan(header: Header, standing=None, *, copies=COPIES, own=OWN) -> ImportPlan:
    return plan_import(header, standing or {}, known_copies=copies, own=own)


def test_first_bundle_is_taken_whole():
    assert plan(a_header(a_range(HOUSE_LOG, 1, 40))) == ImportPlan({HOUSE_LOG.key: 1})


def test_next_bundle_is_taken_from_its_beginning():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 40)}
    assert plan(a_header(a_range(HOUSE_LOG, 41, 90)), standing).take_from == {HOUSE_LOG.key: 41}


def test_what_we_have_is_skipped():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 60, 40)}
    assert plan(a_header(a_range(HOUSE_LOG, 41, 90)), standing).take_from == {HOUSE_LOG.key: 61}


def test_known_bundle_is_already_here():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 90, 40)}
    assert plan(a_header(a_range(HOUSE_LOG, 1, 40)), standing).is_already


def test_empty_bundle_is_already_here():
    assert plan(a_header()).is_already


def test_logs_are_judged_one_by_one():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 40)}
    header = a_header(a_range(HOUSE_LOG, 1, 40), a_range(HOUSE_COMMON, 1, 3))
    assert plan(header, standing).take_from == {HOUSE_COMMON.key: 1}


@pytest.mark.parametrize("copies", [{}, {HOUSE_COPY: "razhena"}])
def test_stranger_closed_copy_and_borrowed_name_are_refused(copies):
    with pytest.raises(UnknownSenderError):
        plan(a_header(a_range(HOUSE_LOG, 1, 40)), copies=copies)


def test_bundle_for_another_site_is_refused():
    with pytest.raises(BundleForSomebodyElseError):
        plan(replace(a_header(), receiver_site="razhena"))


def test_own_bundle_is_refused():
    own = Receiver("kran", is_centre=False, replica=HOUSE)
    header = replace(a_header(), receiver_site="kran")
    with pytest.raises(BundleForSomebodyElseError):
        plan(header, own=own)


def test_receipt_of_another_copy_is_refused():
    header = replace(a_header(), receipt=Receipt(HOUSE, b"x" * 16, "kran", ()))
    with pytest.raises(BundleRecordsError):
        plan(header)


def test_house_does_not_speak_for_another_house():
    foreign = LogName(HOUSE, "razhena", "kran", 1, HOUSE_COPY)
    with pytest.raises(BundleRecordsError):
        plan(a_header(a_range(foreign, 1, 2)))


def test_house_takes_its_own_scope_from_the_centre_and_no_other():
    own = Receiver("kran", is_centre=False, replica=HOUSE)
    header = replace(
        a_header(a_range(CENTRE_LOG, 1, 2)),
        sender=CENTRE_COPY,
        sender_site="municipality",
        receiver_site="kran",
        receipt=Receipt(CENTRE, CENTRE_COPY, "municipality", ()),
    )
    copies = {CENTRE_COPY: "municipality"}
    assert plan(header, copies=copies, own=own).take_from == {CENTRE_LOG.key: 1}
    foreign = LogName(CENTRE, "municipality", "municipality", 1, CENTRE_COPY)
    with pytest.raises(BundleRecordsError):
        plan(replace(header, ranges=(a_range(foreign, 1, 2),)), copies=copies, own=own)


def test_other_history_before_the_range_is_a_fork():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 40, branch="copied")}
    with pytest.raises(ForkError) as refused:
        plan(a_header(a_range(HOUSE_LOG, 41, 90)), standing)
    assert refused.value.facts == {"site": "kran", "at": 40}


def test_other_history_within_what_we_have_is_a_fork():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 60, 40, branch="copied")}
    with pytest.raises(ForkError):
        plan(a_header(a_range(HOUSE_LOG, 1, 40)), standing)


def test_end_where_no_changeset_of_ours_ends_is_a_fork():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 60)}
    with pytest.raises(ForkError):
        plan(a_header(a_range(HOUSE_LOG, 1, 40)), standing)


def test_log_that_begins_differently_is_a_fork():
    crooked = replace(a_range(HOUSE_LOG, 1, 40), previous=b"\x01" * 32)
    with pytest.raises(ForkError):
        plan(a_header(crooked))


def test_receipt_of_another_history_of_our_own_log_is_a_fork():
    standing = {CENTRE_LOG.key: standing_at(CENTRE_LOG, 9, 7)}
    heads = ((CENTRE_LOG, 7, head(CENTRE_LOG, 7, "restored")),)
    with pytest.raises(ForkError) as refused:
        plan(a_header(heads=heads), standing)
    assert refused.value.facts == {"site": "municipality", "at": 7}


def test_receipt_that_agrees_is_fine():
    standing = {CENTRE_LOG.key: standing_at(CENTRE_LOG, 9, 7)}
    assert plan(a_header(heads=((CENTRE_LOG, 7, head(CENTRE_LOG, 7)),)), standing).own_ahead == ()


def test_receipt_beyond_our_own_log_tells_that_this_file_was_set_back():
    standing = {CENTRE_LOG.key: standing_at(CENTRE_LOG, 9)}
    heads = ((CENTRE_LOG, 12, head(CENTRE_LOG, 12)),)
    assert plan(a_header(heads=heads), standing).own_ahead == (CENTRE_LOG.key,)


def test_gap_names_what_is_missing():
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, 811)}
    with pytest.raises(GapError) as refused:
        plan(a_header(a_range(HOUSE_LOG, 1041, 1100)), standing)
    assert refused.value.facts == {"site": "kran", "first": 812, "last": 1040}


def test_fork_is_told_before_a_gap():
    standing = {HOUSE_COMMON.key: standing_at(HOUSE_COMMON, 3, branch="copied")}
    with pytest.raises(ForkError):
        plan(a_header(a_range(HOUSE_LOG, 10, 20), a_range(HOUSE_COMMON, 4, 5)), standing)


def test_context_within_what_we_have_is_fine():
    standing = {CENTRE_LOG.key: standing_at(CENTRE_LOG, 9)}
    header = a_header(a_range(HOUSE_LOG, 1, 5), context=(Moved(CENTRE, "kran", 9),))
    assert plan(header, standing).take_from == {HOUSE_LOG.key: 1}


def test_context_within_the_bundle_is_fine():
    context = (Moved(HOUSE, "common", 3),)
    header = a_header(a_range(HOUSE_LOG, 1, 5), a_range(HOUSE_COMMON, 1, 3), context=context)
    assert len(plan(header).take_from) == 2


@pytest.mark.parametrize(
    ("moved", "heads", "site"),
    [
        (Moved(HOUSE, "common", 4), None, "kran"),
        (
            Moved(CENTRE, "kran", 12),
            ((CENTRE_LOG, 12, head(CENTRE_LOG, 12)),),
            "municipality",
        ),
        (Moved(b"?" * 16, "kran", 1), None, "kran"),
    ],
    ids=["brought too short", "named by the receipt", "named by nobody"],
)
def test_context_that_is_not_here_is_refused(moved, heads, site):
    header = a_header(
        a_range(HOUSE_LOG, 1, 5), a_range(HOUSE_COMMON, 1, 3), context=(moved,), heads=heads
    )
    with pytest.raises(ContextError) as refused:
        plan(header)
    assert refused.value.facts == {"site": site, "seq": moved.seq}


# the whole ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class History:
    """One log of the sender, what we hold of it, and from where the sender believes we lack it."""

    ends: list[int]
    ours: int
    known: int


@st.composite
def histories(draw) -> History:
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=8))
    ends = [sum(sizes[: at + 1]) for at in range(len(sizes))]
    ours = draw(st.sampled_from([0, *ends]))
    return History(ends, ours, draw(st.sampled_from([end for end in (0, *ends) if end <= ours])))


def world(logs: list[History]):
    """Build the header of an honest sender and where we stand."""
    names = [LogName(HOUSE, "kran", "kran", 1, HOUSE_COPY), HOUSE_COMMON][: len(logs)]
    ranges = [
        a_range(name, log.known + 1, log.ends[-1])
        for name, log in zip(names, logs, strict=False)
        if log.known < log.ends[-1]
    ]
    heads = tuple(
        (name, log.ends[-1], head(name, log.ends[-1]))
        for name, log in zip(names, logs, strict=False)
    )
    standing = {
        name.key: standing_at(name, log.ours, *(end for end in log.ends if end <= log.ours))
        for name, log in zip(names, logs, strict=False)
    }
    return a_header(*ranges, heads=heads), standing, dict(zip(names, logs, strict=False))


@given(st.lists(histories(), min_size=1, max_size=2))
def test_honest_sender_gives_exactly_what_is_missing(logs):
    header, standing, held = world(logs)
    expected = {name.key: log.ours + 1 for name, log in held.items() if log.ours < log.ends[-1]}
    assert plan(header, standing).take_from == expected


@given(st.lists(histories(), min_size=1, max_size=2))
def test_after_taking_it_the_same_bundle_is_already_here(logs):
    header, _standing, held = world(logs)
    after = {name.key: standing_at(name, log.ends[-1], *log.ends) for name, log in held.items()}
    assert plan(header, after).is_already


@given(histories(), st.data())
def test_any_other_head_at_or_below_ours_is_a_fork(log, data):
    held = data.draw(st.sampled_from(log.ends))
    ours = data.draw(st.sampled_from([end for end in log.ends if end >= held]))
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, ours, *(e for e in log.ends if e <= ours))}
    heads = ((HOUSE_LOG, held, head(HOUSE_LOG, held, "other")),)
    with pytest.raises(ForkError):
        plan(a_header(heads=heads), standing)


@given(histories(), st.integers(2, 50))
def test_anything_missing_before_it_is_a_gap(log, missing):
    first = log.ours + missing
    standing = {HOUSE_LOG.key: standing_at(HOUSE_LOG, log.ours)}
    with pytest.raises(GapError) as refused:
        plan(a_header(a_range(HOUSE_LOG, first, first + 3)), standing)
    assert refused.value.facts == {"site": "kran", "first": log.ours + 1, "last": first - 1}
