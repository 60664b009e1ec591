"""Words for what a form says: fields of records by their labels, days, codes, names of staff."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kazanlak_case.db.reference import code_lists_of, paper_forms, settlements
from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, Value, specs_of
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records.person import Person
from kazanlak_case.export.forms.blocks import Pair
from kazanlak_case.export.report_words import birth_in_words, day_in_words
from kazanlak_case.i18n import _
from kazanlak_case.services.paper_facts import PaperFacts


class FormWords:
    """Words the values of one form, in the language of the paper."""

    def __init__(self, facts: PaperFacts, profile: MunicipalityProfile, language: str) -> None:
        self.facts = facts
        self.profile = profile
        self.language = language
        self._lists = code_lists_of(profile)

    def line(self, cls: type, record: Any, name: str, label: str = "") -> Pair:
        """Give a field of a record with its label; nothing where it is empty, or there is no record."""
        spec = next(one for one in specs_of(cls) if one.name == name)
        value = getattr(record, name, None) if record is not None else None
        if isinstance(record, Person) and name == "born_on":
            return label or _(spec.label), birth_in_words(record.born_on, record.born_precision)
        return label or _(spec.label), self.value(spec, value)

    def lines(self, cls: type, record: Any, *names: str) -> list[Pair]:
        """Give several fields with their labels."""
        return [self.line(cls, record, name) for name in names]

    def of(self, record: Any, name: str) -> str:
        """Give the words of one field."""
        return self.line(type(record), record, name)[1] if record is not None else ""

    def value(self, spec: FieldSpec, value: Value) -> str:
        """Write a value as people read it; nothing stays empty."""
        if value is None or value == "":
            return ""
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return self._text(spec, str(value))

    def _text(self, spec: FieldSpec, text: str) -> str:
        if spec.kind is Kind.REFERENCE:
            return self._reference(spec, RecordId(text))
        if spec.kind in {Kind.CHOICE, Kind.CODES}:
            codes = text.split() if spec.kind is Kind.CODES else [text]
            return ", ".join(self.code(spec.choices or "", code) for code in codes)
        return self.settlement(text) if spec.kind is Kind.SETTLEMENT else text

    def code(self, name: str, code: str | None) -> str:
        """Word one code of a list."""
        return self._lists.label(name, code, self.language) if code else ""

    def options(self, name: str, *, leave_out: Iterable[str] = ()) -> list[Pair]:
        """Give the codes of a list with their words, in order."""
        out = frozenset(leave_out)
        labels = self._lists.labels(name, self.language)
        return [(code, label) for code, label in labels.items() if code not in out]

    def settlement(self, code: str | None) -> str:
        """Name a settlement with its municipality."""
        found = settlements().by_code(code)
        return found.label if found else code or ""

    def day(self, day: date | None) -> str:
        """Write a day."""
        return day_in_words(day) if day else ""

    def period(self, first: date | None, last: date | None) -> str:
        """Write from when until when."""
        if not first and not last:
            return ""
        dash = "…"
        return f"{self.day(first) or dash} – {self.day(last) or dash}"

    def staff(self, member: RecordId | None) -> str:
        """Name a member of staff, with the post."""
        if not member:
            return ""
        name = self.facts.staff.get(member, "")
        post = self.code("role", self.facts.posts.get(member))
        return ", ".join(part for part in (name, post) if part)

    def staff_name(self, member: RecordId | None) -> str:
        """Name a member of staff."""
        return self.facts.staff.get(member, "") if member else ""

    def section(self, number: int) -> str:
        """Give the heading of a section of this form."""
        sections = paper_forms()[self.facts.wish.form].sections
        return next(one.title(self.language) for one in sections if one.number == number)

    @property
    def house(self) -> str:
        """The name of the house."""
        site = self.profile.site(self.facts.site)
        return site.name if site and not self.facts.wish.blank else ""

    @property
    def person(self) -> str:
        """The person's full name."""
        return self.facts.person.name if self.facts.person else ""

    @property
    def case_number(self) -> str:
        """The number of the case."""
        return (self.facts.case.number or "") if self.facts.case else ""

    @property
    def leader(self) -> str:
        """The name of who leads the case."""
        return self.staff_name(self.facts.case.leader) if self.facts.case else ""

    def address(self) -> str:
        """Write the person's address, else the household's."""
        for one in (self.facts.person, self.facts.household):
            if one is not None and (one.settlement or one.address):
                parts = (self.settlement(one.settlement), one.address)
                return ", ".join(part for part in parts if part)
        return ""

    def national_id(self) -> Pair:
        """Give the personal number with its kind: only where the form demands it (domain.md, section 9.5)."""
        person = self.facts.person
        kind = self.code("id_type", person.id_type) if person and person.id_type else ""
        number = (person.national_id or "") if person else ""
        is_known = person is not None and bool(number)
        return (kind if is_known else _("Personal number (EGN, LNCh)")), number

    def age_on(self, day: date | None) -> str:
        """Tell how old the person was on a day."""
        born = self.facts.person.born_on if self.facts.person else None
        if not born or not day:
            return ""
        return str(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))

    def _reference(self, spec: FieldSpec, target: RecordId) -> str:
        names = {
            "staff_member": self.facts.staff,
            "partner": self.facts.partners,
            "user": self.facts.users,
        }.get(spec.refers or "", {})
        return names.get(target, "")


def label_of(cls: type, name: str) -> str:
    """Give the label of a field, as the paper says it."""
    spec = next(one for one in specs_of(cls) if one.name == name)
    return _(spec.label)
