"""Whether two samples of battles have one law: Kolmogorov-Smirnov on the numbers, chi-square on who won."""

import bisect
import math

NUMBERS = ["surv_a", "surv_d", "end_step", "fled_a", "fled_d", "element_steps"]


def kolmogorov_smirnov(a, b):
    """p of the two-sample test, from the limit law: cautious where values repeat, as counts do."""
    a, b = sorted(a), sorted(b)
    apart = max(
        abs(bisect.bisect_right(a, value) / len(a) - bisect.bisect_right(b, value) / len(b))
        for value in set(a) | set(b)
    )
    root = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    scale = (root + 0.12 + 0.11 / root) * apart
    if scale < 0.2:
        return 1.0
    return min(1.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * (k * scale) ** 2) for k in range(1, 101)))


def chi_square(a, b):
    """p of the test that two lists of outcomes 0, 1, 2 have one law."""
    kinds = [kind for kind in range(3) if kind in a or kind in b]
    total, statistic = len(a) + len(b), 0.0
    for kind in kinds:
        both = a.count(kind) + b.count(kind)
        for sample in (a, b):
            expected = both * len(sample) / total
            statistic += (sample.count(kind) - expected) ** 2 / expected
    if len(kinds) == 1:
        return 1.0
    return math.erfc(math.sqrt(statistic / 2)) if len(kinds) == 2 else math.exp(-statistic / 2)


def compare(ours, theirs):
    """p by output."""
    tests = {
        name: kolmogorov_smirnov([row[name] for row in ours], [row[name] for row in theirs])
        for name in NUMBERS
    }
    tests["winner"] = chi_square([row["winner"] for row in ours], [row["winner"] for row in theirs])
    return tests


def means(rows):
    wins = sum(row["winner"] == 1 for row in rows) / len(rows)
    return {"a wins": 100 * wins} | {name: sum(row[name] for row in rows) / len(rows) for name in NUMBERS}
