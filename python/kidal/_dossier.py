"""A dossier as an object."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any, Union

from . import _commands, _kidal
from ._results import Check, Counterfactual, Findings, Telling

AnyPath = Union[str, "PathLike[str]"]


class Dossier:
    """The folder of a dossier. Its files are read when it is made, so that a fault is found at once, and again by each
    call, so that you can go on editing them.

    >>> kidal.Dossier("dossiers/kidal-2012").check()    # doctest: +SKIP
    """

    def __init__(self, path: AnyPath) -> None:
        #: Where it is.
        self.path = Path(path)
        self.name, _, self.title = _kidal.digest(self.path)

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"<kidal.Dossier {self.name}: {self.title}>"

    @property
    def digest(self) -> str:
        """SHA-256 over names and texts of its files, as they are now."""
        return _kidal.digest(self.path)[1]

    def check(self, **options: Any) -> Check:
        """:func:`kidal.check` of this dossier."""
        return _commands.check(self, **options)

    def tell(self, *by: str) -> Telling:
        """:func:`kidal.tell` of this dossier."""
        return _commands.tell(self, *by)

    def replay(self, **options: Any) -> Findings:
        """:func:`kidal.replay` of this dossier."""
        return _commands.replay(self, **options)

    def weigh(self, **options: Any) -> Findings:
        """:func:`kidal.weigh` of this dossier."""
        return _commands.weigh(self, **options)

    def whatif(self, *change: str, **options: Any) -> Counterfactual:
        """:func:`kidal.whatif` of this dossier."""
        return _commands.whatif(self, *change, **options)

    def sweep(self, **options: Any) -> Findings:
        """:func:`kidal.sweep` of this dossier."""
        return _commands.sweep(self, **options)
