"""Every function gives what the command line gives, byte for byte."""

import json

import kidal
import pytest
from conftest import ROOT, tree


def test_the_build_is_that_of_the_command_line(cli):
    assert cli("--version").stdout.split()[-1] == kidal.__version__


def test_check(cli, kidal_2012):
    found = kidal.check(kidal_2012)
    assert found.json() == cli("check", kidal_2012, "--format", "json", code=found.exit_code).stdout
    assert found.sarif() == cli("check", kidal_2012, "--format", "sarif", code=found.exit_code).stdout
    said = cli("check", kidal_2012, code=found.exit_code).stdout
    assert said.startswith(str(found))
    assert len(found) == len(found.diagnostics) and found.contradictions
    first = found.contradictions[0]
    assert first.places and first.places[0].line >= 1 and first.code in str(first)


def test_several_dossiers_are_checked_together(cli, mill, kidal_2012):
    kidal.new("mine")
    found = kidal.check(mill, "mine", kidal_2012)
    assert found.title == "3 dossiers"
    assert found.json() == cli("check", mill, "mine", kidal_2012, "--format", "json", code=found.exit_code).stdout
    named = {place.file for one in found for place in one.places}
    assert "mine/evidence.toml" in named and any("kidal-2012/" in name for name in named)
    with pytest.raises(kidal.InputError, match="named twice"):
        kidal.check(mill, mill)
    with pytest.raises(kidal.UsageError, match="no dossier is named"):
        kidal.check()


def test_tell_explain_and_evidence(cli, kidal_2012):
    told = kidal.tell(kidal_2012, "garrison-soldier", "ansar-dine")
    words = ("tell", kidal_2012, "--by", "garrison-soldier,ansar-dine", "--format")
    assert str(told) == cli(*words, "text").stdout
    assert told.markdown() == cli(*words, "md").stdout
    assert told.json() == cli(*words, "json").stdout
    assert [one.speaker for one in told.accounts] == ["garrison-soldier", "ansar-dine"]
    assert kidal.explain("part-sum") == cli("explain", "part-sum").stdout
    assert "part-sum" in kidal.rules()
    assert kidal.evidence(kidal_2012, "csv") == cli("evidence", kidal_2012, "--format", "csv").stdout
    assert kidal.digest(kidal_2012) == cli("digest", kidal_2012).stdout.strip()


def test_import(cli, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(
        "The Battle of the Ford was fought on 3 May 1901.\n\nThe garrison had 80 men; 12 were killed.\n", encoding="utf-8"
    )
    draft = kidal.import_(article)
    assert str(draft) == cli("import", article).stdout
    assert json.dumps(draft.data) == json.dumps(json.loads(cli("import", article, "--format", "json").stdout))
    assert kidal.import_(article, out=tmp_path / "draft").written == tmp_path / "draft/evidence.toml"
    with pytest.raises(kidal.UsageError, match="already there"):
        kidal.import_(article, out=tmp_path / "draft")


def test_new_dossiers_check(mill):
    assert "evidence.toml" in kidal.new("mine")
    assert kidal.check("mine").exit_code == 0


def test_replay(cli, mill):
    here = kidal.replay(mill, run=3, out="here")
    cli("replay", mill, "--run", 3, "--out", "there")
    assert tree("here") == tree("there")
    assert here.json().encode() == tree("here")["findings.json"]
    assert here.text(verbose=True) == cli("replay", mill, "--run", 3, "--verbose").stdout
    assert here.kind == "replay"


def test_many_replays(cli, mill):
    words = ("replay", mill, "--count", 300, "--format", "json", "--threads")
    assert kidal.replay_many(mill, 300, threads=2) == json.loads(cli(*words, 2).stdout)
    assert kidal.replay_many(mill, 300, threads=1) == json.loads(cli(*words, 1).stdout)


def test_verify_step(cli, mill):
    here = kidal.verify_step(mill, pairs=300, threads=1)
    code = 0 if all(row["passes"] and row["elements_pass"] for row in here["rows"]) else 4
    words = ("replay", mill, "--verify-step", "--count", 300, "--threads", 1, "--format", "json")
    assert here == json.loads(cli(*words, code=code).stdout)


def test_weigh_and_what_follows_it(cli, mill):
    here = kidal.weigh(mill, out="here", effort="small")
    code = 0 if here.is_trustworthy else 4
    cli("weigh", mill, "--small", "--out", "there", code=code)
    assert tree("here") == tree("there")
    assert here.json().encode() == tree("here")["findings.json"]
    assert str(here) == cli("report", "here", "--format", "text").stdout
    assert here.markdown() == cli("report", "here", "--format", "md").stdout
    assert here.warnings or here.is_trustworthy
    assert set(here.questions) == {one["id"] for one in here.data["questions"]}

    again = kidal.read("there")
    assert again.json() == here.json() and again.folder is not None
    assert kidal.rerun(here)["same"] is True

    changes = kidal.changeable(mill)
    assert changes == json.loads(cli("whatif", mill, "--list", "--format", "json").stdout)
    words = ("whatif", mill, "--do", "order:assault=never", "--findings", "here")
    asked = kidal.whatif(mill, "order:assault=never", findings=here)
    assert str(asked) == cli(*words).stdout
    assert asked.json() == cli(*words, "--format", "json").stdout
    assert asked.markdown() == cli(*words, "--format", "md").stdout

    written = kidal.export(here, "csv", out="csv-here")
    cli("export", "there", "--format", "csv", "--out", "csv-there")
    assert tree("csv-here") == tree("csv-there") and written
    assert kidal.report(here, out="page.html").read_bytes() == tree("here")["report.html"]


def test_options_of_weigh(cli, mill):
    here = kidal.weigh(mill, out="here", effort="small", seed=9, without="captain", as_known_on="1901-05-07", threads=1)
    code = 0 if here.is_trustworthy else 4
    words = ("--without", "captain", "--as-known-on", "1901-05-07", "--threads", 2)
    cli("weigh", mill, "--small", "--seed", 9, "--out", "there", *words, code=code)
    assert tree("here") == tree("there")


def test_sweep(cli, mill):
    options = {"factors": ["guard-men", "order:assault"], "out": "here", "size": 32, "pairs": True}
    here = kidal.sweep(mill, **options)
    words = ("--factor", "guard-men", "--factor", "order:assault", "--size", 32, "--pairs")
    cli("sweep", mill, *words, "--out", "there")
    assert tree("here") == tree("there")
    assert here.kind == "sweep"
    table = mill / "my-factors.toml"
    table.write_text('[[factor]]\nparameter = "guard-men"\n', encoding="utf-8")
    kidal.sweep(mill, factors=table, design="latin", size=16, replicates=2, out="here-table")
    words = ("--factors", table, "--design", "latin", "--size", 16, "--replicates", 2)
    cli("sweep", mill, *words, "--out", "there-table")
    assert tree("here-table") == tree("there-table")


def test_corpus(cli, mill):
    rows = ["year,R0,Rc,B0,Bc"]
    rows += [f"{1700 + n},{1000 + 37 * n},{100 + 11 * n},{900 + 23 * n},{150 + 7 * n}" for n in range(40)]
    table = mill / "battles.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    here = kidal.corpus.laws(table, runs=0, out="here")
    cli("corpus", "laws", table, "--runs", 0, "--out", "there")
    assert tree("here") == tree("there")
    assert here.kind == "corpus" and here.tables
    assert str(here) in cli("corpus", "laws", table, "--runs", 0).stdout


def test_days_of_a_campaign(cli, mill):
    rows = ["day,forces_allies,casualties_allies,forces_germans,casualties_germans"]
    rows += [f"{n},{9000 - 40 * n},{40 + 3 * (n % 4)},{8000 - 50 * n},{50 - 2 * (n % 5)}" for n in range(12)]
    table = mill / "days.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    here = kidal.corpus.days(table, out="here")
    cli("corpus", "days", table, "--out", "there")
    assert tree("here") == tree("there")
    assert here.kind == "corpus" and str(here) in cli("corpus", "days", table).stdout


def test_a_dossier_as_an_object(mill):
    battle = kidal.Dossier(mill)
    assert battle.name == "mill" and battle.title in repr(battle)
    assert battle.digest == kidal.digest(mill)
    assert str(battle.check()) == str(kidal.check(mill))
    assert battle.replay(run=1).json() == kidal.replay(mill, run=1).json()
    assert battle.sweep(factors="guard-men", design="latin", size=8, replicates=1, out="s").kind == "sweep"
    assert str(battle.tell("miller")) == str(kidal.tell(mill, "miller"))


def test_every_dossier_of_the_repository_opens():
    for folder in sorted((ROOT / "dossiers").iterdir()):
        assert kidal.Dossier(folder).title
