"""Everything kept about one person, for another program: field names and codes as they are kept (GDPR art. 20)."""

import json
from datetime import date
from decimal import Decimal

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.services.disclosure import FileRecord, PersonFile

FORMAT = "kazanlak_case person file"
VERSION = 1


def person_file_json(file: PersonFile, profile: MunicipalityProfile) -> bytes:
    """Write it; `docs/formats.md` names the keys."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": file.made_at.isoformat(timespec="seconds"),
        "controller": str(profile.settings.get("data_protection.controller") or profile.name),
        "practice": file.is_practice,
        "person": file.person.id,
        "former_ids": list(file.former),
        "site": file.site,
        "records": {
            record: [_record(one) for one in found] for record, found in file.records.items()
        },
        "other_people_in_households": file.others,
        "confidential_notes_left_out": file.sealed,
        "left_out": list(file.left_out),
        "given": [{"to": one.site, "on": one.on.isoformat()} for one in file.bundles],
        "taken_out": [
            {"what": one.what, "by": one.user, "at": one.at.isoformat(timespec="seconds")}
            for one in file.taken_out
        ],
        "history": [
            {
                "at": fact.entry.at.isoformat(timespec="seconds"),
                "by": fact.entry.author,
                "record": fact.entry.record,
                "id": fact.entry.id,
                "kind": fact.entry.kind,
                "field": fact.entry.field,
                "old": _plain(fact.entry.old),
                "new": _plain(fact.entry.new),
            }
            for fact in file.history
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _record(one: FileRecord) -> dict[str, object]:
    told: dict[str, object] = {
        "id": one.id,
        "site": one.site,
        "deleted": one.is_deleted,
        "values": {name: _plain(value) for name, value in one.values.items()},
    }
    if one.person_is:
        told["this_person_is"] = one.person_is
    if one.text is not None:
        told["text"] = one.text
    return told


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
