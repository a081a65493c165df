"""Long work lets other threads run, shows its progress, and can be interrupted."""

import os
import signal
import subprocess
import sys
import threading
import time

import kidal
import pytest
from conftest import tree


def test_progress_is_told_and_ends_at_the_end(mill):
    told = []
    kidal.sweep(mill, factors="guard-men", size=600, out="out", progress=lambda *one: told.append(one))
    assert told
    stage, done, of, note = told[-1]
    assert (stage, note) == ("sweep", "") and 0 < done <= of


def test_what_a_callback_raises_is_raised_and_the_work_kept(mill):
    class Enough(Exception):
        pass

    def callback(*_):
        raise Enough("enough")

    with pytest.raises(Enough) as caught:
        kidal.sweep(mill, factors="guard-men", size=1024, out="out", progress=callback)
    if hasattr(caught.value, "__notes__"):
        assert ".checkpoint" in caught.value.__notes__[0]
    whole = kidal.sweep(mill, factors="guard-men", size=1024, out="whole")
    on = kidal.sweep(mill, factors="guard-men", size=1024, out="out")
    assert on.json() == whole.json()


def test_other_threads_run_meanwhile(mill):
    counted, over = [0], threading.Event()

    def count():
        while not over.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    before = counted[0]
    kidal.replay_many(mill, 3000, threads=1)
    turns = counted[0] - before
    over.set()
    thread.join()
    # Where the interpreter is held the other thread has a turn before the call and one after it, however long that took.
    assert turns > 5


INTERRUPTED = """
import kidal, sys
try:
    kidal.sweep("mill", factors="guard-men", size=60000, out="out", threads=1,
                progress=lambda stage, done, of, note: print(done, flush=True))
except KeyboardInterrupt as interrupt:
    print("interrupted", *getattr(interrupt, "__notes__", []), flush=True)
    sys.exit(130)
print("never interrupted")
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_ctrl_c_stops_and_the_same_call_goes_on(mill):
    program = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True)
    assert program.stdout.readline().strip().isdigit(), "it is under way"
    program.send_signal(signal.SIGINT)
    said, _ = program.communicate()
    assert program.returncode == 130, said
    assert "interrupted" in said.splitlines()[-1]
    assert (mill.parent / "out/.checkpoint").is_file()
    assert not (mill.parent / "out/findings.json").exists()


def test_an_interrupted_weighing_ends_with_the_same_bytes(mill):
    class Once:
        calls = 0

        def __call__(self, *_):
            Once.calls += 1
            if Once.calls == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kidal.weigh(mill, out="here", effort="small", progress=Once())
    on = kidal.weigh(mill, out="here", effort="small")
    kidal.weigh(mill, out="there", effort="small")
    assert tree("here") == tree("there")
    assert on.is_resumed
