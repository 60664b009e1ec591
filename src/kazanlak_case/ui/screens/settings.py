"""„Настройки“: language, looks, locking by itself, backups, and what the program stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from kazanlak_case import __version__
from kazanlak_case.i18n import _
from kazanlak_case.settings import LANGUAGES, THEMES, Settings
from kazanlak_case.ui.attachment_parts.scanner_setting import ScannerSetting
from kazanlak_case.ui.capture import CAN_HIDE
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SCALES = {"100": 1.0, "115": 1.15, "130": 1.3, "150": 1.5}
MINUTES = (1, 2, 3, 5, 10, 15)
LANGUAGE_NAMES = {"bg": "Български", "en": "English"}
BACKUPS = "backup"
"""Folder in the case file that automatic backups are kept in too."""


class SettingsPage(QWidget):
    """Shows what is liked. `settings_chosen` brings the whole of it after each change.

    `links` are the places under this one: by key their sign, title and detail, in English.
    """

    heading_changed = Signal(str, str)
    settings_chosen = Signal(object)
    place_wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        settings: Settings,
        licences: str,
        *,
        links: Mapping[str, tuple[str, str, str]] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        named(self, "settingsPage")
        self._kit = kit
        self._settings = settings
        tokens = kit.look.tokens
        page = ScrollPage(self, "settingsScroll", tokens.large)
        self._looks, self._safety, self._access, self._about = (
            Card(page.page, name, tokens) for name in ("looks", "safety", "access", "about")
        )
        self._words = {key: words for key, (_icon, *words) in links.items()}
        self._links = {
            key: LinkRow(self._access, f"{key}Link", kit.look, icon=icon)
            for key, (icon, *_words) in links.items()
        }
        self.language = WordFilter(self._looks, "language", LANGUAGES)
        self.theme = WordFilter(self._looks, "theme", THEMES)
        self.scale = WordFilter(self._looks, "scale", tuple(SCALES))
        self.minutes = named(QComboBox(self._safety), "lockMinutes")
        self.capture = named(QCheckBox(self._safety), "hideFromCapture")
        self.capture.setEnabled(CAN_HIDE)
        self._capture_hint = Words(self._safety, "captureHint", role="muted", wraps=True)
        self.backup = Button(self._safety, "makeBackup", kit.look, icon="archive")
        self._last = Words(self._safety, "lastBackup", role="muted", wraps=True)
        self._licences = named(QPlainTextEdit(licences, self._about), "licences")
        self._licences.setReadOnly(True)
        self._licences.setMinimumHeight(tokens.px(180))
        self._labels = {
            name: Words(page.page, f"{name}Label", role="label")
            for name in ("language", "theme", "scale", "minutes", "backup", "licences")
        }
        self._titles = {
            name: SectionTitle(card, f"{name}Title")
            for name, card in (
                ("looks", self._looks),
                ("safety", self._safety),
                ("access", self._access),
                ("about", self._about),
            )
        }
        self._version = Words(self._about, "version", wraps=True)
        self.scanner = ScannerSetting(page.page, kit)
        self._build(page)
        self.show_settings(settings)
        self.retranslate()

    def show_settings(self, settings: Settings) -> None:
        """Show what is liked now."""
        self._settings = settings
        self.language.choose(settings.language)
        self.theme.choose(settings.theme)
        _far, nearest = min((abs(one - settings.text_scale), key) for key, one in SCALES.items())
        self.scale.choose(nearest)
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(settings.lock_minutes)))
        self.scanner.show_folder(settings.scanner_folder)
        self.capture.setChecked(settings.hide_from_capture and CAN_HIDE)

    def refresh(self) -> None:
        """Look for the last backup."""
        made = self._backups()
        if not made:
            self._last.setText(_("No backup yet. One is made before each import by itself."))
            return
        moment = datetime.fromtimestamp(made[-1].stat().st_mtime, UTC)
        wording = self._kit.wording
        self._last.setText(
            _("Last backup: {day} {time}, {count} in all.").format(
                day=wording.day(local(moment).date()), time=wording.time(moment), count=len(made)
            )
        )

    def follow(self, changed: Changed) -> None:
        """Look again after an import: it makes a backup."""
        if changed.everything and self.isVisible():
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Settings"), ""

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._titles["looks"].setText(_("Language and looks"))
        self._titles["safety"].setText(_("Safety"))
        self._titles["access"].setText(_("Access and rights"))
        for key, link in self._links.items():
            link.say(*map(_, self._words[key]))
        self.scanner.retranslate()
        self.scanner.show_folder(self._settings.scanner_folder)
        self._titles["about"].setText(_("About the program"))
        words = {
            "language": _("Language"),
            "theme": _("Colours"),
            "scale": _("Size of text"),
            "minutes": _("Lock by itself after"),
            "backup": _("Backups"),
            "licences": _("Licences of what the program brings along"),
        }
        for name, text in words.items():
            self._labels[name].setText(text)
        self.language.say(LANGUAGE_NAMES, words["language"])
        themes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        self.theme.say(themes, words["theme"])
        self.scale.say({key: f"{key} %" for key in SCALES}, words["scale"])
        for at, minutes in enumerate(MINUTES):
            self.minutes.setItemText(at, _("{n} min").format(n=minutes))
        self.minutes.setAccessibleName(words["minutes"])
        self.capture.setText(_("Keep the windows out of screenshots and shared screens"))
        self._capture_hint.setText(
            _("Cameras and other ways of looking remain.")
            if CAN_HIDE
            else _("Only Windows offers this: here every program may take pictures of the screen.")
        )
        self._licences.setAccessibleName(words["licences"])
        self.backup.say(_("Make a backup now"))
        version = _("Case files of the family houses, version {version}. Licence: EUPL-1.2.")
        self._version.setText(version.format(version=__version__))
        self.refresh()
        self.heading_changed.emit(*self.heading())

    def make_backup(self) -> None:
        """Write a backup beside the automatic ones, and read it back."""
        self._kit.operations.one_step(
            _backup,
            title=_("Writing a backup and reading it back"),
            done=self._on_backup,
            failed=self._kit.messages.refuse,
        )

    def _build(self, page: ScrollPage) -> None:
        tokens = self._kit.look.tokens
        for minutes in MINUTES:
            self.minutes.addItem("", minutes)
        self.minutes.setFixedWidth(tokens.px(140))
        for name, card in (
            ("looks", self._looks),
            ("safety", self._safety),
            ("access", self._access),
            ("about", self._about),
        ):
            card.body.addWidget(self._titles[name])
            card.setMaximumWidth(tokens.px(760))
            page.body.addWidget(card)
        page.body.insertWidget(2, self.scanner)
        page.body.addStretch(1)
        for name, part in (
            ("language", self.language),
            ("theme", self.theme),
            ("scale", self.scale),
        ):
            self._looks.body.addLayout(self._line(name, part))
        self._safety.body.addLayout(self._line("minutes", self.minutes))
        self._safety.body.addWidget(self.capture)
        self._safety.body.addWidget(self._capture_hint)
        self._safety.body.addLayout(self._line("backup", self.backup))
        self._safety.body.addWidget(self._last)
        self._access.setVisible(bool(self._links))
        for key, link in self._links.items():
            self._access.body.addWidget(link)
            link.clicked.connect(partial(self.place_wanted.emit, key))
        self._about.body.addWidget(self._version)
        self._about.body.addWidget(self._labels["licences"])
        self._about.body.addWidget(self._licences)
        layout = column(0)
        layout.addWidget(page)
        self.setLayout(layout)
        self.language.chosen.connect(self._on_language)
        self.theme.chosen.connect(self._on_theme)
        self.scale.chosen.connect(self._on_scale)
        self.minutes.activated.connect(self._on_minutes)
        self.capture.clicked.connect(self._on_capture)
        self.backup.clicked.connect(self.make_backup)
        self.scanner.chosen.connect(self._on_scanner)

    def _line(self, name: str, part: QWidget) -> QHBoxLayout:
        line = row(self._kit.look.tokens.large)
        label = self._labels[name]
        label.setMinimumWidth(self._kit.look.tokens.px(190))
        line.addWidget(label)
        line.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        return line

    def _backups(self) -> list[Path]:
        folder = self._kit.operations.case_file.path / BACKUPS
        return sorted(folder.glob("*.kcase"), key=_made_at) if folder.is_dir() else []

    def _choose(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_chosen.emit(settings)

    def _on_language(self, key: str) -> None:
        self._choose(replace(self._settings, language=key))

    def _on_theme(self, key: str) -> None:
        self._choose(replace(self._settings, theme=key))

    def _on_scale(self, key: str) -> None:
        self._choose(replace(self._settings, text_scale=SCALES[key]))

    def _on_minutes(self, _at: int) -> None:
        self._choose(replace(self._settings, lock_minutes=int(self.minutes.currentData())))

    def _on_scanner(self, folder: str | None) -> None:
        self._choose(replace(self._settings, scanner_folder=folder))
        self.scanner.show_folder(folder)

    def _on_capture(self, hides: bool) -> None:
        self._choose(replace(self._settings, hide_from_capture=hides))

    def _on_backup(self, path: Path) -> None:
        self.refresh()
        self._kit.messages.tell(
            _("The backup {name} is written and checked.").format(name=path.name)
        )


def _made_at(path: Path) -> float:
    return path.stat().st_mtime


def _backup(case_file: CaseFile, *, now: datetime) -> Path:
    from kazanlak_case.db.backup import backup_case_file

    return backup_case_file(case_file, case_file.path / BACKUPS, now=now)
