"""What can go wrong, with the messages of the command line."""

from __future__ import annotations

import json
from typing import Any

__all__ = [
    "CheckpointError",
    "DossierError",
    "DossierMissing",
    "EngineError",
    "EngineNotInstalled",
    "InputError",
    "KidalError",
    "OutputError",
    "RunError",
    "UsageError",
    "VersionMismatch",
]


class KidalError(Exception):
    """Why a call gave no answer. Its text says what failed, where, and what to do."""

    #: What failed.
    message: str
    #: What to do next.
    remedy: str
    #: The exit code that the command line would have ended with.
    exit_code: int

    def __init__(self, message: str, remedy: str = "", exit_code: int = 3, text: str = "", diagnostics: str = "") -> None:
        parts = [message]
        if text:
            parts.append(text)
        if remedy:
            parts.append(f"  help: {remedy}")
        super().__init__("\n".join(parts))
        self.message = message
        self.remedy = remedy
        self.exit_code = exit_code
        self._raw = (message, remedy, exit_code, text, diagnostics)

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send exceptions to the client.
        return (type(self), self._raw)


class DossierError(KidalError):
    """The dossier's files cannot be read as a dossier: every fault, with its place."""

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        """The faults as `kidal check --format json` prints them."""
        found: list[dict[str, Any]] = json.loads(self._raw[4])
        return found


class InputError(KidalError):
    """A file or folder is not there or is not what it should be."""


class OutputError(KidalError):
    """A file could not be written; what stood there before is unharmed."""


class UsageError(KidalError, ValueError):
    """What was asked makes no sense as it stands."""


class RunError(KidalError):
    """The computation failed."""


class CheckpointError(KidalError):
    """A checkpoint of other work is in the way; `fresh=True` discards it."""


class EngineError(KidalError):
    """The workers are gone, or answered what nobody asked for. Done work is kept: the same call goes on."""


class EngineNotInstalled(EngineError, ImportError):
    """The engine behind `client=` is not installed."""


class VersionMismatch(EngineError):
    """Client and worker are not of the same build, so that their bits could differ."""


class DossierMissing(EngineError):
    """A worker does not have the dossier that it is asked about."""
