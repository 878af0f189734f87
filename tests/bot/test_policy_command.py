"""`huiyin policy` and `huiyin knowledge`: what an estate decides goes out and comes in again."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.rules.policy_text import packaged
from storage.estates import PolicyVersion, estates, policy_in_force
from tests.bot.commands_typed import Ran, Run, WriteFile, reading
from tests.bot.directory_world import NOW, staff, staff_csv

ANSWER = """
[[entry]]
id = "fee"
keywords = ["物业费 交"]
answer = { zh-Hans = "到前台交。" }
"""


def test_a_policy_goes_out_is_changed_and_comes_in_again(
    run_on_each: Run, file: WriteFile, database_url: str
) -> None:
    run_on_each("import", "staff", file("staff.csv", staff_csv(staff())))
    assert run_on_each("policy", "export", "policy.toml").code == 0
    policy = Path("policy.toml").read_text(encoding="utf-8")
    Path("policy.toml").write_text(policy.replace("solution_days = 30", "solution_days = 6"))
    assert run_on_each("policy", "check", "policy.toml") == Ran(0, "policy.toml: no mistakes\n", "")

    ran = run_on_each(
        *("policy", "import", "policy.toml", "--from", "2020-12-01T08:00"),
        *("--by", "Lin.XiaoHong", "--why", "we can do better"),
    )

    assert ran.out == "回音花园: a new version, in force from 2020-12-01T08:00:00+08:00\n"
    with reading(database_url) as session:
        newest = session.exec(select(PolicyVersion).order_by(col(PolicyVersion.id).desc())).first()
        assert newest is not None
        assert (newest.by, newest.why) == ("lin.xiaohong", "we can do better")
        assert newest.content["deadlines"]["solution_days"] == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "soon", "--by", "lin.xiaohong", "--why", "x"), "--from: 'soon' is no time"),
        (("--from", "2026-12-01", "--by", "nobody", "--why", "x"), "--by: 'nobody' is nobody's"),
        (("--from", "2026-12-01", "--by", "lin.xiaohong", "--why", " "), "--why: must have 1 to"),
        (
            ("--from", "2026-12-01", "--by", "lin.xiaohong", "--why", "x", "--estate", "听涛苑"),
            "--estate: there is no '听涛苑'; there are 回音花园",
        ),
        (("--from", "2026-12-01", "--by", "lin.xiaohong"), "Missing option '--why'"),
    ],
)
def test_a_policy_is_not_brought_in_without_knowing_when_who_why_and_where(
    run: Run,
    file: WriteFile,
    sqlite_database: str,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    run("import", "staff", file("staff.csv", staff_csv(staff())))
    run("policy", "export", "policy.toml")

    ran = run("policy", "import", "policy.toml", *arguments)

    assert ran.code == 2
    assert sentence in ran.err
    with reading(sqlite_database) as session:
        assert len(session.exec(select(PolicyVersion)).all()) == 1
        assert policy_in_force(session, estates(session)[0].id, NOW) == packaged("strict")


def test_a_wrong_policy_is_refused_with_line_and_reason(run: Run, file: WriteFile) -> None:
    name = file(
        "policy.toml", b'extends = "strict"\n\n[deadlines]\nsolution_days = "x"\nsolved = 1\n'
    )

    ran = run("policy", "check", name)

    assert ran.code == 1
    assert ran.err.splitlines() == [
        "policy.toml:4: deadlines.solution_days: 'x' is not a whole number",
        "policy.toml:5: deadlines.solved: is not known; the nearest known key is solution_days",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "policy.toml:1: is not UTF-8"),
        (b"#" * 1_000_001, "policy.toml: larger than 1,000,000 bytes"),
    ],
)
def test_what_is_no_text_is_no_policy(
    run: Run, file: WriteFile, content: bytes, sentence: str
) -> None:
    assert run("policy", "check", file("policy.toml", content)) == Ran(2, "", sentence + "\n")


def test_with_several_estates_an_export_must_name_one(run: Run, file: WriteFile) -> None:
    assert run("policy", "export", "p.toml").err == (
        "there is no estate yet: import residents or staff first\n"
    )
    rows = staff_csv(staff(), staff(userid="he", estate="听涛苑"))
    run("import", "staff", file("staff.csv", rows))

    assert run("policy", "export", "p.toml").err == (
        "--estate: say which one; there are 听涛苑, 回音花园\n"
    )
    assert run("policy", "export", "p.toml", "--estate", "听涛苑").code == 0


def test_answers_are_checked_brought_in_and_written_out(
    run_on_each: Run, file: WriteFile, tmp_path: Path
) -> None:
    run_on_each("import", "staff", file("staff.csv", staff_csv(staff())))
    written = str(tmp_path / "out.toml")
    answers = file("answers.toml", ANSWER.encode())

    assert run_on_each("knowledge", "check", answers).out == f"{answers}: no mistakes, 1 entries\n"
    assert run_on_each("knowledge", "export", written).code == 0
    assert "property-fee" in Path(written).read_text(encoding="utf-8")
    by = staff()["userid"]
    done = run_on_each("knowledge", "import", answers, "--by", by, "--why", "new desk")
    assert done == Ran(0, "回音花园: a new version holds now\n", "")
    assert run_on_each("knowledge", "export", written).code == 0
    assert Path(written).read_text(encoding="utf-8") == ANSWER


def test_answers_with_mistakes_are_refused_with_their_lines(
    run_on_each: Run, file: WriteFile
) -> None:
    wrong = file("answers.toml", ANSWER.replace("zh-Hans", "fr").encode())

    refused = run_on_each("knowledge", "check", wrong)

    assert refused.code == 1
    assert f"{wrong}:2: answer: has no zh-Hans" in refused.err
