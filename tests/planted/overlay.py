"""Lay changed sources over modules of the house while they are imported: no file is touched."""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType


class _Planted(SourceFileLoader):
    """Loads a module from other words than those of its file."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.get_filename(fullname), "exec")


class _Overlay(MetaPathFinder):
    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._sources:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(fullname)
        spec.loader = _Planted(fullname, spec.origin, self._sources[fullname])
        return spec


def lay_over(sources: Mapping[str, str]) -> None:
    """From now on, in this process. Raises ImportError for what was imported already."""
    for name in sources:
        if name in sys.modules:
            message = f"{name} was imported before its bug was planted"
            raise ImportError(message)
    sys.meta_path.insert(0, _Overlay(sources))
