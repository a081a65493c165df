"""A function for each command that studies a dossier."""

from __future__ import annotations

import datetime
import json
import os
from os import PathLike
from pathlib import Path
from typing import Any, Iterable, Optional, Sequence, Union

from . import _kidal
from ._engine import farm
from ._progress import Progress, shown
from ._results import Check, Counterfactual, Draft, Findings, Telling
from .errors import UsageError

AnyPath = Union[str, "PathLike[str]"]
Words = Union[str, Iterable[str]]


def _path(path: AnyPath) -> Path:
    path = os.fspath(path)
    if path == "-":
        raise UsageError("failed to do as asked: `-` is the standard input of the command line", "name a folder", 64)
    return Path(path)


def _maybe(path: Optional[AnyPath]) -> Optional[Path]:
    return None if path is None else _path(path)


def _words(words: Words) -> list[str]:
    """One word or several."""
    return [words] if isinstance(words, str) else list(words)


def _number(name: str, value: int, least: int, most: int) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__") or not least <= value <= most:
        raise UsageError(
            f"failed to do as asked: `{name}` is {value!r}", f"a whole number from {least} to {most} is wanted", 64
        )
    return int(value)


def _seed(seed: int) -> int:
    return _number("seed", seed, 0, 2**64 - 1)


def _threads(threads: Optional[int]) -> int:
    return 0 if threads is None else _number("threads", threads, 0, 1024)


def check(*dossiers: AnyPath, baseline: Optional[AnyPath] = None, write_baseline: Optional[AnyPath] = None) -> Check:
    """Finds where the accounts contradict each other; several dossiers are also compared with each other.

    `baseline`: a file of accepted findings, so that only others are shown; `write_baseline`: a file to write all findings
    to as accepted. Raises :class:`DossierError` where the dossier cannot be read.
    """
    if not dossiers:
        raise UsageError("failed to do as asked: no dossier is named", "name one folder or more", 64)
    return Check(_kidal.check([_path(one) for one in dossiers], _maybe(baseline), _maybe(write_baseline)))


def tell(dossier: AnyPath, *by: str) -> Telling:
    """The battle as one account tells it, or several side by side; all of them where nobody is named."""
    return Telling(*_kidal.tell(_path(dossier), list(by)))


def import_(*files: AnyPath, out: Optional[AnyPath] = None) -> Draft:
    """Drafts evidence from articles (plain text, wikitext) or tables of UCDP GED and ACLED. Several files are editions of
    one article. `out`: a folder to make with the draft in it."""
    return Draft(_kidal.import_([_path(one) for one in files], _maybe(out)))


def new(folder: AnyPath) -> list[str]:
    """Makes a dossier to start from, which already checks; returns the names of its files."""
    return _kidal.new(_path(folder))


def explain(code: str) -> str:
    """What a rule of `check` means, as Markdown."""
    return _kidal.explain(code)


def rules() -> dict[str, str]:
    """The rules of `check`: code and title."""
    return dict(_kidal.rules())


def evidence(dossier: AnyPath, form: str = "md", *, item: Optional[str] = None) -> str:
    """The claims of a dossier as `md`, `csv`, `geojson` or `quickstatements`; nothing is weighed."""
    return _kidal.evidence(_path(dossier), form, item)


def digest(dossier: AnyPath) -> str:
    """The digest by which a dossier is known."""
    return _kidal.digest(_path(dossier))[1]


def read(folder: AnyPath) -> Findings:
    """Reads findings that were written before."""
    return Findings(_kidal.read(_path(folder)))


def report(findings: Union[AnyPath, Findings], *, out: Optional[AnyPath] = None) -> Path:
    """Makes the report page of findings again; returns where it is."""
    return Path(_kidal.report(_folder(findings), _maybe(out)))


def export(findings: Union[AnyPath, Findings], form: str = "csv", *, out: Optional[AnyPath] = None) -> list[Path]:
    """Writes findings as `csv`, `parquet` or `geojson`; returns the files."""
    return [Path(one) for one in _kidal.export(_folder(findings), form, _maybe(out))]


def rerun(
    findings: Union[AnyPath, Findings], *, threads: Optional[int] = None, progress: Progress = None
) -> dict[str, Any]:
    """Computes findings again from what their folder carries, and compares every byte; `same` says whether they are."""
    with shown(progress) as callback:
        answer: dict[str, Any] = json.loads(_kidal.rerun(_folder(findings), _threads(threads), callback))
    return answer


def _folder(findings: Union[AnyPath, Findings]) -> Path:
    return findings.written_folder if isinstance(findings, Findings) else _path(findings)


def replay(
    dossier: AnyPath,
    *,
    run: int = 0,
    seed: int = 2012,
    out: Optional[AnyPath] = None,
    threads: Optional[int] = None,
) -> Findings:
    """Plays one possible history, not weighed by any account. `run`: which history of the seed; `out`: a folder for
    findings and page."""
    found = _kidal.replay(
        _path(dossier),
        seed=_seed(seed),
        run=_number("run", run, 0, 2**53 - 1),
        out=_maybe(out),
        threads=_threads(threads),
    )
    return Findings(found)


def replay_many(
    dossier: AnyPath, count: int, *, seed: int = 2012, threads: Optional[int] = None, progress: Progress = None
) -> dict[str, Any]:
    """Plays many histories and returns counters and a digest, as `kidal replay --count` does."""
    with shown(progress) as callback:
        counted: dict[str, Any] = json.loads(
            _kidal.replay_count(
                _path(dossier),
                count=_number("count", count, 1, 2**32 - 1),
                seed=_seed(seed),
                threads=_threads(threads),
                progress=callback,
            )
        )
    return counted


def verify_step(
    dossier: AnyPath, *, pairs: Optional[int] = None, seed: int = 2012, threads: Optional[int] = None
) -> dict[str, Any]:
    """So many of the same histories (1000 unless told otherwise) at the step, at half of it and at a quarter, and with elements of
    half the size."""
    report: dict[str, Any] = json.loads(
        _kidal.verify_step(
            _path(dossier),
            pairs=None if pairs is None else _number("pairs", pairs, 1, 2**32 - 1),
            seed=_seed(seed),
            threads=_threads(threads),
        )
    )
    return report


def weigh(
    dossier: AnyPath,
    *,
    out: Optional[AnyPath] = None,
    seed: int = 2012,
    threads: Optional[int] = None,
    only: Words = (),
    without: Words = (),
    as_known_on: Optional[str] = None,
    effort: str = "usual",
    budget: Union[None, float, datetime.timedelta] = None,
    fresh: bool = False,
    model_only: bool = False,
    progress: Progress = None,
    client: Any = None,
) -> Findings:
    """Weighs the accounts against thousands of histories: what can be true together. The main job.

    `out`: folder to write to (`findings/NAME`). `only`, `without`: speakers to hear alone, or to leave out.
    `as_known_on`: hear only what was said by this date. `effort`: `usual`, `full`, or `small`, which only shows that
    everything runs. `budget`: seconds after which to stop simulating and answer with what there is. `fresh`: discard a
    checkpoint that is in the way. `progress`: see :data:`kidal._progress.Progress`.

    `client`: a Dask client, or any `concurrent.futures.Executor`, whose workers run the sampler's chains; the result has
    the same bytes. See `docs/how-to/clusters.md`.

    Findings may be written and still not be fit to be trusted: see :attr:`Findings.is_trustworthy`.
    """
    path = _path(dossier)
    if isinstance(budget, datetime.timedelta):
        budget = budget.total_seconds()
    with shown(progress) as callback:
        found = _kidal.weigh(
            path,
            out=_maybe(out),
            seed=_seed(seed),
            threads=_threads(threads),
            only=_words(only),
            without=_words(without),
            as_known_on=as_known_on,
            effort=effort,
            budget_s=budget,
            fresh=fresh,
            model_only=model_only,
            progress=callback,
            farm=farm(client, path),
        )
    return Findings(found)


def whatif(
    dossier: AnyPath,
    *change: str,
    outcome: Optional[str] = None,
    findings: Union[None, AnyPath, Findings] = None,
    threads: Optional[int] = None,
) -> Counterfactual:
    """Asks one counterfactual of a study that was weighed.

    `change`: `PARAMETER=VALUE`, `PARAMETER*FACTOR`, `FACTOR=LEVEL`, `order:ID=never`, `order:ID=always`,
    `order:ID=PROBABILITY`, or the id of an intervention; :func:`changeable` lists them. `outcome`: the question asked of it.
    """
    answer = _kidal.whatif(
        _path(dossier),
        change=list(change),
        outcome=outcome,
        findings=None if findings is None else _folder(findings),
        threads=_threads(threads),
    )
    return Counterfactual(*answer)


def changeable(dossier: AnyPath) -> dict[str, Any]:
    """What :func:`whatif` can change in a scenario, and ask of it."""
    listed: dict[str, Any] = json.loads(_kidal.changeable(_path(dossier)))
    return listed


def sweep(
    dossier: AnyPath,
    *,
    design: str = "saltelli",
    size: Optional[int] = None,
    pairs: bool = False,
    factors: Union[Words, "PathLike[str]"] = (),
    replicates: Optional[int] = None,
    outcomes: Words = (),
    out: Optional[AnyPath] = None,
    seed: int = 2012,
    threads: Optional[int] = None,
    fresh: bool = False,
    progress: Progress = None,
    client: Any = None,
) -> Findings:
    """Moves factors of a scenario by a design, and tells what the outcome owes to which.

    `design`: `saltelli` (Sobol indices), `morris`, `nearly-orthogonal`, `latin`, `sobol` or `factorial`; `size`: rows of
    the base, runs, trajectories, or levels. `factors`: such as `"garrison-men=200..600"` or `"order:call-niger"`, several
    of them, or a :class:`pathlib.Path` to a factor table; without, `sweep.toml` of the dossier, or every unknown.
    `outcomes`: questions of the dossier. `client`: as in :func:`weigh`.
    """
    path = _path(dossier)
    table = Path(factors) if isinstance(factors, PathLike) else None
    with shown(progress) as callback:
        found = _kidal.sweep(
            path,
            design=design,
            size=None if size is None else _number("size", size, 2, 65_536),
            pairs=pairs,
            factors=[] if table is not None else _words(factors),  # type: ignore[arg-type]
            table=table,
            replicates=None if replicates is None else _number("replicates", replicates, 1, 1024),
            outcomes=_words(outcomes),
            out=_maybe(out),
            seed=_seed(seed),
            threads=_threads(threads),
            fresh=fresh,
            progress=callback,
            farm=farm(client, path),
        )
    return Findings(found)
