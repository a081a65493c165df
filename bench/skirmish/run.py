"""The reference skirmish: ours beside krABMaga and Mesa, in paired rounds, with agreement checked.

    python3 bench/skirmish/run.py [ROUNDS] [--sizes 50 500 5000] [--seeds 200] [--ours-only]

Processor time of whole battles, set-up included, one thread each; Mesa without its imports. What cannot be installed is
skipped with a line. Mesa's newest releases need a newer Python than its older ones: the one that runs this script decides.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys

import agreement

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
# Battles of a round by elements a side; a program without a number is not run at that size.
BATTLES = {
    50: {"Kidal": 400, "krABMaga": 20, "Mesa": 2},
    500: {"Kidal": 20, "krABMaga": 2, "Mesa": 1},
    5000: {"Kidal": 1},
}
# Seeds of the rounds begin above those of the agreement.
FIRST = 100_000


def rows_of(text):
    lines = text.strip().splitlines()
    names = lines[0].split(",")
    return [dict(zip(names, map(int, line.split(",")))) for line in lines[1:]]


def timed(command):
    """Rows that a program prints, its processor time, and what it says on standard error."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return rows_of(out.stdout), seconds, out.stderr


def native(program, *options):
    def run(n, battles, first):
        rows, seconds, _ = timed([program, n, battles, first, *options])
        return rows, seconds

    return run


def mesa(python):
    def run(n, battles, first):
        rows, _, said = timed([python, HERE / "mesa_skirmish.py", n, battles, first])
        return rows, float(said.split()[-1])

    return run


def ours():
    build = ["cargo", "build", "--release", "-q", "-p", "kidal-battle", "--example", "skirmish"]
    subprocess.run(build, check=True, cwd=ROOT)
    return native(TARGET / "release" / "examples" / "skirmish", "--csv")


def krabmaga():
    folder = TARGET / "bench" / "krabmaga"
    build = ["cargo", "build", "--release", "-q", "--target-dir", folder]
    out = subprocess.run(build, cwd=HERE / "krabmaga", capture_output=True, text=True)
    if out.returncode != 0:
        reason = [line.strip() for line in out.stderr.splitlines() if "error" in line] or ["no reason given"]
        print(f"skipped: krABMaga cannot be built here ({reason[0]})")
        return None
    return native(folder / "release" / "skirmish-krabmaga")


def mesa_of():
    """Mesa in an environment of its own, or None."""
    folder = TARGET / "bench" / "skirmish-mesa"
    python = folder / "bin" / "python"
    probe = [python, "-c", "import mesa.experimental.continuous_space; print(mesa.__version__)"]
    if not python.exists() or subprocess.run(probe, capture_output=True).returncode != 0:
        for step in [
            [sys.executable, "-m", "venv", folder],
            [python, "-m", "pip", "install", "-q", "mesa", "networkx", "scipy"],
        ]:
            if subprocess.run(step, capture_output=True).returncode != 0:
                print("skipped: Mesa cannot be installed here")
                return None
    found = subprocess.run(probe, capture_output=True, text=True)
    if found.returncode != 0:
        print(f"skipped: Mesa has no continuous space here ({found.stderr.strip().splitlines()[-1:]})")
        return None
    print(f"Mesa {found.stdout.strip()}")
    return mesa(python)


def agree(programs, seeds):
    """Compares each peer with ours at 50 a side."""
    rows = {name: run(50, seeds, 1)[0] for name, run in programs.items()}
    for name, mean in ((name, agreement.means(found)) for name, found in rows.items()):
        print(f"{name:<10}" + "  ".join(f"{key} {value:.1f}" for key, value in mean.items()))
    for name, found in rows.items():
        if name != "Kidal":
            tests = agreement.compare(rows["Kidal"], found)
            least = min(tests.values())
            print(f"{name} against Kidal, {seeds} seeds each: least p {least:.3f} of {len(tests)} tests")
            print("   " + "  ".join(f"{key} {p:.3f}" for key, p in tests.items()))
            if least * len(tests) < 0.01:
                print(f"   {name} DISAGREES: repeat with more seeds (--seeds) before believing it")


def rounds_of(programs, n, rounds):
    """Battles a second, nanoseconds an element-step, and ratios of the same round, by program."""
    table = {}
    for number in range(rounds):
        for name, run in programs.items():
            battles = BATTLES[n].get(name)
            if battles:
                rows, seconds = run(n, battles, FIRST + number * battles)
                steps = sum(row["element_steps"] for row in rows)
                table.setdefault(name, []).append((battles / seconds, steps / seconds))
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    parser.add_argument("--sizes", nargs="+", type=int, default=[50], choices=sorted(BATTLES))
    parser.add_argument("--seeds", type=int, default=200, help="of the agreement; 0: not checked")
    parser.add_argument("--ours-only", action="store_true")
    asked = parser.parse_args()
    programs = {"Kidal": ours()}
    if not asked.ours_only:
        for name, peer in {"krABMaga": krabmaga(), "Mesa": mesa_of()}.items():
            if peer:
                programs[name] = peer
    if asked.seeds and len(programs) > 1:
        agree(programs, asked.seeds)
    print(f"\n{'a side':<8}{'program':<10}{'battles/s':>11}{'element-steps/s':>17}{'ns each':>9}   Kidal is faster, median (least to greatest)")
    growth = {}
    for n in asked.sizes:
        table = rounds_of(programs, n, asked.rounds)
        for name, rows in table.items():
            battles = statistics.median(row[0] for row in rows)
            steps = statistics.median(row[1] for row in rows)
            ratios = [first[1] / row[1] for first, row in zip(table["Kidal"], rows)]
            spread = f"{statistics.median(ratios):.0f} ({min(ratios):.0f} to {max(ratios):.0f})"
            print(f"{n:<8}{name:<10}{battles:>11.3f}{steps:>17.0f}{1e9 / steps:>9.1f}   {spread}")
            if name == "Kidal":
                growth[n] = 1e9 / steps
    print_growth(growth)


def print_growth(growth):
    """Cost of an element-step beside the number of true neighbours, both against the smallest size."""
    if len(growth) < 2:
        return
    program = TARGET / "release" / "examples" / "skirmish"
    print(f"\n{'a side':<8}{'ns each':>9}{'times':>8}{'neighbours':>12}{'times':>8}")
    base = None
    for n, cost in growth.items():
        out = subprocess.run([str(program), str(n), "--neighbours"], check=True, capture_output=True, text=True)
        found = (cost, float(out.stdout))
        base = base or found
        print(f"{n:<8}{cost:>9.1f}{cost / base[0]:>8.1f}{found[1]:>12.1f}{found[1] / base[1]:>8.1f}")


if __name__ == "__main__":
    main()
