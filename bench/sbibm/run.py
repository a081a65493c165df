"""Our posterior samples of four benchmark tasks against the reference samples, with and without a density.

    python3 bench/sbibm/run.py [DATA]

DATA: the folder of the benchmark's files (default: ../shared/data/sbibm). Needs scikit-learn, which is installed into a
virtual environment below the build folder; where that cannot be, the comparison is skipped with a line. About half an hour
of processor time, nearly all of it for the classifier.
"""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
TASKS = ["two_moons", "lotka_volterra", "slcp", "gaussian_linear"]


def environment():
    """A Python with scikit-learn, or None."""
    folder = TARGET / "bench" / "c2st"
    python = folder / "bin" / "python"
    probe = [str(python), "-c", "import sklearn"]
    if python.exists() and subprocess.run(probe, capture_output=True).returncode == 0:
        return python
    install = [str(python), "-m", "pip", "install", "-q", "scikit-learn"]
    for step in [[sys.executable, "-m", "venv", str(folder)], install]:
        if subprocess.run(step, capture_output=True).returncode != 0:
            return None
    return python


def main():
    data = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".." / "shared" / "data" / "sbibm")
    if not data.is_dir():
        print(f"skipped: no benchmark data in {data}")
        return
    build = ["cargo", "build", "--release", "-q", "-p", "kidal-weigh", "--example", "sbibm"]
    subprocess.run(build, check=True, cwd=ROOT)
    program = TARGET / "release" / "examples" / "sbibm"
    out = TARGET / "bench" / "out"
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(program), "evidence", "gaussian_linear", str(data), "-"], check=True)
    pairs = []
    for task in TASKS:
        for mode in ["density", "abc"]:
            path = out / f"{task}.{mode}.csv"
            subprocess.run([str(program), mode, task, str(data), str(path)], check=True)
            pairs.append(f"{task}={path}")
    python = environment()
    if python is None:
        print("skipped: scikit-learn cannot be installed here")
        return
    one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run([str(python), str(HERE / "c2st.py"), str(data), *pairs], check=True, env=one)


if __name__ == "__main__":
    main()
