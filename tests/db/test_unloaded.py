"""Unused modules stay away until somebody asks for them, and are whole then."""

import subprocess
import sys

UNTOUCHED = """
import sys
import kazanlak_case.db.casefile
import kazanlak_case.domain.rules.numbers
from kazanlak_case.db.unloaded import UNUSED, Unloaded
assert {name for name in UNUSED if isinstance(sys.modules[name], Unloaded)} == set(UNUSED)
assert "_ssl" not in sys.modules and "asyncio.tasks" not in sys.modules
import ssl
assert ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).verify_mode is ssl.CERT_REQUIRED
import asyncio
assert not hasattr(asyncio, "no_such_thing")
async def answer():
    await asyncio.sleep(0)
    return 42
sys.stdout.write(str(asyncio.run(answer())))
import pydoc, asyncio.events
assert asyncio.events is sys.modules["asyncio.events"]
assert pydoc.splitdoc("one")[0] == "one" and type(asyncio) is type(sys)
"""


def test_unused_modules_are_loaded_when_they_are_used() -> None:
    said = subprocess.run(
        [sys.executable, "-c", UNTOUCHED], capture_output=True, text=True, timeout=60, check=False
    )
    assert (said.stdout, said.stderr) == ("42", "")
