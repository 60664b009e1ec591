"""Look for bytes that the inside reader of bundles answers with anything but a named refusal; guided by coverage.

What is accepted must also come back the same when it is written and read again. Run by tests/fuzz/run.py.
"""

import sys
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kazanlak_case.export", "kazanlak_case.domain"]):
    from kazanlak_case.domain.bundle_errors import BundleError
    from kazanlak_case.export.bundle_format import MAGIC, Manifest, Member
    from kazanlak_case.export.bundle_manifest import read_manifest, write_manifest
    from kazanlak_case.export.bundle_parser import BundleParser
    from kazanlak_case.export.bundle_read import _Cover
    from kazanlak_case.export.bundle_segments import (
        QUICK,
        compress,
        decompress,
        read_segment,
        write_segment,
    )

PIECE = 1000


def manifest(content: bytes) -> None:
    """Read a manifest."""
    found = read_manifest(content)
    again = read_manifest(write_manifest(found))
    assert again == found


def segment(content: bytes) -> None:
    """Read a segment as it lies in a member, once it is unfolded."""
    found = read_segment(content)
    packed = write_segment(found)
    assert read_segment(packed) == found
    assert read_segment(packed, trusting=True) == found


def member(content: bytes) -> None:
    """Unfold a member."""
    read_segment(decompress(content))


def whole(content: bytes) -> None:
    """Read all that is inside of a bundle, as it comes out of the seal; the signature is taken for right."""
    cover = _Cover()

    def accept(text: bytes, _signature: bytes) -> Manifest:
        found = read_manifest(text)
        cover.expect(found)
        return found

    def take(part: Member, found: bytes) -> None:
        if part.is_attachment:
            return
        cover.check(read_segment(decompress(found)))

    parser = BundleParser(accept, take)
    for at in range(0, len(content), PIECE):
        parser.write(content[at : at + PIECE])
    parser.finish()
    cover.finish()


LAYERS = (manifest, segment, member, whole)


def one_input(data: bytes) -> None:
    """Give some bytes to the layer that the first of them says."""
    if not data:
        return
    with suppress(BundleError):
        LAYERS[data[0] % len(LAYERS)](data[1:])


def seeds(folder: Path) -> None:
    """Write sound examples of each layer, for the fuzzer to begin with."""
    from support.bundles import Courier, visits

    folder.mkdir(parents=True, exist_ok=True)
    some = [visits(1, 12), visits(13, 20)]
    plain = Courier(folder).plain(some)
    size = int.from_bytes(plain[8:12], "big")
    examples = [
        b"\x00" + plain[12 : 12 + size],
        *(b"\x01" + write_segment(one) for one in some),
        *(b"\x02" + compress(write_segment(one), QUICK) for one in some),
        b"\x03" + plain,
        b"\x03" + MAGIC,
    ]
    for number, example in enumerate(examples):
        (folder / f"seed-{number}").write_bytes(example)


if __name__ == "__main__":
    seeds(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
