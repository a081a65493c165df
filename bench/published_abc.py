#!/usr/bin/env python3
"""The published comparison of laws of attrition as a plain Python program, and how much faster `kidal` runs it.

Rejection ABC after Rubio-Campillo (2016): each run draws a law, the mean and standard deviation of the ratio of powers
(uniform on 0 to 5) and a gamma ratio per battle; battles are stepped (100 men a step, cut to whole men) until one side has
its historical losses; the distance is the sum of relative errors. Written anew from those rules; standard library only.

usage: published_abc.py FILE [RUNS]                    shares of the laws among the nearest 1 %
       published_abc.py FILE... --against PROGRAM      throughput of PROGRAM (the example `published`) over this one, period
                                                       by period: 10^6 runs of the program, reading and preparing included,
                                                       on one thread, between two halves of the plain runs on one thread
"""

import csv
import math
import os
import random
import resource
import subprocess
import sys
import time


def battles(path):
    with open(path, newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        return [tuple(int(cell) for cell in row[1:5]) for row in rows]


def fight(law, ratio, battle):
    r0, rc, b0, bc = battle
    r_left, b_left = r0 - rc, b0 - bc
    factor = 100 / (b0 * r0) if law == 0 else 100 / max(b0, r0)
    times = factor * ratio
    r, b, step = r0, b0, 0
    while r > r_left and b > b_left:
        if law == 0:
            lost_r, lost_b = factor * b * r, times * r * b
        elif law == 1:
            lost_r, lost_b = factor * b, times * r
        elif law == 2:
            lost_r, lost_b = factor * r, times * b
        else:
            slow = math.log(math.e + step)
            lost_r, lost_b = factor * r / slow, times * b / slow
        r, b = int(r - lost_r), int(b - lost_b)
        step += 1
    return r0 - r, b0 - b


def run(table, draw):
    law = draw.randint(0, 3)
    mean, sd = draw.uniform(0, 5), draw.uniform(0, 5)
    shape, scale = (mean / sd) ** 2, sd * sd / mean
    distance = 0.0
    for battle in table:
        lost_r, lost_b = fight(law, draw.gammavariate(shape, scale), battle)
        distance += abs(lost_r - battle[1]) / battle[1] + abs(lost_b - battle[3]) / battle[3]
    return distance, law


def shares(table, runs, seed=1):
    draw = random.Random(seed)
    nearest = sorted(run(table, draw) for _ in range(runs))[: max(1, runs // 100)]
    return [sum(law == one for _, law in nearest) / len(nearest) for one in range(4)]


def plain_seconds(table, runs, seed):
    draw = random.Random(seed)
    start = time.process_time()
    for _ in range(runs):
        run(table, draw)
    return (time.process_time() - start) / runs


def program_seconds(program, path, runs, threads):
    """Processor time of all its threads, and time on the clock, reading and preparing included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    environment = os.environ | {"RAYON_NUM_THREADS": str(threads)}
    subprocess.run([program, path, str(runs)], check=True, stdout=subprocess.DEVNULL, env=environment)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / runs, clock / runs


PAIRS = 3
PLAIN_RUNS = 400
PROGRAM_RUNS = 1_000_000


def against(program, path):
    table = battles(path)
    pairs = []
    for pair in range(PAIRS):
        # The machine's speed changes with what else it does, so that one side is measured before and after the other.
        first = plain_seconds(table, PLAIN_RUNS // 2, 2 * pair)
        ours, _ = program_seconds(program, path, PROGRAM_RUNS, 1)
        plain = (first + plain_seconds(table, PLAIN_RUNS // 2, 2 * pair + 1)) / 2
        pairs.append((plain / ours, plain, ours))
    pairs.sort()
    ratio, plain, ours = pairs[PAIRS // 2]
    cores = os.cpu_count()
    _, clock = program_seconds(program, path, PROGRAM_RUNS, cores)
    print(
        f"{path}, {len(table)} battles: {ratio:.0f} times ({pairs[0][0]:.0f} to {pairs[-1][0]:.0f}), "
        f"plain {plain * 1e6:.0f} us, program {ours * 1e6:.2f} us of processor time a run; "
        f"on all {cores} cores {clock * 1e6:.2f} us on the clock",
        flush=True,
    )
    return plain, ours


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if "--against" in sys.argv:
        place = sys.argv.index("--against")
        program, paths = sys.argv[place + 1], sys.argv[1:place]
        sums = [sum(times) for times in zip(*(against(program, path) for path in paths))]
        print(f"one run of every period: {sums[0] / sums[1]:.0f} times")
    else:
        runs = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
        print([round(share, 3) for share in shares(battles(sys.argv[1]), runs)])


if __name__ == "__main__":
    main()
