"""The client's side: hands out tasks, takes answers in any order, and gives out again what does not come back.

The result of a study depends on what was answered, never on who answered or when: a task is complete in itself, an answer
is taken once, and a second one is passed over. So nothing here can change a bit of it.
"""

from __future__ import annotations

import queue
import time
from typing import Any, Callable, Optional, Protocol, Sequence, Tuple, Union

from . import _kidal, _worker
from .errors import DossierMissing, EngineError, KidalError, VersionMismatch

#: Time that a task should take [s]; chosen by us because an engine costs some milliseconds a task, and a killed worker
#: then loses no more than this.
TASK_SECONDS = 0.5
#: What a task costs the client and its scheduler, at most [s]: with so many workers that they would finish tasks faster
#: than that, tasks grow. Chosen by us because a client on a shared machine was measured to need 1 ms
#: where many go out at once, and up to 5 ms where they go one by one.
TASK_COST = 0.005
#: Longest task that is aimed at [s]; chosen by us because a lost worker should not cost more than this.
LONGEST_TASK = 10.0
#: Histories of the first tasks, before it is known how long one takes; chosen by us because even a slow scenario then
#: answers within seconds.
FIRST_HISTORIES = 32
#: Most histories in a task.
MOST_HISTORIES = 100_000
#: Tasks under way for each place at least, so that no worker waits for the client; three, chosen by us because two leave a
#: gap where answers are large.
AHEAD = 3
#: Work under way for each place, where tasks are short [s]; chosen by us because tasks of 50 ms can then be given out and
#: fetched ten at a time, which costs an engine less than one at a time.
IN_HAND = 0.5
#: Time for which an answer waits for others to be fetched with it, while every place has two tasks more [s]; chosen by us
#: because nobody sees a delay that short.
LINGER = 0.2
#: Tasks that every place must have left for answers to wait.
LEFT = 2
#: A task is given out again when it takes so many times as long as others did, once nothing else is left to give out.
SLOW = 4.0
#: But not before this time [s].
SLOW_LEAST = 2.0
#: How often a task may be lost with its worker before the workers are taken to be gone; chosen by us because a worker
#: that is killed every few seconds takes a few tasks with it each time.
TRIES = 25
#: Time without any answer and without any worker after which the cluster is taken to be gone [s].
PATIENCE = 60.0


#: An answer with the seconds that it took, or why there is none.
Outcome = Union[Tuple[bytes, float], BaseException]


class Engine(Protocol):
    """What is needed of an engine."""

    def submit(self, digest: str, tasks: Sequence[bytes], with_texts: bool) -> Sequence[Any]:
        """A future for each task, of what :func:`kidal._worker.work` makes of it."""

    def fetch(self, futures: Sequence[Any]) -> Sequence[Outcome]:
        """What futures that are done brought, in their order."""

    def places(self) -> int:
        """How many tasks are worked on at once."""

    def is_lost(self, error: BaseException) -> bool:
        """Whether an error means that the worker is gone, not that the work failed."""

    def is_gone(self) -> bool:
        """Whether the whole cluster is gone."""


class Farm:
    """Has the tasks of one study done by an engine."""

    def __init__(self, engine: Engine, digest: str) -> None:
        self.engine = engine
        self.digest = digest
        self.histories = FIRST_HISTORIES
        self.seconds: list[float] = []
        #: About how long a task takes now [s].
        self.pace: Optional[float] = None
        #: Tasks given out more than once, and answers passed over: for benches and tests.
        self.repeats = 0
        self.passed_over = 0

    def size(self) -> tuple[int, int]:
        """Histories of a task, and tasks at once. Learned from the answers so far."""
        places = max(1, self.engine.places())
        if self.seconds:
            each = sum(self.seconds) / len(self.seconds)
            seconds = min(max(TASK_SECONDS, places * TASK_COST), LONGEST_TASK)
            wanted = self.histories * seconds / max(each, 1e-6)
            # No more than eightfold at once: the first tasks also prepare the study.
            self.histories = int(min(max(wanted, 1), self.histories * 8, MOST_HISTORIES))
            self.seconds = []
        return self.histories, places

    def run(self, tasks: Sequence[bytes], tell: Callable[[int, bytes], bool]) -> None:
        """Has the tasks done and tells each answer once."""
        _Round(self, tasks, tell).run()


class _Round:
    def __init__(self, farm: Farm, tasks: Sequence[bytes], tell: Callable[[int, bytes], bool]) -> None:
        self.farm = farm
        self.tasks = tasks
        self.tell = tell
        self.done: "queue.Queue[tuple[int, Any]]" = queue.Queue()
        self.waiting = list(range(len(tasks)))[::-1]
        #: Task → its futures and when the last of them was given out.
        self.under_way: dict[int, list[Any]] = {}
        self.since: dict[int, float] = {}
        self.lost: dict[int, int] = {}
        self.answered: set[int] = set()
        self.took: list[float] = []

    def run(self) -> None:
        try:
            quiet_since = time.monotonic()
            while len(self.answered) < len(self.tasks):
                self.fill()
                done = self.brought()
                if not done:
                    self.again_where_slow()
                    if time.monotonic() - quiet_since > PATIENCE and self.farm.engine.is_gone():
                        raise self.gone("no worker has been there for a minute")
                    continue
                quiet_since = time.monotonic()
                outcomes = self.farm.engine.fetch([future for _, future in done])
                for (number, future), outcome in zip(done, outcomes):
                    if not self.take(number, future, outcome):
                        return
        finally:
            for futures in self.under_way.values():
                for future in futures:
                    cancel(future)

    def fill(self) -> None:
        ahead = AHEAD
        if self.farm.pace:
            ahead = max(AHEAD, int(IN_HAND / self.farm.pace))
        room = ahead * max(1, self.farm.engine.places()) - len(self.under_way)
        numbers = [self.waiting.pop() for _ in range(min(room, len(self.waiting)))]
        if numbers:
            self.give_out(numbers)

    def brought(self) -> list[tuple[int, Any]]:
        """Tasks that are done and still wanted, with their futures; a few at a time, where no place runs out of work
        meanwhile."""
        done: list[tuple[int, Any]] = []
        left = LEFT * max(1, self.farm.engine.places())
        until = time.monotonic() + 0.1
        while True:
            try:
                number, future = self.done.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return done
            if number in self.answered or future not in self.under_way.get(number, ()):
                self.farm.passed_over += number in self.answered
                continue
            if not done:
                until = time.monotonic() + LINGER
            done.append((number, future))
            if len(self.under_way) - len(done) <= left:
                until = 0.0

    def give_out(self, numbers: Sequence[int], with_texts: bool = False) -> None:
        try:
            tasks = [self.tasks[number] for number in numbers]
            futures = self.farm.engine.submit(self.farm.digest, tasks, with_texts)
        except KidalError:
            raise
        except Exception as error:
            raise self.gone(str(error) or type(error).__name__) from error
        for number, future in zip(numbers, futures):
            self.under_way.setdefault(number, []).append(future)
            self.since[number] = time.monotonic()
            future.add_done_callback(lambda future, number=number: self.done.put((number, future)))

    def again_where_slow(self) -> None:
        """Gives a task out a second time where it takes much longer than others did and places are free for it."""
        if self.waiting or not self.took:
            return
        now = time.monotonic()
        limit = max(SLOW_LEAST, SLOW * max(self.took))
        free = self.farm.engine.places() - sum(len(futures) for futures in self.under_way.values())
        for number, futures in list(self.under_way.items()):
            if free > 0 and len(futures) == 1 and now - self.since[number] > limit:
                self.farm.repeats += 1
                free -= 1
                self.give_out([number])

    def take(self, number: int, future: Any, outcome: Outcome) -> bool:
        """Takes what a future brought; whether more is wanted."""
        if number in self.answered:
            # Both futures of one task were done at once.
            self.farm.passed_over += 1
            return True
        if isinstance(outcome, DossierMissing):
            # A worker that joined late, or forgot: the dossier goes along with the task.
            self.drop(number, future)
            self.lost[number] = self.lost.get(number, 0) + 1
            if self.lost[number] > TRIES:
                raise outcome
            self.give_out([number], with_texts=True)
            return True
        if isinstance(outcome, BaseException):
            # Cancelled futures of Dask and concurrent.futures are not all of one family.
            if self.farm.engine.is_lost(outcome):
                return self.give_out_again(number, future, outcome)
            if isinstance(outcome, KidalError) or not isinstance(outcome, Exception):
                raise outcome
            raise self.wrapped(outcome) from outcome
        answer, seconds = outcome
        self.took.append(time.monotonic() - self.since[number])
        self.farm.seconds.append(seconds)
        self.farm.pace = seconds if self.farm.pace is None else 0.9 * self.farm.pace + 0.1 * seconds
        self.answered.add(number)
        for other in self.under_way.pop(number):
            if other is not future:
                cancel(other)
        return self.tell(number, answer)

    def give_out_again(self, number: int, future: Any, error: BaseException) -> bool:
        self.drop(number, future)
        self.lost[number] = self.lost.get(number, 0) + 1
        if self.lost[number] > TRIES:
            raise self.gone(f"one task was lost with its worker {TRIES} times") from error
        if self.farm.engine.is_gone():
            raise self.gone(str(error) or type(error).__name__) from error
        self.farm.repeats += 1
        self.give_out([number])
        return True

    def drop(self, number: int, future: Any) -> None:
        self.under_way[number].remove(future)

    def gone(self, why: str) -> EngineError:
        return EngineError(
            f"the workers are gone: {why}",
            "start them again and give the same call: it goes on from the checkpoint",
        )

    def wrapped(self, error: Exception) -> Exception:
        if isinstance(error, ModuleNotFoundError) and "kidal" in str(error):
            return EngineError(
                f"a worker has no Kidal: {error}",
                "install the same wheel on the workers as on the client",
            )
        version, commit = _kidal.about()
        if isinstance(error, (AttributeError, ImportError)):
            return VersionMismatch(
                f"a worker's Kidal is not that of the client, which is {version} ({commit}): {error}",
                "install the same wheel on the workers as on the client",
            )
        return EngineError(f"a worker failed: {type(error).__name__}: {error}", "see the log of the worker")


def cancel(future: Any) -> None:
    """Says that an answer is no longer wanted. Where the cluster is gone nobody hears it, and Dask's client raises; that must
    not take the place of what is to be said of the cluster."""
    try:
        future.cancel()
    except Exception:
        pass


def outcome(future: Any) -> Outcome:
    """What a future that is done brought."""
    try:
        return future.result()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        return error


class ExecutorEngine:
    """Any `concurrent.futures.Executor`: a pool of processes, of threads, of MPI ranks."""

    def __init__(self, executor: Any, texts: _worker.Texts) -> None:
        self.executor = executor
        self.texts = texts
        self.count: Optional[int] = getattr(executor, "_max_workers", None)

    def submit(self, digest: str, tasks: Sequence[bytes], with_texts: bool) -> Sequence[Any]:
        # A pool has no way to tell a new worker anything beforehand.
        return [self.executor.submit(_worker.work, digest, task, self.texts) for task in tasks]

    def fetch(self, futures: Sequence[Any]) -> Sequence[Outcome]:
        return [outcome(future) for future in futures]

    def places(self) -> int:
        return self.count or 1

    def is_lost(self, error: BaseException) -> bool:
        from concurrent.futures import BrokenExecutor, CancelledError

        return isinstance(error, (BrokenExecutor, CancelledError))

    def is_gone(self) -> bool:
        # A pool of processes that lost one is broken as a whole.
        return bool(getattr(self.executor, "_broken", False))
