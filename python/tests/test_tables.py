"""Tables go to other libraries as they are."""

import kidal
import pytest
from conftest import cut_off, wanted


@pytest.fixture
def findings(mill):
    return kidal.weigh(mill, effort="small", out="out")


def test_names_units_and_meanings(findings):
    questions = findings.tables["questions"]
    assert questions.name == "questions" and "questions: Questions" in repr(findings.tables)
    assert len(questions) == questions.num_rows > 0
    unit, about = questions.meanings["error"]
    assert unit and "error" in about
    assert set(questions.meanings) == set(questions.column_names)


def test_pyarrow_takes_them_without_a_copy(findings):
    pyarrow = wanted("pyarrow")
    table = findings.tables["particles"]
    one, other = pyarrow.table(table), pyarrow.table(table)
    assert one.num_rows == len(table) and one.column_names == table.column_names
    assert one.schema.field("log_weight").metadata[b"unit"] == b"natural logarithm"
    address = [taken.column("log_weight").chunk(0).buffers()[1].address for taken in (one, other)]
    assert address[0] == address[1], "the numbers were copied"


def test_pandas_polars_and_duckdb_agree(findings):
    pandas = wanted("pandas")
    polars = wanted("polars")
    duckdb = wanted("duckdb")
    table = findings.tables["particles"]
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    other = table.to_polars()
    assert isinstance(other, polars.DataFrame) and other.columns == list(frame.columns)
    assert other["log_weight"].to_list() == frame["log_weight"].tolist()
    arrow = table.to_arrow()
    total = duckdb.sql("select count(*), sum(log_weight) from arrow").fetchall()[0]
    assert total[0] == len(frame) and total[1] == pytest.approx(frame["log_weight"].sum())


def test_moments_are_timestamps_and_missing_cells_null(findings):
    pandas = wanted("pandas")
    timeline = findings.tables["timeline"].to_pandas()
    times = [name for name in timeline.columns if pandas.api.types.is_datetime64_any_dtype(timeline[name])]
    assert times and str(timeline[times[0]].dt.tz) == "UTC"


def test_the_same_as_parquet_and_csv(findings, tmp_path):
    pyarrow = wanted("pyarrow")
    parquet = wanted("pyarrow.parquet")
    csv = wanted("pyarrow.csv")
    try:
        findings.export("parquet", out=tmp_path / "parquet")
    except kidal.UsageError:
        cut_off("this wheel was built without Parquet")
    findings.export("csv", out=tmp_path / "csv")
    for name, table in findings.tables.items():
        stored = parquet.read_table(tmp_path / f"parquet/{name}.parquet")
        assert stored.equals(pyarrow.table(table)), name
        assert csv.read_csv(tmp_path / f"csv/{name}.csv").num_rows == len(table), name


def test_sweeps_have_tables_too(mill, tmp_path):
    wanted("pandas")
    swept = kidal.sweep(mill, factors=["guard-men", "order:assault"], size=32, pairs=True, out="swept")
    points = swept.tables["sweep_points"].to_pandas()
    record = swept.data["sweep"]
    assert len(points) == len(record["factors"][0]["values"])
    for factor in record["factors"]:
        assert points[f"factor.{factor['id']}"].tolist() == factor["values"]
    for response in record["responses"]:
        values = [None if value != value else value for value in points[f"outcome.{response['question']}"]]
        assert values == response["values"]
    indices = swept.tables["sweep_factors"].to_pandas()
    assert set(indices["factor"]) == {"guard-men", "order:assault", "luck"}
    assert {"sweep_outcomes", "sweep_pairs", "sweep_terms"} <= set(swept.tables)
    names = {path.name for path in swept.export("csv", out=tmp_path / "csv")}
    assert "sweep_points.csv" in names


def test_the_script_for_r_names_tables_and_columns_that_are_there():
    import re

    from conftest import ROOT

    page = (ROOT / "docs/reference/exports.md").read_text(encoding="utf-8")
    columns = {
        part.split("\n", 1)[0]: set(re.findall(r"^\| `([^`]+)` \|", part, re.M)) for part in page.split("\n## ")[1:]
    }
    script = (ROOT / "docs/how-to/kidal.R").read_text(encoding="utf-8")
    named = dict(re.findall(r"(\w+) <- read_table\(\"(\w+)\"\)", script))
    assert set(named.values()) == {"questions", "verdicts", "particles", "sweep_factors", "sweep_points"}
    for variable, table in [*named.items(), ("answers", "questions")]:
        for column in re.findall(rf"\b{variable}\$(\w+)", script):
            assert column in columns[table], f"{table}${column}"
        for listed in re.findall(rf"\b{variable}\[[^\n]*c\(([^)]*)\)", script):
            for column in re.findall(r'"(\w+)"', listed):
                assert column in columns[table], f"{table}${column}"
    assert script.count("(") == script.count(")") and script.count("{") == script.count("}")


def test_the_script_runs_where_r_is(mill):
    import shutil
    import subprocess

    from conftest import ROOT

    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    kidal.weigh(mill, effort="small", out="weighed").export("csv", out="both")
    kidal.sweep(mill, factors=["guard-men", "order:assault"], size=16, out="swept").export("csv", out="swept-csv")
    for name in ("sweep_factors.csv", "sweep_points.csv"):
        shutil.copy(f"swept-csv/{name}", "both")
    done = subprocess.run(["Rscript", ROOT / "docs/how-to/kidal.R", "both"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "histories: " in done.stdout and "first_order" in done.stdout
