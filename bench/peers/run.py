"""Peers on the same free model, in paired rounds: 1000 particles, 8 generations, one process each.

    python3 bench/peers/run.py [ROUNDS]

Processor time, not wall time: the machine may be busy. Peers are timed without their imports, ours with the start of the
program. Virtual environments are made below the build folder; what cannot be installed is skipped with a line.
"""

import os
import pathlib
import resource
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
# Ours is repeated within one process, so that its start does not count for much.
REPEATS = 50


def environment(name, package):
    """A Python with the package, or None."""
    folder = TARGET / "bench" / name
    python = folder / "bin" / "python"
    probe = [str(python), "-c", f"import {package}"]
    if python.exists() and subprocess.run(probe, capture_output=True).returncode == 0:
        return python
    steps = [[sys.executable, "-m", "venv", str(folder)], [str(python), "-m", "pip", "install", "-q", package]]
    for step in steps:
        if subprocess.run(step, capture_output=True).returncode != 0:
            print(f"skipped: {package} cannot be installed here")
            return None
    return python


def ours(mode):
    program = TARGET / "release" / "examples" / "free"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([str(program), mode, str(REPEATS)], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds / REPEATS, int(out.stdout) / REPEATS


def peer(python, script, number):
    out = subprocess.run(
        [str(python), str(HERE / script)],
        capture_output=True,
        text=True,
        env={**os.environ, "SEED": str(number + 1)},
    )
    if out.returncode != 0:
        print(f"skipped: {script} failed: {out.stderr.strip().splitlines()[-1:]}")
        return None
    seconds, simulations = out.stdout.split()[-2:]
    return float(seconds), float(simulations)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    build = ["cargo", "build", "--release", "-q", "-p", "kidal-weigh", "--example", "free"]
    subprocess.run(build, check=True, cwd=ROOT)
    peers = {
        "pyABC": (environment("peers", "pyabc"), "pyabc_free.py"),
        "ELFI": (environment("elfi", "elfi"), "elfi_free.py"),
    }
    table = {}
    for number in range(rounds):
        for name, measure in [("kidal-weigh, no density", "abc"), ("kidal-weigh, density", "density")]:
            table.setdefault(name, []).append(ours(measure))
        for name, (python, script) in peers.items():
            found = python and peer(python, script, number)
            if found:
                table.setdefault(name, []).append(found)
    base = table["kidal-weigh, no density"]
    print(f"\n{'':<26}{'CPU s':>9}{'simulations':>13}{'µs each':>9}   ratio to the first, median (least to greatest)")
    for name, rows in table.items():
        seconds = statistics.median(row[0] for row in rows)
        simulations = statistics.median(row[1] for row in rows)
        each = statistics.median(1e6 * row[0] / row[1] for row in rows)
        ratios = [row[0] / first[0] for row, first in zip(rows, base)]
        print(
            f"{name:<26}{seconds:>9.4f}{simulations:>13.0f}{each:>9.2f}   "
            f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
        )


if __name__ == "__main__":
    main()
