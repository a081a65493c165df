#!/usr/bin/env python3
"""The published comparison of laws of attrition as a plain Python program, and how much faster `kidal` runs it.

Rejection ABC after Rubio-Campillo (2016): each run draws a law, the mean and standard deviation of the ratio of powers
(uniform on 0 to 5) and a gamma ratio per battle; battles are stepped (100 men a step, cut to whole men) until one side has
its historical losses; the distance is the sum of relative errors. Written anew from those rules; standard library only.

usage: published_abc.py FILE [RUNS]                 shares of the laws among the nearest 1 %
       published_abc.py FILE --against PROGRAM      throughput of PROGRAM (the example `published`) over this one, paired
"""

import csv
import math
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


def program_seconds(program, path, runs):
    """Processor time of all its threads, reading and preparing included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, path, str(runs)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / runs


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    table = battles(path)
    if "--against" in sys.argv:
        program = sys.argv[sys.argv.index("--against") + 1]
        ratios = []
        for pair in range(5):
            plain = plain_seconds(table, 60, pair)
            ours = program_seconds(program, path, 200_000)
            ratios.append(plain / ours)
            print(f"pair {pair}: plain {plain * 1e6:.0f} us, program {ours * 1e6:.1f} us a run: {ratios[-1]:.0f} times")
        ratios.sort()
        print(f"median {ratios[2]:.0f} times, from {ratios[0]:.0f} to {ratios[-1]:.0f} (processor time, {len(table)} battles)")
    else:
        runs = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
        print([round(share, 3) for share in shares(table, runs)])


if __name__ == "__main__":
    main()
