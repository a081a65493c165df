"""What it costs to ask from Python: replays of the same histories from the command line and from Python, in turn.

Usage: python overhead.py [--kidal PROGRAM] [--dossier DIR] [--count N] [--rounds N] [--threads N]

Both run the same build; the digests of what they played are compared. Printed: least and median seconds of each, and the
ratio of each pair, so that a machine that is busy now and then shows itself.
"""

import argparse
import json
import statistics
import subprocess
import time
from pathlib import Path

import kidal

ROOT = Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kidal", default=ROOT / "target/release/kidal", type=Path)
    parser.add_argument("--dossier", default=ROOT / "dossiers/kidal-2012", type=Path)
    parser.add_argument("--count", default=1000, type=int)
    parser.add_argument("--rounds", default=7, type=int)
    parser.add_argument("--threads", default=1, type=int)
    asked = parser.parse_args()
    words = [asked.kidal, "replay", asked.dossier, "--count", asked.count, "--threads", asked.threads, "--format", "json"]

    def command_line():
        return json.loads(subprocess.run(list(map(str, words)), check=True, capture_output=True).stdout)

    def python():
        return kidal.replay_many(asked.dossier, asked.count, threads=asked.threads)

    def timed(call):
        start = time.perf_counter()
        answer = call()
        return time.perf_counter() - start, answer

    timed(python)
    pairs = []
    for turn in range(asked.rounds):
        # Who goes first changes from round to round.
        order = [command_line, python] if turn % 2 == 0 else [python, command_line]
        found = {call.__name__: timed(call) for call in order}
        assert found["python"][1] == found["command_line"][1], "they played other histories"
        pairs.append((found["command_line"][0], found["python"][0]))
    ratios = [python / line for line, python in pairs]
    version, commit = kidal.__version__, kidal.__commit__
    print(f"kidal {version} ({commit}), {asked.count} histories of {asked.dossier.name}, {asked.threads} threads")
    for name, column in (("command line", 0), ("Python", 1)):
        seconds = [pair[column] for pair in pairs]
        print(f"{name:13} least {min(seconds):7.3f} s   median {statistics.median(seconds):7.3f} s")
    least = min(pair[1] for pair in pairs) / min(pair[0] for pair in pairs)
    print(f"ratio of the least {least:.3f}; of pairs: median {statistics.median(ratios):.3f}, "
          f"{min(ratios):.3f} to {max(ratios):.3f}; the bar is 1.05")


if __name__ == "__main__":
    main()
