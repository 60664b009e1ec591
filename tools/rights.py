"""Write docs/rights.md: who may do what, by role, as resources/rights.toml says it.

rights.py            write the page anew
rights.py --check    fail when the page does not say what the file says
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kazanlak_case.db.reference import code_lists
from kazanlak_case.domain.errors import NOT_ALLOWED
from kazanlak_case.domain.fields import FieldSpec, Privacy, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.rights import Act, Action, Rights, can
from kazanlak_case.i18n import _, use_language
from kazanlak_case.paths import locale_folder, resource
from kazanlak_case.services.record_words import record_words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rights.md"
SIGNS = {Action.SEE: "в", Action.WRITE: "п", Action.EXPORT: "и"}
NONE = "–"

HEAD = """# Кой какво може · Who may do what

Написано от `tools/rights.py` по `resources/rights.toml`; не се поправя на ръка. Профилът на общината може да замени
всяка длъжност със своя таблица `[rights.длъжност]`. Каквото не е дадено, е забранено.
Made by `tools/rights.py` of `resources/rights.toml`; not to be edited by hand. A municipality's profile may replace any
role with its own table `[rights.role]`. What is not given is denied.

**в** вижда · sees, **п** пише · writes, **и** изнася от файла · takes out of the file, **–** нищо · nothing.

Каквото длъжността не вижда, не излиза никъде: нито в прозореца, нито в списъци, търсене, история, справки, нито от
командния ред. По номер или телефон, които не вижда, никого не намира. Място или бутон, които само биха отказали, ги няма.
What a role does not see comes out nowhere: neither in the window nor in lists, search, history, reports or on the command
line. Nobody is found by a number or phone that is not seen. A place or button that would only refuse is not there.

Това са правила на програмата (P). Поверителните бележки не се пазят с правило, а с ключ (C): който няма ключа, чете само
шифър, каквото и да пише тук. These are rules of the program (P). Confidential notes are kept by a key, not by a rule (C):
who has no key reads ciphertext only, whatever is said here.

**Изключение: пакетите.** Пакетът е за друго копие на същия файл и носи всичко, запечатано за получателя: и това, което
изнасящият не вижда. Сливането взема каквото други са имали право да напишат; не пита за правата на внасящия. Същото важи за
резервните копия, преместването и подготвянето на къща.
**Exception: bundles.** A bundle is for another copy of the same file and holds everything, sealed to its receiver, also
what whoever writes it does not see. The merge takes what others were allowed to write and does not ask for the rights of
whoever takes it in. The same goes for backups, moving, and preparing a house.

Своето всеки може да върне. Everybody may take back what they wrote themselves.
"""


def page() -> str:
    """Word the whole page."""
    use_language("bg", locale_dir=locale_folder())
    rights = Rights.parse([resource("rights.toml").read_text("utf-8")])
    roles = [entry.code for entry in code_lists().entries("role")]
    parts = [HEAD, "## Полета по вид · Fields by class", *_fields(rights, roles)]
    parts += ["", "## Записи с по-тесни права · Record types that are narrower", ""]
    parts += _narrower(rights, roles)
    parts += ["", "## Действия · Acts", "", *_acts(rights, roles)]
    return "\n".join(parts) + "\n"


def _name(role: str) -> str:
    lists = code_lists()
    return f"{lists.label('role', role, 'bg')} · {lists.label('role', role, 'en')} (`{role}`)"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    yield from ("| " + " | ".join(row) + " |" for row in rows)


CLASSES = {
    Privacy.OPEN: "открити · open",
    Privacy.PERSONAL: "лични · personal",
    Privacy.SPECIAL: "чувствителни · special",
    Privacy.CONFIDENTIAL: "ключ за бележки · key of notes",
}


def _fields(rights: Rights, roles: list[str]) -> Iterator[str]:
    examples = {
        Privacy.OPEN: "имена, дати, случаи, посещения · names, dates, cases, visits",
        Privacy.PERSONAL: "ЕГН, телефон, адрес, бележки · number, phone, address, notes",
        Privacy.SPECIAL: "етнос, увреждане, произход · ethnicity, disability, background",
    }
    yield ""
    yield from (f"- **{CLASSES[one]}**: {words}" for one, words in examples.items())
    yield ""
    yield from _table(
        ("Длъжност · Role", *CLASSES.values()),
        (
            (
                _name(role),
                *(_signs(rights, role, one) for one in examples),
                " ".join(sorted(rights.of(_user(role)).secrets)) or NONE,
            )
            for role in roles
        ),
    )


def _narrower(rights: Rights, roles: list[str]) -> Iterator[str]:
    """List the record types of which a role may less than the classes of their fields say."""
    rows = []
    for role in roles:
        by_signs: dict[str, list[str]] = {}
        for name in RECORDS:
            own, usual = _of_record(rights, role, name)
            if own != usual:
                by_signs.setdefault(own, []).append(f"{_(record_words(name))} (`{name}`)")
        rows += [
            (_name(role), signs, ", ".join(names)) for signs, names in sorted(by_signs.items())
        ]
    yield from _table(("Длъжност · Role", "Само · Only", "Записи · Record types"), rows)


def _of_record(rights: Rights, role: str, name: str) -> tuple[str, str]:
    """Say what is allowed with the fields of a record, and what would be if it were not narrowed."""
    specs = [spec for spec in specs_of(RECORDS[name]) if spec.privacy is not Privacy.CONFIDENTIAL]
    own = {action for action in Action if any(_may(rights, role, action, one) for one in specs)}
    classes = {spec.privacy for spec in specs}
    usual = {action for action in Action if any(_may(rights, role, action, c) for c in classes)}
    return _in_signs(own), _in_signs(usual)


def _acts(rights: Rights, roles: list[str]) -> Iterator[str]:
    for act in Act:
        may = [role for role in roles if act in rights.of(_user(role)).acts]
        words = _(NOT_ALLOWED[act])
        lists = code_lists()
        bg = ", ".join(lists.label("role", role, "bg") for role in may) or NONE
        en = ", ".join(lists.label("role", role, "en") for role in may) or NONE
        yield f"- **{words} · {NOT_ALLOWED[act]}** (`{act}`): {bg} · {en}"


def _signs(rights: Rights, role: str, what: Privacy) -> str:
    return _in_signs({action for action in Action if _may(rights, role, action, what)})


def _in_signs(actions: Iterable[Action]) -> str:
    found = set(actions)
    return " ".join(sign for action, sign in SIGNS.items() if action in found) or NONE


def _may(rights: Rights, role: str, action: Action, what: FieldSpec | Privacy) -> bool:
    return can(rights, _user(role), action, what)


def _user(role: str) -> User:
    from kazanlak_case.domain.fields import RecordId

    return User(id=RecordId("0" * 32), name=role, role=role)


def main() -> int:
    """Write the page, or say that it is stale."""
    made = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text("utf-8") == made else 1
    PAGE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
