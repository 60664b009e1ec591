"""The form of a visit: the fields of the entry, and beside them who else, how long, the next step and the plan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout
from typing_extensions import override

from kazanlak_case.domain.fields import FieldSpec, Kind, Value
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.visit_parts.chips import Chips, family_words
from kazanlak_case.ui.visit_parts.extra_fields import extra_fields, ids_of
from kazanlak_case.ui.visit_parts.found import ActionsFound, StaffFound
from kazanlak_case.ui.visit_parts.minutes import MinuteChips
from kazanlak_case.ui.visit_parts.next_day import NextDay
from kazanlak_case.ui.visit_parts.services_found import ServicesFound
from kazanlak_case.ui.visit_parts.text_inserter import TextInserter
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.visit_start import AboutVisit
    from kazanlak_case.ui.forms.picker import Suggest
    from kazanlak_case.ui.kit import Kit

ESCORTS = frozenset({"soc_accompany"})
"""Services whose form asks for the institution; so does the form “in an institution”."""
IN_INSTITUTION = "institution"
NOTE_HEIGHT = 96


class VisitEditor(RecordEditor):
    """Edits one visit."""

    def __init__(self, parent: QWidget, kit: Kit, edit: Edit) -> None:
        self._is_new = edit.record_id is None
        self._about: AboutVisit | None = None
        self._is_built = False
        self._actions = ActionsFound(kit)
        super().__init__(parent, "visit", kit, edit)
        self.services = ServicesFound(kit.lookups)
        self.people = Chips(
            self, "people", kit.look, finder_of(kit.operations, kit.lookups, "person")
        )
        self._family = QuietButton(self.people, "wholeFamily", kit.look, icon="users")
        restyled(self._family, tiny=True, bare=True)
        self.workers = Chips(self, "workers", kit.look, StaffFound(kit, self._mine).suggest)
        self._lengths = MinuteChips(self, kit.look)
        self._next = NextDay(self, kit)
        self.done = named(QCheckBox(self), "actionDone")
        self.texts = TextInserter(self, kit, self._part("note"))
        self._put_in()
        self._is_built = True
        self._word_extras()
        self._show_extras()
        self._adapt()

    @override
    def specs_for(self, specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
        # one line is enough for what was agreed, and leaves room for its day
        shown = tuple(
            replace(one, kind=Kind.TEXT) if one.name == "agreed" else one for one in specs
        )
        return (*shown, *extra_fields(self._is_new))

    @override
    def retranslate(self) -> None:
        super().retranslate()
        if self._is_built:
            self._word_extras()

    @override
    def begin_with(self, values: Mapping[str, Value]) -> None:
        super().begin_with(values)
        self._show_extras()
        self._adapt()

    def know(self, about: AboutVisit) -> None:
        """Take what is to be known about whoever was chosen: the family, and what is open in the plan."""
        self._about = about
        self._actions.actions = about.actions
        self._family.say(family_words(len(about.family) + 1), hint=_("Ctrl+J"))
        self._offer_family()
        picker = self.form.box("plan_action").editor if self.form.shows("plan_action") else None
        if picker is not None:
            self.form.box("plan_action").setVisible(
                bool(about.actions) or bool(self.state.value("plan_action"))
            )
            chosen = next(
                (one for one in about.actions if one.id == self.state.value("plan_action")), None
            )
            if chosen is not None:
                self.form.name_reference("plan_action", chosen.text)

    def add_family(self) -> None:
        """Add all who live with the person, in one stroke."""
        if self._about is not None and not self._family.isHidden():
            self.people.add_all({one.person: one.name for one in self._about.family})
            self.go_to("note")

    def fix_person(self) -> None:
        """Keep the person as it stands: another one is for moving, which says why."""
        if self.form.shows("person"):
            self.form.box("person").editor.setEnabled(False)
        self.ask_reason(False)

    def find_people_by(self, suggest: Suggest) -> None:
        """Find whom it is about by this way."""
        if self.form.shows("person"):
            self.form.box("person").editor.picker.look_in(suggest)  # type: ignore[attr-defined]  # a picker

    def ask_reason(self, asks: bool) -> None:
        """Ask why it is corrected, or not."""
        if self.form.shows("correction"):
            box = self.form.box("correction")
            box.say_label(_("{label} *").format(label=_("Why it was corrected")))
            box.setVisible(asks)

    def go_to(self, name: str) -> None:
        """Go to a field, where it is shown at all."""
        part = self._part(name)
        if part is not None:
            part.setFocus()

    def is_at(self, name: str) -> bool:
        """Tell whether one stands in a field."""
        part = self._part(name)
        return part is not None and part.hasFocus()

    def _part(self, name: str) -> QWidget | None:
        return self.form.box(name).editor.part if self.form.shows(name) else None

    @override
    def save(self) -> None:
        if self._next.unreadable() and self._now("agreed"):
            self.form.box("agreed").show_problem(self._next.unreadable())
            self._next.part.setFocus()
            return
        super().save()

    @override
    def _on_draft(self, draft: dict[str, object]) -> None:
        super()._on_draft(draft)
        if self._is_built:
            self._show_extras()
            self._adapt()

    @override
    def _on_edited(self) -> None:
        super()._on_edited()
        if self._is_built:
            self._adapt()

    def _put_in(self) -> None:
        """Put the extras beside the fields they belong to."""
        self._family.hide()
        self.people.offer(self._family)
        self._below("person", self.people)
        self._below("staff_member", self.workers)
        self._below("minutes", self._lengths)
        if (note := self._part("note")) is not None:
            # what comes below is wanted in sight too: a long text scrolls
            note.setMaximumHeight(self._kit.look.tokens.px(NOTE_HEIGHT))
        self._below("note", self.texts.button)
        has_next = self._is_new and self.form.shows("agreed")
        layout = self.form.box("agreed").layout() if has_next else None
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(1, self._next.line_with(self.form.box("agreed").editor))
        if self.form.shows("plan_action"):
            self._below("plan_action", self.done)
            self.form.box("plan_action").hide()
            editor = self.form.box("plan_action").editor
            editor.picker.opens_when_entered = True  # type: ignore[attr-defined]  # a picker of records
            editor.picker.look_in(self._actions.suggest)  # type: ignore[attr-defined]  # as above
        self._next.setVisible(has_next)
        self._next.words.setVisible(has_next)
        if self.form.shows("service"):
            picker = self.form.box("service").editor.picker  # type: ignore[attr-defined]  # a long list
            picker.look_in(self.services.suggest)
        self._listen()
        self._order_tabs()

    def _listen(self) -> None:
        self._family.clicked.connect(self.add_family)
        self.people.named_all.connect(self._offer_family)
        self.people.changed.connect(self._on_people)
        self.workers.changed.connect(self._on_workers)
        self._lengths.chosen.connect(partial(self.form.put, "minutes"))
        self._next.edited.connect(self._on_next)
        self._next.submitted.connect(self.save)
        self.done.clicked.connect(self._on_done)
        for keys, act in (("Ctrl+J", self.add_family), ("Ctrl+U", self.people.ask)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _order_tabs(self) -> None:
        """Let Tab go through the extras where they stand; the fields keep their own order."""
        stops: dict[str, list[QWidget]] = {
            "person": self.people.stops(),
            "staff_member": self.workers.stops(),
            "note": [self.texts.button],
            "agreed": [self._next],
            "plan_action": [self.done],
        }
        for name, extras in stops.items():
            if (part := self._part(name)) is not None:
                for before, after in pairwise([part, *extras]):
                    self.setTabOrder(before, after)

    def _below(self, name: str, part: QWidget) -> None:
        part.setVisible(self.form.shows(name))
        if not self.form.shows(name):
            return
        layout = self.form.box(name).layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, part, 0)

    def _word_extras(self) -> None:
        self.people.say(
            _("Somebody else"), _("Without {name}"), _("Who else was there"), hint=_("Ctrl+U")
        )
        self.workers.say(_("With a colleague"), _("Without {name}"), _("Who else did it"))
        self._lengths.retranslate()
        self._next.retranslate()
        if isinstance(line := self._part("agreed"), QLineEdit):
            line.setPlaceholderText(_("With a day it becomes a task") if self._is_new else "")
        self.done.setText(_("Done by this visit"))

    def _adapt(self) -> None:
        """Show what this kind of visit asks for."""
        is_escort = self._now("service") in ESCORTS or self._now("form") == IN_INSTITUTION
        if self.form.shows("institution"):
            is_filled = bool(self.state.value("institution"))
            self.form.box("institution").setVisible(is_escort or is_filled)
        self._lengths.show_value(self._now("minutes"))
        self.texts.service = str(self._now("service") or "")
        self.done.setVisible(self._is_new and bool(self._now("plan_action")))
        if self._is_new and self._now("agreed") and not self.state.is_touched("next_on"):
            self.state.put("next_on", self._next.offer_week())

    def _now(self, name: str) -> Value:
        """Give what stands in a field; nothing where it is not shown."""
        return self.state.value(name) if name in self.state.specs else None

    def _show_extras(self) -> None:
        self._next.show_value(self.state.value("next_on") if self._is_new else None)
        self.done.setChecked(self._is_new and bool(self.state.value("action_done")))
        self.workers.show_ids(self._kit, "staff_member", ids_of(self.state.value("workers")))
        self.people.show_ids(self._kit, "person", ids_of(self.state.value("people")))

    def _offer_family(self) -> None:
        """Offer the family as long as somebody of it is not in it yet."""
        if self._about is None:
            return
        missing = {one.person for one in self._about.family} - set(self.people.chosen)
        self._family.setVisible(bool(missing))
        self.people.arrange()

    def _on_people(self) -> None:
        self.state.put("people", " ".join(self.people.chosen))
        self._offer_family()
        self.form.edited.emit()

    def _on_workers(self) -> None:
        self.state.put("workers", " ".join(self.workers.chosen))
        self.form.edited.emit()

    def _on_next(self) -> None:
        value = self._next.value()
        self.state.put("next_on", value)
        if self.form.shows("agreed"):
            self.form.box("agreed").show_problem("")
        self.form.edited.emit()

    def _on_done(self, is_done: bool) -> None:
        self.state.put("action_done", is_done)
        self.form.edited.emit()

    def _mine(self) -> Value:
        return self._now("staff_member")
