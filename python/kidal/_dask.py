"""Dask distributed as an engine."""

from __future__ import annotations

import time
from typing import Any, Sequence

from . import _worker
from ._farm import Outcome, outcome
from .errors import EngineError, EngineNotInstalled

#: The scheduler is asked so often how many places there are [s]; chosen by us because it would be asked for each answer
#: otherwise, and a worker that joins can wait that long.
PLACES_EVERY = 0.5


def is_client(client: object) -> bool:
    """Whether it is a client of Dask, without importing Dask."""
    return any(kind.__module__.split(".")[0] == "distributed" and kind.__name__ == "Client" for kind in type(client).__mro__)


def installed() -> Any:
    """The package `distributed`."""
    try:
        import distributed
    except ImportError as error:
        raise EngineNotInstalled(
            "Dask is not installed here", "install it with `pip install 'kidal[dask]'`, on the workers too"
        ) from error
    return distributed


class DaskEngine:
    """A Dask client. The dossier goes to each worker once, also to those that join later."""

    def __init__(self, client: Any, digest: str, texts: _worker.Texts) -> None:
        self.distributed = installed()
        self.client = client
        self.texts = texts
        self.count, self.counted = 0, float("-inf")
        if client.asynchronous:
            raise EngineError(
                "an asynchronous client cannot be used here", "make a plain one: `distributed.Client(address)`"
            )
        from ._dask_plugin import Dossier

        try:
            client.register_plugin(Dossier(digest, texts), name=f"kidal-{digest[:16]}")
        except Exception as error:
            raise EngineError(
                f"the workers cannot be given the dossier: {error}",
                "is the same wheel of Kidal installed on them? start them again and give the same call",
            ) from error

    def submit(self, digest: str, tasks: Sequence[bytes], with_texts: bool) -> Sequence[Any]:
        texts = self.texts if with_texts else None
        some = len(tasks)
        # Not pure: a task that is given out twice is to be done twice. No retries: this program counts them itself.
        return self.client.map(_worker.work, [digest] * some, list(tasks), [texts] * some, pure=False, retries=0)

    def fetch(self, futures: Sequence[Any]) -> Sequence[Outcome]:
        brought = [future for future in futures if future.status == "finished"]
        try:
            # One message to each worker for all of them.
            answers = dict(zip([future.key for future in brought], self.client.gather(brought)))
        except Exception:
            # One was lost meanwhile: each tells for itself.
            answers = {}
        return [answers[future.key] if future.key in answers else outcome(future) for future in futures]

    def places(self) -> int:
        now = time.monotonic()
        if now - self.counted > PLACES_EVERY or self.count == 0:
            try:
                self.count = sum(self.client.nthreads().values())
            except Exception:
                self.count = 0
            self.counted = now
        return self.count

    def is_lost(self, error: BaseException) -> bool:
        from concurrent.futures import CancelledError as Cancelled

        lost = (self.distributed.KilledWorker, self.distributed.CancelledError, Cancelled, OSError)
        return isinstance(error, lost)

    def is_gone(self) -> bool:
        return self.client.status not in ("running", "connecting") or self.places() == 0
