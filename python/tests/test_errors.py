"""What goes wrong says where, what and how to mend it, in the words of the command line."""

import datetime
import pickle

import kidal
import pytest


def test_a_fault_of_a_file_is_located(cli, mill):
    text = (mill / "evidence.toml").read_text(encoding="utf-8")
    (mill / "evidence.toml").write_text(text.replace('speaker = "miller"', 'speker = "miller"', 1), encoding="utf-8")
    with pytest.raises(kidal.DossierError) as caught:
        kidal.weigh(mill)
    said = str(caught.value)
    printed = cli("weigh", mill, code=caught.value.exit_code).stderr
    assert "mill/evidence.toml:" in said and "speker" in said
    for line in said.splitlines()[1:-1]:
        assert line in printed
    assert caught.value.message in printed and caught.value.remedy in printed
    found = caught.value.diagnostics
    assert found[0]["annotations"][0]["start"]["line"] > 1
    with pytest.raises(kidal.DossierError):
        kidal.Dossier(mill)


def test_a_missing_dossier(cli):
    with pytest.raises(kidal.InputError) as caught:
        kidal.check("no/such/dossier")
    assert "there is no such folder" in str(caught.value)
    assert caught.value.message in cli("check", "no/such/dossier", code=2).stderr


def test_a_message_survives_the_way_between_processes(mill):
    with pytest.raises(kidal.KidalError) as caught:
        kidal.check("no/such/dossier")
    back = pickle.loads(pickle.dumps(caught.value))
    assert type(back) is type(caught.value) and str(back) == str(caught.value) and back.exit_code == 2


@pytest.mark.parametrize(
    "call",
    [
        lambda mill: kidal.weigh(mill, effort="huge"),
        lambda mill: kidal.weigh(mill, seed=-1),
        lambda mill: kidal.weigh(mill, seed=2**64),
        lambda mill: kidal.weigh(mill, threads=100_000),
        lambda mill: kidal.weigh(mill, budget=0),
        lambda mill: kidal.weigh(mill, budget=float("nan")),
        lambda mill: kidal.weigh(mill, budget=datetime.timedelta(seconds=-1)),
        lambda mill: kidal.weigh(mill, only="nobody"),
        lambda mill: kidal.weigh(mill, client=object()),
        lambda mill: kidal.sweep(mill, design="guess"),
        lambda mill: kidal.sweep(mill, size=1),
        lambda mill: kidal.sweep(mill, factors="no-such-factor"),
        lambda mill: kidal.replay(mill, run=-1),
        lambda mill: kidal.replay_many(mill, 0),
        lambda mill: kidal.replay_many(mill, True),
        lambda mill: kidal.explain("no-such-rule"),
        lambda mill: kidal.evidence(mill, "docx"),
        lambda mill: kidal.tell(mill, "nobody"),
        lambda mill: kidal.check("-"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(mill, call):
    with pytest.raises(kidal.UsageError) as caught:
        call(mill)
    assert isinstance(caught.value, ValueError)
    assert caught.value.remedy
    assert not (mill.parent / "findings").exists(), "a refused call leaves a folder behind"


def test_findings_that_are_not_there(mill):
    with pytest.raises(kidal.InputError):
        kidal.whatif(mill, "order:assault=never")
    with pytest.raises(kidal.InputError):
        kidal.read("nowhere")
    played = kidal.replay(mill)
    with pytest.raises(ValueError, match="not written"):
        kidal.export(played)
    with pytest.raises(ValueError, match="weigh"):
        played.to_arviz()
    with pytest.raises(KeyError, match="no table"):
        played.tables["particles"]


def test_a_checkpoint_of_other_work_is_in_the_way(mill):
    (mill.parent / "out").mkdir()
    (mill.parent / "out/.checkpoint").write_bytes(b"something else")
    with pytest.raises(kidal.CheckpointError, match="fresh"):
        kidal.sweep(mill, factors="guard-men", size=8, out="out")
    assert kidal.sweep(mill, factors="guard-men", size=8, out="out", fresh=True).kind == "sweep"
