"""What the commands give back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Iterator, Optional

from . import _kidal
from ._kidal import Table


@dataclass(frozen=True)
class Place:
    """A place in a file of the dossier. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    label: str
    primary: bool


@dataclass(frozen=True)
class Diagnostic:
    """Something true about the dossier: a contradiction, a tension, a note, or a fault of a file."""

    code: str
    severity: str
    message: str
    places: tuple[Place, ...]
    arithmetic: tuple[str, ...]
    help: Optional[str]
    sets: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    @staticmethod
    def _of(found: dict[str, Any]) -> "Diagnostic":
        places = tuple(
            Place(one["file"], one["start"]["line"], one["start"]["column"], one["label"], one["primary"])
            for one in found["annotations"]
        )
        return Diagnostic(
            found["code"],
            found["severity"],
            found["message"],
            places,
            tuple(found["arithmetic"]),
            found["help"],
            tuple(found.get("sets", ())),
        )

    def __str__(self) -> str:
        at = f" ({self.places[0].file}:{self.places[0].line})" if self.places else ""
        return f"{self.severity}[{self.code}]: {self.message}{at}"


class Check:
    """What `check` found. Prints as the command line does; a sequence of :class:`Diagnostic`, worst first."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found
        #: Title of the dossier.
        self.title: str = found["title"]
        #: How many claims were looked at.
        self.claims: int = found["claims"]
        #: How many findings the baseline accepts.
        self.accepted: int = found["accepted"]
        #: What the baseline accepts and is found no more.
        self.gone: list[str] = found["gone"]
        #: One line that sums up.
        self.summary: str = found["summary"]
        #: 0, 1 where there is a contradiction, 2 where the scenario cannot be read.
        self.exit_code: int = found["exit_code"]
        #: What was found.
        self.diagnostics: tuple[Diagnostic, ...] = tuple(map(Diagnostic._of, json.loads(found["json"])))

    def _of(self, severity: str) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.severity == severity)

    @property
    def contradictions(self) -> tuple[Diagnostic, ...]:
        """What no reading of both places allows."""
        return self._of("contradiction")

    @property
    def tensions(self) -> tuple[Diagnostic, ...]:
        """What some readings of both places do not allow."""
        return self._of("tension")

    def json(self) -> str:
        """As `kidal check --format json` prints it."""
        text: str = self._found["json"]
        return text

    def sarif(self) -> str:
        """As `kidal check --format sarif` prints it."""
        text: str = self._found["sarif"]
        return text

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __getitem__(self, index: int) -> Diagnostic:
        return self.diagnostics[index]

    def __str__(self) -> str:
        return f"{self._found['text']}{self.summary}"

    def __repr__(self) -> str:
        return f"<kidal.Check {self.summary}>"


@dataclass(frozen=True)
class Account:
    """The battle as one speaker tells it."""

    speaker: str
    name: str
    data: dict[str, Any] = field(repr=False)


class Telling:
    """The battle as accounts tell it; prints as the command line does."""

    def __init__(self, text: str, markdown: str, data: str) -> None:
        self._text, self._markdown, self._json = text, markdown, data
        #: Everything, as `kidal tell --format json` prints it.
        self.data: dict[str, Any] = json.loads(data)

    @property
    def accounts(self) -> list[Account]:
        """The accounts, in the order asked for."""
        return [Account(one["speaker"], one["name"], one) for one in self.data["accounts"]]

    def markdown(self) -> str:
        """As `kidal tell --format md` prints it."""
        return self._markdown

    def json(self) -> str:
        """As `kidal tell --format json` prints it."""
        return self._json

    def __str__(self) -> str:
        return self._text

    def _repr_markdown_(self) -> str:
        return self._markdown


class Draft:
    """A draft of `evidence.toml`; prints as its text."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found
        #: The text of the draft.
        self.text: str = found["draft"]
        #: What is worth knowing of how it was read.
        self.remarks: list[str] = found["remarks"]
        #: The file that was written, if a folder was named.
        self.written: Optional[Path] = Path(found["written"]) if found["written"] else None

    @property
    def data(self) -> Any:
        """As `kidal import --format json` prints it."""
        return json.loads(self._found["json"])

    def __str__(self) -> str:
        return self.text


class Counterfactual:
    """The answer to one "what if"; prints as the command line does."""

    def __init__(self, data: str, text: str, markdown: str) -> None:
        self._text, self._markdown, self._json = text, markdown, data
        #: Everything, as `kidal whatif --format json` prints it.
        self.data: dict[str, Any] = json.loads(data)

    def json(self) -> str:
        """As `kidal whatif --format json` prints it."""
        return self._json

    def markdown(self) -> str:
        """As `kidal whatif --format md` prints it."""
        return self._markdown

    def __str__(self) -> str:
        return self._text

    def _repr_markdown_(self) -> str:
        return self._markdown


class _Tables(Mapping[str, Table]):
    def __init__(self, tables: list[Table]) -> None:
        self._tables = {table.name: table for table in tables}

    def __getitem__(self, name: str) -> Table:
        try:
            return self._tables[name]
        except KeyError:
            raise KeyError(f"no table `{name}` has rows; those that have: {', '.join(self._tables)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {table.title} ({len(table)} rows)" for name, table in self.items())


class Findings:
    """The written result of a study, a replay, a sweep or a study of many battles. Prints as the command line does."""

    def __init__(self, found: "_kidal.Found") -> None:
        self._found = found
        #: The folder that holds them; `None` where none was written.
        self.folder: Optional[Path] = Path(found.folder) if found.folder is not None else None
        #: Whether the work went on from a checkpoint.
        self.is_resumed: bool = found.is_resumed

    def json(self) -> str:
        """`findings.json`, byte for byte."""
        return self._found.json()

    @cached_property
    def data(self) -> dict[str, Any]:
        """Everything in them; `kidal schema findings` describes the shape."""
        data: dict[str, Any] = json.loads(self.json())
        return data

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables that have rows, by name; pandas, Polars, pyarrow and DuckDB read each as it is."""
        return _Tables(self._found.tables())

    @property
    def kind(self) -> str:
        """`weigh`, `replay`, `sweep` or `corpus`."""
        kind: str = self.data["kind"]
        return kind

    @property
    def provenance(self) -> dict[str, Any]:
        """Where they come from: version, digest of the dossier, seed, options, command."""
        provenance: dict[str, Any] = self.data["provenance"]
        return provenance

    @property
    def is_trustworthy(self) -> bool:
        """Whether the diagnostics of the computation pass. If not, say so wherever you use a number."""
        return bool(self.data["headline"]["trustworthy"])

    @property
    def warnings(self) -> list[str]:
        """What a reader must know first."""
        warnings: list[str] = self.data["headline"]["warnings"]
        return warnings

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        """The questions of the dossier and their answers, by id."""
        return {one["id"]: one for one in self.data["questions"]}

    @property
    def written_folder(self) -> Path:
        """The folder that holds them; a :class:`ValueError` where none was written."""
        if self.folder is None:
            raise ValueError("these findings were not written: give `out` where they are made")
        return self.folder

    @property
    def ensemble(self) -> Path:
        """The folder of the weighted histories (Zarr)."""
        if self.folder is None or self.kind != "weigh":
            raise ValueError("only findings of `weigh` have weighted histories")
        return self.folder / "ensemble.zarr"

    def to_arviz(self) -> Any:
        """The weighted histories for ArviZ: posterior, prior, posterior_predictive, log_likelihood, observed_data,
        sample_stats with the weights. ArviZ does not use the weights: its summaries count every island alike, and `questions`
        has the weighted answers. Needs `pip install 'kidal[arviz]'`."""
        import arviz
        import xarray

        # Before 1.0 ArviZ's own `from_zarr` refuses Zarr 3.
        if arviz.__version__.startswith("0."):
            return arviz.InferenceData.from_datatree(xarray.open_datatree(self.ensemble, engine="zarr"))
        return arviz.from_zarr(self.ensemble)

    def export(self, form: str = "csv", out: "Optional[str | Path]" = None) -> list[Path]:
        """Writes them as `csv`, `parquet` or `geojson`; returns the files."""
        from ._commands import export

        return export(self, form, out=out)

    def markdown(self) -> str:
        """The answer as Markdown."""
        return self._found.markdown()

    def text(self, verbose: bool = False) -> str:
        """The answer as the command line prints it; `verbose` adds sleep and every order to a replay."""
        return self._found.text(verbose)

    def __str__(self) -> str:
        return self.text()

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __repr__(self) -> str:
        return f"<kidal.Findings {self.kind} of {self.provenance['dossier']}, {self.provenance['histories']} histories>"
