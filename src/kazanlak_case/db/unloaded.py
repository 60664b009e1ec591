"""Large modules that libraries import and nobody here uses are loaded only if somebody does.

SQLAlchemy brings asyncio for engines of another kind, and with it TLS; the check of ЕГН brings TLS and Python's help.
Together they are 9 MB that would stay in memory all day.
"""

from __future__ import annotations

import inspect
import sys
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kazanlak_case.overriding import override

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

UNUSED: dict[str, dict[str, object]] = {
    "asyncio": {"iscoroutine": inspect.iscoroutine},
    "ssl": {},
    "pydoc": {},
}
"""Modules, with what of them is asked for although it is not used."""

_loading = RLock()


class Unloaded(ModuleType):
    """Stands for a module until something of it is needed, and becomes it then."""

    def __init__(self, spec: ModuleSpec, known: dict[str, object]) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        self.__loader__ = spec.loader
        self.__file__ = spec.origin
        if spec.submodule_search_locations is not None:
            self.__path__ = spec.submodule_search_locations
        vars(self).update(known)

    @override
    def __getattr__(self, name: str) -> Any:
        """Load what is missing. A name of Python's own only asks what kind of module this is."""
        if name.startswith("__"):
            raise AttributeError(name)
        with _loading:
            spec = self.__spec__
            if type(self) is Unloaded and spec is not None and "__loading__" not in vars(self):
                vars(self)["__loading__"] = True
                if spec.loader is not None:
                    spec.loader.exec_module(self)
                object.__setattr__(self, "__class__", ModuleType)
        try:
            return vars(self)[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def leave_unloaded() -> None:
    """Stand for the unused modules, wherever they are not loaded yet."""
    for name, known in UNUSED.items():
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            sys.modules[name] = Unloaded(spec, known)
