"""A power cut while a scan is attached: what was acknowledged is there whole, and nothing is there by halves."""

import hashlib
import io
import sys
from datetime import datetime
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db import calibration
from kazanlak_case.db.verify import verify
from kazanlak_case.services.attachments import AttachmentDraft, Content, add_attachment
from support.kills import Acknowledge, Opener, fresh, killed, let_go, moments

KILLS = 4
SIZE = 2 << 20

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does"),
    pytest.mark.slow,
]


def content(number: int) -> bytes:
    return number.to_bytes(4, "big") * (SIZE // 4)


def test_acknowledged_scan_is_whole(
    templates: dict[str, Path], tmp_path: Path, now: datetime
) -> None:
    calibration.remember(CHEAP)
    opener, path = Opener(tmp_path / "state", PASSWORD), tmp_path / "kran.kcase"
    fresh(templates["kran"], path)
    let_go(opener.open(path))
    known: set[int] = set()
    for after, seconds in moments(KILLS, 0.2, seed=11):
        start = max(known, default=0) + 1

        def attach(acknowledge: Acknowledge, start: int = start) -> None:
            file = opener.open(path)
            acknowledge("open")
            for number in range(start, start + 100):
                kept = Content(
                    stream=io.BytesIO(content(number)), file_name="a.pdf", media_type="x/y"
                )
                with file.writing(now) as uow:
                    add_attachment(uow, AttachmentDraft(title=str(number)), kept)
                acknowledge(number)

        known |= {
            int(one) for one in killed(attach, acknowledged=after, seconds=seconds) if one != "open"
        }
        file = opener.open(path)
        checked = verify(file)
        assert checked.ok, checked.checks
        assert checked.attachments is not None
        assert checked.attachments.waiting == checked.attachments.unnamed == 0
        with file.reading(now) as uow:
            held = {blob.sha256 for blob in uow.blobs.all()}
        let_go(file)
        assert {hashlib.sha256(content(one)).hexdigest() for one in known} <= held
    assert known
