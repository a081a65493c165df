"""Studies of tables of many battles. `docs/how-to/study-a-corpus.md` says which columns each needs."""

from __future__ import annotations

from os import PathLike
from typing import Optional, Union

from . import _kidal
from ._commands import _maybe, _number, _path, _seed, _threads
from ._results import Findings

__all__ = ["days", "laws", "outcomes", "sources"]

AnyPath = Union[str, "PathLike[str]"]


def laws(
    *files: AnyPath,
    runs: int = 100_000,
    seed: int = 2012,
    out: Optional[AnyPath] = None,
    threads: Optional[int] = None,
) -> Findings:
    """Which law of attrition do the losses support, and can they tell? A file for each period, or a folder of them.
    `runs`: runs of the published rejection ABC for each period; 0 leaves it out."""
    found = _kidal.laws(
        [_path(one) for one in files],
        out=_maybe(out),
        seed=_seed(seed),
        runs=_number("runs", runs, 0, 100_000_000),
        threads=_threads(threads),
    )
    return Findings(found)


def days(*files: AnyPath, seed: int = 2012, out: Optional[AnyPath] = None, threads: Optional[int] = None) -> Findings:
    """Which law do daily losses support, and what do they say of published fits? Tables of strengths and losses by day, or
    folders of them."""
    found = _kidal.days([_path(one) for one in files], out=_maybe(out), seed=_seed(seed), threads=_threads(threads))
    return Findings(found)


def outcomes(
    file: AnyPath, *, seed: int = 2012, out: Optional[AnyPath] = None, threads: Optional[int] = None
) -> Findings:
    """Who won, how long it took, at what loss, and how much of it could be known beforehand?"""
    return Findings(_kidal.outcomes(_path(file), out=_maybe(out), seed=_seed(seed), threads=_threads(threads)))


def sources(
    file: AnyPath, *, seed: int = 2012, out: Optional[AnyPath] = None, threads: Optional[int] = None
) -> Findings:
    """How far can sources be trusted that tell the same quantities, and who copied whom?"""
    return Findings(_kidal.sources(_path(file), out=_maybe(out), seed=_seed(seed), threads=_threads(threads)))
