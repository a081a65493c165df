"""Dask on this machine: throughput beside local threads, and a study whose workers are killed.

Usage: python dask_workers.py [--dossier DIR] [--size N] [--rounds N] [--kill-size N] [--effort EFFORT] [--seconds S]
                              [--skip-kills] [--skip-throughput]

1. The same sweep on 2 local threads and on 2 Dask workers, in turn, with tasks of 50, 200 and 500 ms. Printed: histories a
   second of each, and the ratio. The findings are compared byte for byte. Then tasks of one history: what a task costs at most.
2. A sweep and a weighing on 4 workers of which one is killed every few seconds, compared with the local bytes.
"""

import argparse
import os
import signal
import statistics
import tempfile
import threading
import time
from pathlib import Path

import distributed

import kidal
from kidal import _farm
from kidal._engine import farm

ROOT = Path(__file__).resolve().parents[2]


def findings(folder):
    return (Path(folder) / "findings.json").read_bytes()


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def throughput(asked, folder):
    options = {"design": "sobol", "size": asked.size, "replicates": 8, "outcomes": "fall"}
    histories = asked.size * 8
    print(f"sweep of {histories} histories; 2 threads against 2 Dask workers of one thread; {asked.rounds} rounds")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            client.wait_for_workers(2)
            for seconds in (0.05, 0.2, 0.5):
                _farm.TASK_SECONDS = seconds
                ratios, sizes = [], []
                for turn in range(asked.rounds):
                    out = folder / f"{seconds}-{turn}"

                    def there():
                        one = farm(client, asked.dossier)
                        kidal.sweep(asked.dossier, client=one, out=f"{out}-there", progress=False, **options)
                        sizes.append(one.histories)

                    def here():
                        kidal.sweep(asked.dossier, threads=2, out=f"{out}-here", progress=False, **options)

                    order = [here, there] if turn % 2 == 0 else [there, here]
                    took = {call.__name__: timed(call) for call in order}
                    ratios.append(took["here"] / took["there"])
                    assert findings(f"{out}-here") == findings(f"{out}-there"), "other bytes"
                    if turn == asked.rounds - 1:
                        print(f"  tasks of {seconds * 1000:.0f} ms ({sizes[-1]} histories): local "
                              f"{histories / took['here']:.0f}/s, Dask {histories / took['there']:.0f}/s in the last round; "
                              f"Dask/local median {statistics.median(ratios):.3f}, "
                              f"{min(ratios):.3f} to {max(ratios):.3f}; the same bytes")
            cost(asked, folder, client)


def cost(asked, folder, client):
    """Tasks as short as can be: what one costs the client, the scheduler and the workers, which share this machine."""
    one = farm(client, asked.dossier)
    one.size = lambda: (1, 2)
    tasks, took, busy = [], [], []
    hand_out = one.run

    def run(some, tell):
        tasks.extend(some)
        before = time.process_time()
        took.append(timed(lambda: hand_out(some, tell)))
        busy.append(time.process_time() - before)

    one.run = run
    kidal.sweep(asked.dossier, client=one, out=folder / "cost", progress=False, design="sobol", size=256, replicates=8,
                outcomes="fall")
    each = 1000 * sum(took) / len(tasks)
    worked = 1000 * sum(one.seconds) / len(tasks)
    print(f"  {len(tasks)} tasks of one history: {each:.1f} ms each, of which a worker played {worked:.1f} ms; "
          f"a task costs at most {each - worked / 2:.1f} ms, and client and scheduler {1000 * sum(busy) / len(tasks):.1f} ms of "
          f"processor time")


class Killer(threading.Thread):
    """Kills one worker every few seconds; its nanny starts another."""

    def __init__(self, client, seconds):
        super().__init__(daemon=True)
        self.client, self.seconds = client, seconds
        self.over = threading.Event()
        self.killed = 0

    def run(self):
        while not self.over.wait(self.seconds):
            try:
                found = self.client.run(os.getpid)
            except Exception:
                continue
            if found:
                os.kill(sorted(found.values())[self.killed % len(found)], signal.SIGKILL)
                self.killed += 1


def kills(asked, folder):
    studies = {
        "sweep": lambda **more: kidal.sweep(
            asked.dossier, design="sobol", size=asked.kill_size, replicates=8, outcomes="fall", progress=False, **more
        ),
        "weigh": lambda **more: kidal.weigh(asked.dossier, effort=asked.effort, progress=False, **more),
    }
    for name, study in studies.items():
        study(out=f"{folder}/{name}-here")
        cluster = distributed.LocalCluster(n_workers=4, threads_per_worker=1, dashboard_address=None, silence_logs=50)
        with cluster, distributed.Client(cluster) as client:
            client.wait_for_workers(4)
            one = farm(client, asked.dossier)
            killer = Killer(client, asked.seconds)
            killer.start()
            took = timed(lambda: study(out=f"{folder}/{name}-there", client=one))
            killer.over.set()
            killer.join()
            same = findings(f"{folder}/{name}-here") == findings(f"{folder}/{name}-there")
            print(f"{name}: 4 workers, {killer.killed} killed in {took:.0f} s, {one.repeats} tasks given out again, "
                  f"{'the same bytes' if same else 'OTHER BYTES'}")
            assert same


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossier", default=ROOT / "dossiers/kidal-2012", type=Path)
    parser.add_argument("--size", default=512, type=int)
    parser.add_argument("--kill-size", default=4096, type=int)
    parser.add_argument("--effort", default="usual")
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--seconds", default=3.0, type=float)
    parser.add_argument("--skip-kills", action="store_true")
    parser.add_argument("--skip-throughput", action="store_true")
    asked = parser.parse_args()
    print(f"kidal {kidal.__version__} ({kidal.__commit__}), dask {distributed.__version__}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        if not asked.skip_throughput:
            throughput(asked, Path(folder))
        if not asked.skip_kills:
            kills(asked, Path(folder))


if __name__ == "__main__":
    main()
