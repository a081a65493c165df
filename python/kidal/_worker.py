"""The worker's side: does tasks for the dossiers that it was given."""

from __future__ import annotations

import threading
import time
from typing import Optional, Sequence, Tuple

from . import _kidal
from .errors import DossierMissing

Texts = Sequence[Tuple[str, str]]

#: Dossiers kept at once; four, chosen by us because a cluster rarely serves more studies at a time.
_KEPT = 4

_lock = threading.Lock()
_workers: "dict[str, _kidal.Worker]" = {}


def give(digest: str, texts: Texts) -> None:
    """Takes a dossier, so that tasks about it can be done."""
    with _lock:
        if digest in _workers:
            return
    worker = _kidal.Worker(list(texts))
    with _lock:
        while len(_workers) >= _KEPT:
            _workers.pop(next(iter(_workers)))
        _workers[digest] = worker


def work(digest: str, task: bytes, texts: Optional[Texts] = None) -> Tuple[bytes, float]:
    """Does a task with the interpreter released. Returns the answer and the seconds that it took."""
    if texts is not None:
        give(digest, texts)
    worker = _workers.get(digest)
    if worker is None:
        raise DossierMissing(
            f"the worker has no dossier with the digest {digest}",
            "the client sends it along when it is told so; if you see this, the two are of different versions",
        )
    start = time.perf_counter()
    answer = worker.work(task)
    return answer, time.perf_counter() - start
