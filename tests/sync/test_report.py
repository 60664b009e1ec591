"""What is told of an import."""

from kazanlak_case.domain.bundle_errors import BundleTruncatedError
from kazanlak_case.domain.exchange import FORMAT, Header, Merged, Receipt
from kazanlak_case.sync.report import already_report, lines_of, merged_report, refused_report

HEADER = Header(
    bundle=b"b" * 16,
    format=FORMAT,
    program="1",
    sender=b"H" * 16,
    sender_site="kran",
    receiver=b"C" * 16,
    receiver_site="municipality",
    sequence=1,
    created="2022-05-14T10:00:00+00:00",
    ranges=(),
    context=(),
    receipt=Receipt(b"h" * 16, b"H" * 16, "kran", ()),
    counts={},
    segments=0,
)
MERGED = Merged(new=12, changed=3, deleted=1, conflicts=2, touched={"person": 4})


def test_merge_is_told_in_numbers_and_can_be_undone():
    report = merged_report(HEADER, MERGED, duplicates=1)
    assert (report.status, report.new, report.changed) == ("merged", 12, 3)
    assert (report.conflicts, report.duplicates, report.rejected) == (2, 1, 0)
    assert report.undo == HEADER.bundle.hex()
    assert report.touched == {"person": 4}
    assert [(line.code, line.count) for line in lines_of(report)] == [
        ("new", 12),
        ("changed", 3),
        ("conflicts", 2),
        ("duplicates", 1),
    ]


def test_rehearsal_leaves_nothing_to_undo():
    report = merged_report(HEADER, MERGED, duplicates=0, rehearsal=True)
    assert report.rehearsal
    assert report.undo is None


def test_already_says_only_that():
    report = already_report(HEADER)
    assert (report.status, report.new, report.undo) == ("already", 0, None)
    assert [line.message.format(**line.facts) for line in lines_of(report)] == [
        "New records: 0",
        "Changed records: 0",
    ]


def test_refusal_carries_code_and_sentence():
    error = BundleTruncatedError(path="x.kbundle")
    assert refused_report(error, "Пакетът е повреден.").code == "truncated"
    report = refused_report(error, "Пакетът е повреден.", header=HEADER, rehearsal=True)
    assert (report.status, report.reason) == ("refused", "Пакетът е повреден.")
    assert (report.sender_site, report.rehearsal) == ("kran", True)
