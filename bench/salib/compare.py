"""Sobol indices by Kidal and by SALib, side by side with the exact ones.

Usage: python3 bench/salib/compare.py [BASE]

Needs cargo and Python 3.10 or newer. SALib is installed into target/bench/salib; where that cannot be done, one line
says so and nothing is compared.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / "target" / "bench" / "salib"


def python_with_salib():
    """The interpreter of an environment that has SALib, or None."""
    python = VENV / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True)
        if made.returncode != 0:
            return None
    has = subprocess.run([str(python), "-c", "import SALib"], capture_output=True)
    if has.returncode != 0:
        got = subprocess.run([str(python), "-m", "pip", "install", "-q", "SALib"], capture_output=True)
        if got.returncode != 0:
            return None
    return str(python)


def ours(base):
    command = ["cargo", "run", "-q", "--release", "-p", "kidal-sweep", "--example", "known_functions", "--", str(base)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


THEIRS = """
import json, sys
import numpy as np
from SALib.sample import sobol as sampler
from SALib.analyze import sobol as analyzer
from SALib.test_functions import Ishigami, Sobol_G
base = int(sys.argv[1])
result = {}
for name, bounds, f in [
    ("ishigami", [[-np.pi, np.pi]] * 3, Ishigami.evaluate),
    ("sobol_g", [[0, 1]] * 8, lambda x: Sobol_G.evaluate(x, a=np.array([0, 1, 4.5, 9, 99, 99, 99, 99]))),
]:
    problem = {"num_vars": len(bounds), "names": [f"x{i}" for i in range(len(bounds))], "bounds": bounds}
    x = sampler.sample(problem, base, calc_second_order=False, seed=2012)
    found = analyzer.analyze(problem, f(x), calc_second_order=False, num_resamples=200, seed=2012)
    result[name] = {k: [float(v) for v in found[s]] for k, s in
                    [("first", "S1"), ("first_half_width", "S1_conf"), ("total", "ST"), ("total_half_width", "ST_conf")]}
print(json.dumps(result))
"""


def main():
    base = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    python = python_with_salib()
    if python is None:
        print("skipped: SALib cannot be installed here (no venv, or no package index)")
        return
    kidal = ours(base)
    ran = subprocess.run([python, "-c", THEIRS, str(base)], check=True, capture_output=True, text=True)
    salib = json.loads(ran.stdout)
    agree = True
    for name, mine in kidal.items():
        other = salib[name]
        print(f"{name}, base {base}")
        print("  factor  index   exact    kidal            SALib            gap / interval")
        for kind in ("first", "total"):
            for i, exact in enumerate(mine[f"exact_{kind}"]):
                a, b = mine[kind][i], other[kind][i]
                wide = (mine[f"{kind}_half_width"][i] ** 2 + other[f"{kind}_half_width"][i] ** 2) ** 0.5
                gap = abs(a - b) / max(wide, 1e-3)
                # Intervals hold 95 of 100: 1.5 half-widths of the difference hold 99.7. Indices next to nothing have
                # bootstrap intervals next to nothing, in both programs; half a hundredth of the variance is no difference.
                agree = agree and (gap < 1.5 or abs(a - b) < 0.005)
                print(f"  x{i + 1}      {kind}  {exact:7.4f}  {a:7.4f} ± {mine[f'{kind}_half_width'][i]:.4f}"
                      f" {b:7.4f} ± {other[f'{kind}_half_width'][i]:.4f}  {gap:.2f}")
    print("agree within their intervals" if agree else "DO NOT agree within their intervals")
    sys.exit(0 if agree else 1)


if __name__ == "__main__":
    main()
