"""Dossiers for tests, and the command line beside which the package is held."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CLAIMS = """
[[claim]]
id = "miller.dawn"
speaker = "miller"
via = ["letter"]
said = "1901-05-06"
stake = "neutral"
words = "Heard it begin on the 3rd."
says = "happened(dawn-assault) on 1901-05-03"

[[claim]]
id = "miller.greys"
speaker = "miller"
via = ["letter"]
said = "1901-05-06"
stake = "neutral"
words = "Counted about 80."
says = "strength(greys) = ~80"

[[claim]]
id = "captain.repulsed"
speaker = "captain"
via = ["report"]
said = "1901-05-05"
stake = "serves"
words = "Beaten back."
says = "repulsed(dawn-assault)"
"""


def cut_off(missing: str) -> None:
    """Skips by name; fails where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{missing}; nothing may be skipped while CI=true")
    pytest.skip(missing)


def wanted(name: str):
    """A library of others that a test needs."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return cut_off(f"{name} is not installed: `pip install './python[test]'`")


@pytest.fixture(scope="session")
def cli():
    """The command line of the same build: its answer to some words."""
    wanted = os.environ.get("KIDAL_CLI")
    places = [Path(wanted)] if wanted else [ROOT / "target" / name / "kidal" for name in ("debug", "release")]
    program = next((place for place in places if place.is_file()), None)
    if program is None:
        cut_off("the command line is not built: `cargo build`")

    def run(*words, code=0, cwd=None):
        done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, cwd=cwd)
        assert done.returncode == code, done.stderr
        return done

    return run


@pytest.fixture
def mill(tmp_path):
    """A small battle with three claims, in a folder of its own, which is also the working folder."""
    folder = tmp_path / "mill"
    shutil.copytree(ROOT / "crates/kidal-scenario/tests/mill", folder)
    with open(folder / "evidence.toml", "a", encoding="utf-8") as file:
        file.write(CLAIMS)
    before = Path.cwd()
    os.chdir(tmp_path)
    yield Path("mill")
    os.chdir(before)


@pytest.fixture
def kidal_2012():
    return ROOT / "dossiers/kidal-2012"


def tree(folder):
    """Every file below a folder with its bytes."""
    folder = Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
