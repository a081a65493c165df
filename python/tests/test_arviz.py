"""ArviZ reads a study, and draws it."""

import warnings

import kidal
import pytest
from conftest import wanted


@pytest.fixture
def data(mill):
    wanted("arviz")
    wanted("zarr")
    findings = kidal.weigh(mill, effort="small", out="out")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return findings, findings.to_arviz()


def groups(data):
    names = data.groups() if callable(data.groups) else [name.strip("/") for name in data.groups]
    return set(filter(None, names))


def test_every_group_is_there(data):
    findings, data = data
    expected = {"posterior", "prior", "posterior_predictive", "log_likelihood", "observed_data", "sample_stats"}
    assert expected <= groups(data)
    assert "log_weight" in data["sample_stats"].data_vars
    effort = findings.data["provenance"]["options"]
    sizes = data["posterior"].sizes
    assert sizes["chain"] == int(effort["islands"])
    assert set(data["posterior"].data_vars) >= {one["name"] for one in findings.data["parameters"]}


def test_its_own_plots_draw_it(data):
    matplotlib = wanted("matplotlib")
    matplotlib.use("Agg")
    import arviz

    _, data = data
    name = list(data["posterior"].data_vars)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if arviz.__version__.startswith("0."):
            arviz.plot_posterior(data, var_names=[name])
            arviz.plot_trace(data, var_names=[name])
            arviz.plot_forest(data)
            arviz.plot_dist_comparison(data, var_names=[name])
        else:
            arviz.plot_dist(data, var_names=[name], backend="matplotlib")
            arviz.plot_trace(data, var_names=[name], backend="matplotlib")
            arviz.plot_forest(data, backend="matplotlib")
        summary = arviz.summary(data)
    assert len(summary) == len(data["posterior"].data_vars)
    from matplotlib import pyplot

    pyplot.close("all")
