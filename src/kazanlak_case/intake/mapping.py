"""What the columns and words of one kind of list mean, kept as TOML: written by the wizard, or shipped."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kazanlak_case.domain.workbook_errors import MappingError
from kazanlak_case.i18n import _
from kazanlak_case.intake.cells import fold
from kazanlak_case.intake.headings import Column, Headings, best_target, key_of
from kazanlak_case.intake.targets import IGNORED, targets
from kazanlak_case.paths import resource

FORMAT = 1
SUFFIX = ".toml"
_SHIPPED = "mappings"
_FIT_NAME = re.compile(r"[\w\- ]{1,80}")


@dataclass(frozen=True, slots=True)
class ListMapping:
    """How one kind of list is read.

    Attributes:
        name: What it is called; also its file's name.
        title: What it is for, in the words of whoever made it.
        sheet: The sheet to read; "" is the one with the best headings.
        heading_rows: First and last row of the headings; none: they are looked for.
        columns: Target by heading, or by column letter written "@C". Columns not named here are not taken.
        words: By target, code by word.
        constants: Value by target for every row that says nothing itself.
        must_have_one_of: A row that answers none of these is nobody who can be named.
        verbatim: Targets taken as written: a case number instead of a name keeps its letters.
        same_name_is_same_person: The name is an identifier, and who has it again is the same person.
    """

    name: str = ""
    title: str = ""
    sheet: str = ""
    heading_rows: tuple[int, int] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    must_have_one_of: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    same_name_is_same_person: bool = False

    @classmethod
    def parse(cls, text: str, *, path: str) -> "ListMapping":
        """Read a mapping.

        Raises:
            MappingError: It is not TOML, or names something unknown.
        """
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise MappingError(path=path, detail=str(error)) from error
        if data.get("format") != FORMAT:
            raise MappingError(path=path, detail=_("it is of another format"))
        try:
            mapping = cls._of(data)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise MappingError(path=path, detail=_("it is not built as a mapping")) from error
        mapping.check(path=path)
        return mapping

    @classmethod
    def _of(cls, data: dict[str, object]) -> "ListMapping":
        rows = _table(data, "rows")
        first, last = data.get("heading_row"), data.get("heading_row_last", data.get("heading_row"))
        return cls(
            name=str(data.get("name", "")),
            title=str(data.get("title", "")),
            sheet=str(data.get("sheet", "")),
            heading_rows=(first, last)
            if isinstance(first, int) and isinstance(last, int)
            else None,
            columns=_texts(_table(data, "columns")),
            words={
                target: _texts(table)
                for target, table in _table(data, "words").items()
                if isinstance(table, dict)
            },
            constants=_texts(_table(data, "constants")),
            must_have_one_of=tuple(map(str, _list(rows, "must_have_one_of"))),
            verbatim=tuple(map(str, _list(rows, "verbatim"))),
            same_name_is_same_person=rows.get("same_name_is_same_person") is True,
        )

    def check(self, *, path: str) -> None:
        """Refuse a target nobody knows.

        Raises:
            MappingError: It is named.
        """
        named = {
            *self.columns.values(),
            *self.words,
            *self.constants,
            *self.must_have_one_of,
            *self.verbatim,
        }
        unknown = sorted(name for name in named if name not in targets())
        if unknown:
            raise MappingError(
                path=path, detail=_("“{name}” is nothing a column can mean").format(name=unknown[0])
            )

    def folded_words(self) -> dict[str, dict[str, str]]:
        """Give the words in the shape cells are compared in."""
        return {
            target: {fold(word): code for word, code in table.items()}
            for target, table in self.words.items()
        }

    def applied(self, headings: Headings) -> Headings:
        """Give the columns the meaning this mapping says; what it does not name stays unrecognised."""
        by_key = {
            key_of(name): target
            for name, target in self.columns.items()
            if not name.startswith("@")
        }
        columns = tuple(self._meant(column, by_key) for column in headings.columns)
        return replace(headings, columns=columns)

    def _meant(self, column: Column, by_key: Mapping[str, str]) -> Column:
        target = self.columns.get(f"@{column.letter}") or by_key.get(key_of(column.text))
        if target is None and best_target(column.text)[0] == IGNORED:
            target = IGNORED  # the column of reasons in a rejects workbook
        return replace(column, target=target, score=100 if target else 0)

    def as_toml(self) -> str:
        """Write the mapping down."""
        lines = [
            f"format = {FORMAT}",
            f"name = {_quoted(self.name)}",
            f"title = {_quoted(self.title)}",
        ]
        if self.sheet:
            lines.append(f"sheet = {_quoted(self.sheet)}")
        if self.heading_rows:
            lines += [
                f"heading_row = {self.heading_rows[0]}",
                f"heading_row_last = {self.heading_rows[1]}",
            ]
        lines += _written("columns", self.columns)
        for target, table in self.words.items():
            lines += _written(f"words.{_quoted(target)}", table)
        lines += _written("constants", self.constants)
        lines += ["", "[rows]"]
        lines += [
            f"{name} = [{', '.join(map(_quoted, said))}]"
            for name, said in (
                ("must_have_one_of", self.must_have_one_of),
                ("verbatim", self.verbatim),
            )
            if said
        ]
        lines.append(f"same_name_is_same_person = {str(self.same_name_is_same_person).lower()}")
        return "\n".join(lines) + "\n"


def mapping_of(headings: Headings, *, name: str, title: str = "") -> ListMapping:
    """Make the mapping that says what the columns of a list mean now; the wizard changes and saves it."""
    texts = [key_of(column.text) for column in headings.columns]
    columns = {
        (
            column.text if texts.count(key_of(column.text)) == 1 else f"@{column.letter}"
        ): column.target or IGNORED
        for column in headings.columns
    }
    return ListMapping(name=name, title=title, columns=columns)


def save_mapping(mapping: ListMapping, folder: Path) -> Path:
    """Write a mapping beside the others; it replaces one of the same name.

    Raises:
        MappingError: Its name cannot be a file's name.
    """
    if not _FIT_NAME.fullmatch(mapping.name):
        raise MappingError(
            path=mapping.name, detail=_("its name may hold letters, figures and hyphens only")
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{mapping.name}{SUFFIX}"
    path.write_text(mapping.as_toml(), "utf-8")
    return path


def find_mapping(name: str, *, folders: Iterable[Path] = ()) -> ListMapping:
    """Load a mapping by its path or its name, from the given folders or from those shipped.

    Raises:
        MappingError: There is none, or it cannot be used.
    """
    plain = name.removesuffix(SUFFIX)
    places = [Path(name)] + [folder / f"{plain}{SUFFIX}" for folder in folders]
    if _FIT_NAME.fullmatch(plain):
        places.append(resource(f"{_SHIPPED}/{plain}{SUFFIX}"))
    for path in places:
        if path.is_file():
            try:
                return ListMapping.parse(path.read_text("utf-8-sig"), path=path.name)
            except (OSError, UnicodeDecodeError) as error:
                raise MappingError(path=path.name, detail=_("it cannot be read")) from error
    raise MappingError(path=name, detail=_("there is no such mapping"))


def shipped_mappings() -> tuple[str, ...]:
    """Name the mappings that come with the program."""
    return tuple(sorted(path.stem for path in resource(_SHIPPED).glob(f"*{SUFFIX}")))


def _table(data: Mapping[str, object], name: str) -> dict[str, object]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise TypeError(name)
    return found


def _list(data: Mapping[str, object], name: str) -> list[object]:
    found = data.get(name, [])
    if not isinstance(found, list):
        raise TypeError(name)
    return found


def _texts(table: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in table.items() if not isinstance(value, dict)}


def _written(name: str, table: Mapping[str, str]) -> list[str]:
    return (
        ["", f"[{name}]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in table.items())]
        if table
        else []
    )


def _quoted(text: str) -> str:
    plain = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r")
    )
    return f'"{plain}"'
