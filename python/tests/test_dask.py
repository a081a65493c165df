"""Dask distributed: two workers on this machine, one of which is killed."""

import os
import signal

import kidal
import pytest
from conftest import cut_off, tree

pytestmark = pytest.mark.dask

SWEEP = {"factors": ["guard-men", "grey-men", "order:assault"], "size": 512}


@pytest.fixture(scope="module")
def cluster():
    try:
        import distributed
    except ImportError:
        cut_off("Dask is not installed: `pip install 'kidal[dask]'`")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    from distributed import Client

    with Client(cluster) as client:
        client.wait_for_workers(2)
        yield client


def test_a_sweep_on_dask_is_the_same(mill, client):
    kidal.sweep(mill, out="here", **SWEEP)
    told = []
    kidal.sweep(mill, out="there", client=client, progress=lambda *one: told.append(one), **SWEEP)
    assert tree("here") == tree("there")
    assert told and told[-1][0] == "sweep"


def test_a_weighing_on_dask_is_the_same(mill, client):
    kidal.weigh(mill, out="here", effort="small")
    kidal.weigh(mill, out="there", effort="small", client=client)
    assert tree("here") == tree("there")


def test_a_worker_is_killed_and_the_bytes_are_the_same(mill, client):
    kidal.sweep(mill, out="here", **SWEEP)
    processes = sorted(client.run(os.getpid).values())
    done = []

    def progress(_, histories, *rest):
        if not done:
            # Its nanny starts another in its place.
            os.kill(processes[0], signal.SIGKILL)
        done.append(histories)

    kidal.sweep(mill, out="there", client=client, progress=progress, **SWEEP)
    assert done[-1] > done[0], "nothing was left to do when the worker was killed"
    assert tree("here") == tree("there")


def test_a_worker_that_joins_late_changes_nothing(mill, cluster, client):
    kidal.sweep(mill, out="here", **SWEEP)
    joined = []

    def progress(*_):
        if not joined:
            cluster.scale(3)
            client.wait_for_workers(3)
            joined.append(len(client.scheduler_info()["workers"]))

    kidal.sweep(mill, out="there", client=client, progress=progress, **SWEEP)
    cluster.scale(2)
    assert joined == [3]
    assert tree("here") == tree("there")


def test_another_version_on_the_workers_is_refused(mill, client):
    def other_version():
        import kidal._worker as worker

        original = worker._workers.copy()

        class Other:
            def __init__(self, inner):
                self.inner = inner

            def work(self, task):
                return self.inner.work(task[:1] + b"9.9.9" + task[6:])

        worker._workers = {digest: Other(one) for digest, one in original.items()}

    def forget():
        import kidal._worker as worker

        worker._workers.clear()

    kidal.sweep(mill, out="first", client=client, factors="guard-men", size=8)
    client.run(other_version)
    try:
        with pytest.raises(kidal.VersionMismatch) as caught:
            kidal.sweep(mill, out="out", client=client, **SWEEP)
    finally:
        client.run(forget)
    assert "9.9.9" in str(caught.value) and kidal.__version__ in str(caught.value)


def test_a_cluster_that_dies_leaves_a_checkpoint(mill):
    from distributed import Client, LocalCluster

    whole = kidal.sweep(mill, out="whole", **SWEEP)
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None)
    client = Client(cluster)

    class Death:
        calls = 0

        def __call__(self, *_):
            self.calls += 1
            if self.calls == 2:
                cluster.close()

    with pytest.raises(kidal.EngineError, match="workers are gone"):
        kidal.sweep(mill, out="out", client=client, progress=Death(), **SWEEP)
    client.close()
    on = kidal.sweep(mill, out="out", **SWEEP)
    assert on.is_resumed and on.json() == whole.json()
