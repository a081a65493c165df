"""Work done elsewhere: the result is that of this machine, whoever works, also where workers are lost, slow, or answer
twice. Here the workers are threads that misbehave; `test_dask.py` has real ones."""

import concurrent.futures as futures
import pickle
import random
import threading

import kidal
import pytest
from conftest import tree
from kidal import _dask, _farm, _worker

SWEEP = {"factors": ["guard-men", "order:assault"], "size": 200}


class Unruly:
    """An engine whose workers are threads: some tasks are lost."""

    def __init__(self, texts, *, lost=0.0, seed=1):
        self.pool = futures.ThreadPoolExecutor(3)
        self.texts, self.lost = texts, lost
        self.random = random.Random(seed)
        self.given = 0

    def submit(self, digest, tasks, with_texts):
        return [self.one(digest, task, with_texts) for task in tasks]

    def one(self, digest, task, with_texts):
        self.given += 1
        is_lost = self.random.random() < self.lost

        def work():
            if is_lost:
                raise OSError("the worker is gone")
            # By way of bytes, as between processes.
            return pickle.loads(pickle.dumps(_worker.work(digest, task, self.texts if with_texts else None)))

        return self.pool.submit(work)

    def fetch(self, futures):
        return [_farm.outcome(future) for future in futures]

    def places(self):
        return 3

    def is_lost(self, error):
        return isinstance(error, OSError)

    def is_gone(self):
        return False


@pytest.fixture
def forgetful():
    """No worker of this process knows a dossier."""
    _worker._workers.clear()
    yield
    _worker._workers.clear()


def unruly(mill, **how):
    digest, texts = kidal._kidal.dossier_texts(mill)
    return _farm.Farm(Unruly(texts, **how), digest)


def test_a_sweep_with_lost_workers_is_the_same(mill, forgetful):
    kidal.sweep(mill, out="here", **SWEEP)
    farm = unruly(mill, lost=0.3)
    kidal.sweep(mill, out="there", client=farm, **SWEEP)
    assert tree("here") == tree("there")
    assert farm.repeats > 0


def test_a_weighing_with_lost_workers_is_the_same(mill, forgetful):
    kidal.weigh(mill, out="here", effort="small")
    farm = unruly(mill, lost=0.2, seed=3)
    kidal.weigh(mill, out="there", effort="small", client=farm)
    assert tree("here") == tree("there")
    assert farm.repeats > 0


def test_what_is_slow_is_given_out_again_and_the_second_answer_passed_over(mill, forgetful, monkeypatch):
    release = threading.Event()

    class Stuck(Unruly):
        """Its first task does not come back until the study is over."""

        def one(self, digest, task, with_texts):
            self.given += 1
            if self.given > 1:
                return super().one(digest, task, True)

            def work():
                release.wait(120)
                return _worker.work(digest, task, self.texts)

            return self.pool.submit(work)

    # However slow this machine is: what takes a tenth of a second is slow.
    monkeypatch.setattr(_farm, "SLOW", 0.0)
    monkeypatch.setattr(_farm, "SLOW_LEAST", 0.1)
    kidal.sweep(mill, out="here", **SWEEP)
    digest, texts = kidal._kidal.dossier_texts(mill)
    farm = _farm.Farm(Stuck(texts), digest)
    try:
        kidal.sweep(mill, out="there", client=farm, **SWEEP)
    finally:
        release.set()
    assert tree("here") == tree("there")
    assert farm.repeats > 0


def test_an_answer_that_comes_twice_counts_once(mill, forgetful):
    class Twice(_farm.Farm):
        def run(self, tasks, tell):
            super().run(tasks, lambda number, answer: tell(number, answer) and tell(number, answer))

    digest, texts = kidal._kidal.dossier_texts(mill)
    kidal.sweep(mill, out="here", **SWEEP)
    kidal.sweep(mill, out="there", client=Twice(Unruly(texts), digest), **SWEEP)
    kidal.weigh(mill, out="here-weighed", effort="small")
    kidal.weigh(mill, out="there-weighed", effort="small", client=Twice(Unruly(texts), digest))
    assert tree("here") == tree("there")
    assert tree("here-weighed") == tree("there-weighed")


def test_workers_that_are_gone_leave_a_checkpoint(mill, forgetful):
    class Gone(Unruly):
        def one(self, digest, task, with_texts):
            if self.given >= 40:
                raise RuntimeError("nobody listens")
            return super().one(digest, task, with_texts)

    digest, texts = kidal._kidal.dossier_texts(mill)
    whole = kidal.sweep(mill, out="whole", **SWEEP)
    with pytest.raises(kidal.EngineError, match="the workers are gone: nobody listens") as caught:
        farm = _farm.Farm(Gone(texts), digest)
        farm.size = lambda: (5, 3)
        kidal.sweep(mill, out="out", client=farm, **SWEEP)
    assert "goes on from the checkpoint" in str(caught.value)
    on = kidal.sweep(mill, out="out", **SWEEP)
    assert on.is_resumed and on.json() == whole.json()


def test_a_pool_of_processes_will_do(mill):
    kidal.sweep(mill, out="here", **SWEEP)
    import multiprocessing

    with futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        kidal.sweep(mill, out="there", client=pool, **SWEEP)
    assert tree("here") == tree("there")


def test_another_version_is_refused_and_both_are_named(mill, forgetful, monkeypatch):
    original = _worker.work

    def of_another_build(digest, task, texts=None):
        assert task[1:6] == kidal.__version__.encode()
        return original(digest, task[:1] + b"9.9.9" + task[6:], texts)

    monkeypatch.setattr(_worker, "work", of_another_build)
    with pytest.raises(kidal.VersionMismatch) as caught:
        kidal.sweep(mill, out="out", client=unruly(mill), **SWEEP)
    assert "9.9.9" in str(caught.value) and kidal.__version__ in str(caught.value)


def test_a_worker_without_the_dossier_is_sent_it(mill, forgetful):
    # Nothing was given beforehand: the first tasks come back with the request for it.
    kidal.sweep(mill, out="out", client=unruly(mill), **SWEEP)
    assert kidal.digest(mill) in _worker._workers


def test_a_task_for_a_dossier_that_nobody_sent_is_refused_by_its_digest(forgetful):
    with pytest.raises(kidal.DossierMissing, match="no dossier with the digest abc"):
        _worker.work("abc", b"")


def test_a_missing_engine_says_which_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(kidal.EngineNotInstalled, match=r"kidal\[dask\]"):
        _dask.installed()


def test_tasks_grow_to_half_a_second(mill):
    farm = _farm.Farm(Unruly(()), "")
    assert farm.size() == (_farm.FIRST_HISTORIES, 3)
    farm.seconds = [0.032, 0.032]
    assert farm.size()[0] == 8 * _farm.FIRST_HISTORIES, "no more than eightfold at once"
    farm.seconds = [0.256]
    assert farm.size()[0] == 500
    # A thousand workers would ask for 2,000 tasks a second: they get longer ones.
    farm.engine.places = lambda: 1000
    farm.seconds = [0.5]
    assert farm.size() == (4000, 1000)


def test_short_tasks_are_given_out_and_fetched_many_at_a_time(mill):
    class Counting(Unruly):
        given_at_once, fetched_at_once = [], []

        def submit(self, digest, tasks, with_texts):
            self.given_at_once.append(len(tasks))
            return super().submit(digest, tasks, True)

        def fetch(self, futures):
            self.fetched_at_once.append(len(futures))
            return super().fetch(futures)

    digest, texts = kidal._kidal.dossier_texts(mill)
    farm = _farm.Farm(Counting(texts), digest)
    farm.size = lambda: (1, 3)
    kidal.sweep(mill, out="here", **SWEEP)
    kidal.sweep(mill, out="there", client=farm, **SWEEP)
    assert tree("here") == tree("there")
    assert farm.repeats == farm.passed_over == 0
    assert sum(Counting.given_at_once) == sum(Counting.fetched_at_once)
    assert max(Counting.given_at_once) > 3 * _farm.AHEAD and max(Counting.fetched_at_once) > 3
