"""Write docs/sbom.cdx.json: everything that is pinned, as a CycloneDX 1.6 inventory.

It says nothing of when or where it was written, so that the same lock gives the same file.
"""

from __future__ import annotations

import json
import sys
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

from locked import LOCK, ROOT, Locked, licence_of, needed_to_run, read_lock

TARGET = ROOT / "docs" / "sbom.cdx.json"
SPACE = uuid.UUID("5f0c4f0e-2c9b-5d0e-9a51-6c1f9d3c7a10")
PROGRAM = "kazanlak-case"


def main() -> int:
    """Write the inventory where it is asked for."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(inventory(), encoding="utf-8")
    print(f"{target}: {len(read_lock())} packages")
    return 0


def inventory() -> str:
    """Give the inventory's text."""
    lock, packages, needed = LOCK.read_bytes(), read_lock(), needed_to_run()
    main_one = {
        "type": "application",
        "bom-ref": PROGRAM,
        "name": PROGRAM,
        "version": version(),
        "licenses": [{"expression": "EUPL-1.2"}],
    }
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, sha256(lock).hexdigest() + version())}",
        "version": 1,
        "metadata": {
            "component": main_one,
            "properties": [{"name": "requirements.lock:sha256", "value": sha256(lock).hexdigest()}],
        },
        "components": [_component(one, needed) for one in packages],
        "dependencies": [
            {"ref": PROGRAM, "dependsOn": [one.purl for one in packages if one.name in needed]}
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def version() -> str:
    """Read the program's version where it is written."""
    text = (ROOT / "src" / "kazanlak_case" / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def _component(one: Locked, needed: frozenset[str]) -> dict[str, Any]:
    properties = [{"name": "lock:sha256", "value": value} for value in one.hashes]
    if one.marker:
        properties.append({"name": "lock:marker", "value": one.marker})
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
        # what only tests and building need goes into no installer
        "scope": "required" if one.name in needed else "excluded",
        "licenses": [{"expression": licence_of(one)}],
        "properties": properties,
    }


if __name__ == "__main__":
    sys.exit(main())
