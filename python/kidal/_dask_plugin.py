"""Gives a dossier to each Dask worker; apart from the engine, so that a worker imports nothing else."""

from __future__ import annotations

from typing import Any

from distributed import WorkerPlugin

from . import _worker


class Dossier(WorkerPlugin):
    """Set up by the scheduler on every worker, also on those that join or start again later."""

    def __init__(self, digest: str, texts: _worker.Texts) -> None:
        self.digest = digest
        self.texts = texts

    def setup(self, worker: Any) -> None:
        _worker.give(self.digest, self.texts)
