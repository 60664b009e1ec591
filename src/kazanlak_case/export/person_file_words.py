"""Put what is kept about one person in plain words: titles of its parts, values, and what the law has said with them."""

from collections.abc import Iterator
from datetime import date

from kazanlak_case.db.reference import code_lists_of, settlements
from kazanlak_case.domain.fields import FieldSpec, Kind, Value, specs_of
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.readings import TAKEN_OUT_WORDS
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.export.report_words import day_in_words
from kazanlak_case.i18n import _
from kazanlak_case.services.disclosure import FileRecord, PersonFile
from kazanlak_case.services.history import HistoryFact
from kazanlak_case.services.kin_words import kin_word
from kazanlak_case.services.record_words import part_words
from kazanlak_case.services.retention import Retention

LEFT_OUT_FIELDS = frozenset({"person", "participation"})
"""References that say again whose file it is."""


class FileWords:
    """Words the values of one file, with the lists of its profile."""

    def __init__(
        self, profile: MunicipalityProfile, language: str, *, sex: str | None = None
    ) -> None:
        self._sex = sex
        self._profile = profile
        self._lists = code_lists_of(profile)
        self._language = language

    def title(self, record: str) -> str:
        """Name a part of the file."""
        return _(part_words(record))

    def lines(self, one: FileRecord) -> Iterator[tuple[str, str]]:
        """Give the filled fields of a record: label and value."""
        for spec in specs_of(RECORDS[one.record]):
            if spec.name in one.values and spec.name not in LEFT_OUT_FIELDS:
                value = one.labels.get(spec.name) or self.value(spec, one.values[spec.name])
                if one.person_is and spec.name == "relation":
                    yield _("Tie"), self.tie(one.person_is)
                    continue
                if spec.kind is not Kind.REFERENCE or spec.name in one.labels:
                    yield _(spec.label), value

    def tie(self, person_is: str) -> str:
        """Say what the person is to the other end of a tie, who is not named here."""
        word = _(kin_word(person_is, self._sex))
        return _("the person is: {relation} of somebody else").format(relation=word)

    def of(self, one: FileRecord, name: str) -> str:
        """Give one field of a record; nothing where it is empty or left out."""
        if name not in one.values:
            return ""
        spec = next(each for each in specs_of(RECORDS[one.record]) if each.name == name)
        return one.labels.get(name) or self.value(spec, one.values[name])

    def value(self, spec: FieldSpec, value: Value) -> str:
        """Write one value as people read it."""
        if value is None or value == "":
            return "–"
        if isinstance(value, date):
            return day_in_words(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return self._text(spec, str(value))

    def _text(self, spec: FieldSpec, text: str) -> str:
        if spec.kind in {Kind.CHOICE, Kind.CODES}:
            codes = text.split() if spec.kind is Kind.CODES else [text]
            name = spec.choices or ""
            return ", ".join(self._lists.label(name, code, self._language) for code in codes)
        if spec.kind is Kind.SETTLEMENT:
            found = settlements().by_code(text)
            return found.short if found else text
        return text

    def change(self, fact: HistoryFact) -> str:
        """Say what one change did."""
        entry = fact.entry
        words = {"born": _("written down"), "deleted": _("deleted"), "kept": _("brought back")}
        if entry.field is None:
            return words.get(entry.kind, entry.kind)
        spec = next(one for one in specs_of(RECORDS[entry.record]) if one.name == entry.field)
        old = fact.old_label or self.value(spec, entry.old)
        new = fact.new_label or self.value(spec, entry.new)
        return _("{field}: from “{old}” to “{new}”").format(field=_(spec.label), old=old, new=new)

    def site(self, code: str) -> str:
        """Name a house as people do."""
        site = self._profile.site(code)
        return site.name if site else code

    def taken_out(self, what: str) -> str:
        """Say what was done with the data."""
        return _(TAKEN_OUT_WORDS.get(what, what))

    def about_the_keeping(self, file: PersonFile) -> Iterator[tuple[str, str]]:
        """Say what a person must be told with the data (art. 15(1)): who keeps them, why, how long, what one may do."""
        settings, kept = self._profile.settings, Retention.of(self._profile)
        yield _("Kept by"), str(settings.get("data_protection.controller") or self._profile.name)
        officer = [
            str(settings.get(f"data_protection.{name}") or "")
            for name in ("officer", "officer_contact")
        ]
        yield (
            _("Data protection officer"),
            ", ".join(filter(None, officer)) or _("ask the municipality"),
        )
        yield (
            _("What for"),
            _(
                "for social support and for the reports of project “{title}” to its funds: a task in the public "
                "interest and a legal obligation (art. 6(1)(c) and (e), art. 9(2)(b) and (g) of Regulation (EU) 2016/679)"
            ).format(title=self._profile.title),
        )
        until = day_in_words(kept.until) if kept.until else _("not settled yet")
        yield _("Kept until"), " – ".join(part for part in (until, kept.reason) if part)
        yield _("Where from"), _("from you, from those who referred you, and from our own work")
        yield (
            _("Your rights"),
            _(
                "You may ask for a correction, for erasure where the law allows it, for restriction of processing, and "
                "object. You may complain to the Commission for Personal Data Protection."
            ),
        )
        if file.is_practice:
            yield _("Note"), _("Everybody in this file is made up.")
