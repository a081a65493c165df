"""The notebook of Kidal 2012 runs from its first cell to its last."""

import json
import os

import pytest
from conftest import ROOT, cut_off

pytestmark = pytest.mark.notebook

PATH = ROOT / "python/notebooks/kidal-2012.ipynb"


def test_it_is_committed_without_outputs():
    for cell in json.loads(PATH.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None


def test_it_runs(tmp_path, monkeypatch):
    try:
        import nbclient
        import nbformat
    except ImportError:
        cut_off("nbclient is not installed: `pip install 'kidal[notebook]'`")
    monkeypatch.setenv("KIDAL_EFFORT", "small")
    monkeypatch.setenv("KIDAL_DOSSIER", str(ROOT / "dossiers/kidal-2012"))
    notebook = nbformat.read(PATH, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in shown), "no figure was drawn"
    assert (tmp_path / "findings").is_dir()
    assert os.listdir(tmp_path / "findings")
