"""From what a user has at hand (a Dask client, a pool) to a farm."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Optional

from . import _dask, _kidal
from ._farm import ExecutorEngine, Farm
from .errors import UsageError


def farm(client: Any, dossier: Path) -> Optional[Farm]:
    """A farm for one study of a dossier; none without a client."""
    if client is None:
        return None
    if isinstance(client, Farm):
        return client
    if isinstance(client, str):
        # An address of a scheduler.
        client = _dask.installed().Client(client)
    digest, texts = _kidal.dossier_texts(dossier)
    if _dask.is_client(client):
        return Farm(_dask.DaskEngine(client, digest, texts), digest)
    if isinstance(client, Executor):
        return Farm(ExecutorEngine(client, texts), digest)
    raise UsageError(
        f"failed to do as asked: `client` is a {type(client).__name__}",
        "a `distributed.Client`, the address of a Dask scheduler, or a `concurrent.futures.Executor` is wanted",
        64,
    )
