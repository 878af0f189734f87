"""The commands as they are typed: what they print, their exit codes, and never a traceback."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
from alembic.script import ScriptDirectory
from sqlmodel import Session, col, select

from flows.resources import read_text
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, Source, Urgency
from storage.audit import AuditEntry
from storage.cases import Case
from storage.database import Database
from storage.estates import PolicyVersion, ensure_estate, estates, policy_in_force
from storage.keys import Keyring
from storage.migrate import configuration
from storage.residents import name_of, residents_with_phone
from tests.bot.commands_typed import OLD, Ran, Run, written
from tests.bot.directory_world import NOW, resident, residents_csv, staff, staff_csv

NEW = b"n" * 32
PROJECT = Path(__file__).parents[2]
PHONE = "+85255500101"
NEWEST = ScriptDirectory.from_config(configuration()).get_current_head()


@pytest.fixture
def run(typed: Run, empty_sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command for an SQLite file that is not there yet."""
    monkeypatch.setenv("DATABASE_URL", empty_sqlite_database)
    return typed


@pytest.fixture
def run_on_each(typed: Run, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command for an empty database, once of each kind."""
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    return typed


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], str]:
    def write(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return name

    return write


@contextmanager
def reading(url: str, key: bytes = OLD) -> Iterator[Session]:
    database = Database(url, Keyring((key,)))
    with database.reading() as session:
        yield session
    database.close()


def test_a_command_keeps_the_time_of_a_rehearsal_and_says_nothing_of_it(
    run: Run,
    file: Callable[[str, bytes], str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("CLOCK", "adjustable")
    run("migrate")

    assert run("import", "staff", file("staff.csv", staff_csv(staff()))).code == 0
    assert "CLOCK" not in caplog.text


def test_a_new_house_is_furnished_step_by_step(
    run_on_each: Run, file: Callable[[str, bytes], str], empty_database_url: str
) -> None:
    assert run_on_each("migrate") == Ran(0, f"the database is now at revision {NEWEST}\n", "")
    assert run_on_each("migrate") == Ran(0, "the database is up to date\n", "")

    residents = file("residents.csv", residents_csv(resident()))
    members = file("staff.csv", staff_csv(staff()))
    assert run_on_each("import", "residents", residents) == Ran(
        0, "new estate: 回音花园\nresidents: 1 added, 0 changed, 0 unchanged\n", ""
    )
    assert run_on_each("import", "staff", members).out == "staff: 1 added, 0 changed, 0 unchanged\n"
    assert run_on_each("import", "staff", members).out == "staff: 0 added, 0 changed, 1 unchanged\n"
    with reading(empty_database_url) as session:
        assert len(residents_with_phone(session, PHONE)) == 1


def test_every_bad_row_is_printed_and_nothing_is_imported(
    run_on_each: Run, file: Callable[[str, bytes], str], empty_database_url: str
) -> None:
    run_on_each("migrate")
    rows = residents_csv(resident(), resident(room="303", role="cat", phone="12"))

    ran = run_on_each("import", "residents", file("residents.csv", rows))

    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "line 3: phone: '12' is no number in E.164 such as +85255500101",
        "line 3: role: 'cat' is none of owner, tenant, family",
        "nothing was imported",
    ]
    with reading(empty_database_url) as session:
        assert estates(session) == []


def test_a_command_on_a_database_without_tables_says_what_to_do(run_on_each: Run) -> None:
    sentence = "the database is not up to date: run `huiyin migrate`\n"
    Path("residents.csv").write_bytes(residents_csv(resident()))

    for command in (("jobs",), ("serve",), ("import", "residents", "residents.csv")):
        assert run_on_each(*command) == Ran(2, "", sentence)


def test_a_policy_goes_out_is_changed_and_comes_in_again(
    run_on_each: Run, file: Callable[[str, bytes], str], empty_database_url: str
) -> None:
    run_on_each("migrate")
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
    with reading(empty_database_url) as session:
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
    file: Callable[[str, bytes], str],
    empty_sqlite_database: str,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    run("migrate")
    run("import", "staff", file("staff.csv", staff_csv(staff())))
    run("policy", "export", "policy.toml")

    ran = run("policy", "import", "policy.toml", *arguments)

    assert ran.code == 2
    assert sentence in ran.err
    with reading(empty_sqlite_database) as session:
        assert len(session.exec(select(PolicyVersion)).all()) == 1
        assert policy_in_force(session, estates(session)[0].id, NOW) == packaged("strict")


def test_a_wrong_policy_is_refused_with_line_and_reason(
    run: Run, file: Callable[[str, bytes], str]
) -> None:
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
    run: Run, file: Callable[[str, bytes], str], content: bytes, sentence: str
) -> None:
    assert run("policy", "check", file("policy.toml", content)) == Ran(2, "", sentence + "\n")


def test_with_several_estates_an_export_must_name_one(
    run: Run, file: Callable[[str, bytes], str]
) -> None:
    run("migrate")
    assert run("policy", "export", "p.toml").err == (
        "there is no estate yet: import residents or staff first\n"
    )
    rows = staff_csv(staff(), staff(userid="he", estate="听涛苑"))
    run("import", "staff", file("staff.csv", rows))

    assert run("policy", "export", "p.toml").err == (
        "--estate: say which one; there are 听涛苑, 回音花园\n"
    )
    assert run("policy", "export", "p.toml", "--estate", "听涛苑").code == 0


def test_an_old_key_is_given_up_by_migrating(
    run_on_each: Run,
    file: Callable[[str, bytes], str],
    empty_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_on_each("migrate")
    run_on_each("import", "residents", file("residents.csv", residents_csv(resident())))
    monkeypatch.setenv("SECRET_KEY", written(NEW))
    monkeypatch.setenv("PREVIOUS_SECRET_KEYS", written(OLD))

    assert run_on_each("migrate").out == (
        "the database is up to date\n"
        "1 rows are sealed with the newest key: PREVIOUS_SECRET_KEYS may go\n"
    )
    with reading(empty_database_url, NEW) as session:
        (found,) = residents_with_phone(session, PHONE)
        assert name_of(session, found) == "陈大文"


def test_a_lost_key_is_said(
    run: Run, file: Callable[[str, bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("migrate")
    name = file("residents.csv", residents_csv(resident()))
    run("import", "residents", name)
    monkeypatch.setenv("SECRET_KEY", written(NEW))

    assert run("import", "residents", name) == Ran(
        2, "", "SECRET_KEY and PREVIOUS_SECRET_KEYS do not open what the database holds\n"
    )
    monkeypatch.setenv("PREVIOUS_SECRET_KEYS", written(b"x" * 32))
    assert run("migrate").err.startswith("resident 1 is sealed with a key that is not given")


def test_mistaken_settings_are_all_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "99999")
    monkeypatch.setenv("SECRET_KEY", "short")

    for command in ("migrate", "serve", "jobs"):
        ran = run(command)
        assert ran.code == 2
        assert {line.partition(":")[0] for line in ran.err.splitlines()} == {"SECRET_KEY", "PORT"}


def test_settings_may_lie_in_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    Path(".env").write_text(f"SECRET_KEY={written(OLD)}\n")

    assert run("migrate").code == 0


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://me:topsecret@127.0.0.1:1/house", "the database house at 127.0.0.1:1 cannot"),
        ("sqlite:///notes.txt", "the database notes.txt cannot be used: file is not a database"),
        ("sqlite:////proc/nowhere/huiyin.db", "/proc/nowhere/huiyin.db cannot be made"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_a_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, sentence: str
) -> None:
    Path("notes.txt").write_text("nothing of a database " * 100)
    monkeypatch.setenv("DATABASE_URL", url)

    ran = run("migrate")

    assert ran.code == 2
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert "topsecret" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("import", "cats", "x.csv"), ("serve", "--role", "half"), ("demo", "--port", "0"), ("dance",)],
)
def test_what_no_command_understands_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert arguments[-2 if len(arguments) == 3 else -1] in ran.err


def test_a_missing_file_is_named(run: Run) -> None:
    run("migrate")

    assert run("import", "staff", "staff.csv") == Ran(
        1, "", "staff.csv: No such file or directory\nnothing was imported\n"
    )
    assert run("policy", "check", "p.toml") == Ran(2, "", "p.toml: No such file or directory\n")


def test_nothing_is_made_by_asking(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///fresh/huiyin.db")

    assert run("jobs").code == 2
    assert not Path("fresh").exists()


def test_the_module_is_the_same_program_and_is_quick_to_help() -> None:
    program = (
        "import sys; from bot.command_line import app;"
        " import json; json.dump(sorted(sys.modules), sys.stdout)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    helped = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, check=True, text=True
    )

    heavy = {"aiohttp", "sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "phonenumbers"}
    assert heavy.isdisjoint(json.loads(found.stdout))
    for command in ("demo", "serve", "migrate", "import", "policy", "jobs"):
        assert f"\n  {command} " in helped.stdout


def test_a_mistaken_setting_is_said_before_the_house_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.command_line import main; sys.argv = ['huiyin', 'serve']\n"
        "try: main()\n"
        "finally: print('bot.app' in sys.modules)"
    )
    environ = {"PATH": os.defpath, "PYTHONPATH": str(PROJECT), "SECRET_KEY": "short"}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "False\n")
    assert done.stderr.startswith("SECRET_KEY")


def test_two_migrations_at_once_make_the_tables_once(typed: Run, empty_database_url: str) -> None:
    environ = {**os.environ, "DATABASE_URL": empty_database_url, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "bot", "migrate"]
    pipe = subprocess.PIPE

    both = [subprocess.Popen(command, env=environ, stderr=pipe, stdout=pipe) for _ in range(2)]
    said = [process.communicate() for process in both]

    assert [(process.returncode, err) for process, (_, err) in zip(both, said, strict=True)] == [
        (0, b""),
        (0, b""),
    ]
    with reading(empty_database_url) as session:
        assert estates(session) == []


def test_the_file_of_a_case_that_is_not_there_is_a_sentence(typed: Run) -> None:
    typed("migrate")

    ran = typed("export", "case", "TS-20261124-0001")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip() == "there is no case TS-20261124-0001"


def lies_open(name: str) -> None:
    """A file of that name is there already, and all may read it."""
    Path(name).write_text("an older one")
    Path(name).chmod(0o644)


def is_private(name: str) -> bool:
    return Path(name).stat().st_mode & 0o077 == 0


def test_what_tells_of_people_is_written_for_the_operator_alone(run: Run) -> None:
    run("migrate")
    database = Database(os.environ["DATABASE_URL"], Keyring((OLD,)))
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", NOW)
        case = Case(
            number="TS-20261124-0001", estate_id=estate.id, kind=CaseKind.COMPLAINT,
            case_class=CaseClass.OTHER, urgency=Urgency.NORMAL, state=CaseState.OPEN,
            source=Source.PHONE, opened_at=NOW,
        )  # fmt: skip
        session.add(case)
    database.close()
    for name in ("TS-20261124-0001.json", "intake.csv"):
        lies_open(name)

    assert run("export", "case", "TS-20261124-0001").code == 0
    assert run("report", "intake", "--since", "2026-11-01", "--until", "2026-12-01").code == 0

    assert is_private("TS-20261124-0001.json")
    assert is_private("intake.csv")


def test_a_resident_gets_what_is_known_of_them_and_is_erased(
    run: Run, file: Callable[[str, bytes], str]
) -> None:
    run("migrate")
    run("import", "residents", file("residents.csv", residents_csv(resident())))
    asked = ("--by", "wang", "--why", "她要的")

    lies_open("resident-1.zip")
    assert run("export", "resident", "1", *asked).out.startswith("resident-1.zip: ")
    assert is_private("resident-1.zip")
    with ZipFile("resident-1.zip") as archive:
        known = json.loads(archive.read("resident.json"))
    assert known["rows"]["resident"][0]["name"]
    assert run("erase", "resident", "1", *asked).out.startswith("resident 1 is erased: ")
    assert run("erase", "resident", "1", *asked) == Ran(2, "", "there is no resident 1\n")
    number = "TS-20261124-0001"
    assert run("hold", "case", number, *asked) == Ran(2, "", f"there is no case {number}\n")


ANSWER = """
[[entry]]
id = "fee"
keywords = ["物业费 交"]
answer = { zh-Hans = "到前台交。" }
"""


def test_answers_are_checked_brought_in_and_written_out(
    run_on_each: Run, file: Callable[[str, bytes], str], tmp_path: Path
) -> None:
    run_on_each("migrate")
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
    run_on_each: Run, file: Callable[[str, bytes], str]
) -> None:
    wrong = file("answers.toml", ANSWER.replace("zh-Hans", "fr").encode())

    refused = run_on_each("knowledge", "check", wrong)

    assert refused.code == 1
    assert f"{wrong}:2: answer: has no zh-Hans" in refused.err


def test_a_questionnaire_is_checked_and_shown_without_a_database(
    typed: Run, file: Callable[[str, bytes], str]
) -> None:
    half_year = read_text("flows.forms", "built_in/half_year.yaml")
    good = file("good.yaml", half_year.replace("\n", "\r\n").encode("utf-8-sig"))

    assert typed("form", "check", good) == Ran(
        0, "good.yaml: no mistakes, half_year version 2, 11 items\n", ""
    )
    shown = typed("form", "preview", good, "--language", "en")
    assert shown == typed("form", "preview", "half_year", "--language", "en")
    assert "Question 1 of 11: How satisfied are you with the power supply?" in shown.out
    assert "half_year" in typed("form", "list").out


def test_a_questionnaire_with_mistakes_is_refused_with_their_lines(
    typed: Run, file: Callable[[str, bytes], str]
) -> None:
    half_year = read_text("flows.forms", "built_in/half_year.yaml")
    wrong = file("wrong.yaml", half_year.replace("kind: text", "kind: poem").encode())

    refused = typed("form", "check", wrong)

    assert (refused.code, refused.out) == (1, "")
    assert re.fullmatch(r"wrong\.yaml:\d+: opinion\.kind: 'poem' is none of [^\n]*\n", refused.err)
    assert typed("form", "preview", wrong).code == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("check", "nowhere.yaml"), "nowhere.yaml: No such file or directory"),
        (("preview", "yearly"), "yearly: there is no such file, and no form but half_year, "),
        (("check", "latin.yaml"), "latin.yaml:2: is not UTF-8"),
        (("check", "huge.yaml"), "huge.yaml: larger than 500,000 bytes"),
    ],
)
def test_a_questionnaire_that_cannot_be_read_at_all_is_refused_with_the_reason(
    typed: Run, file: Callable[[str, bytes], str], arguments: tuple[str, ...], reason: str
) -> None:
    file("latin.yaml", b"id: a\ntitle: \xe9\n")
    file("huge.yaml", b"x" * 500_001)

    refused = typed("form", *arguments)

    assert refused.code == 2
    assert refused.err.startswith(reason)


def test_what_commands_do_to_people_and_rules_stands_in_the_audit_log(
    run: Run, file: Callable[[str, bytes], str], tmp_path: Path
) -> None:
    run("migrate")
    run("import", "staff", file("staff.csv", staff_csv(staff())))
    by = staff()["userid"]
    run("import", "residents", file("residents.csv", residents_csv(resident())), "--by", by)
    asked = ("--by", by, "--why", "公司决定")
    policy = str(tmp_path / "policy.toml")
    run("policy", "export", policy)
    assert run("policy", "import", policy, "--from", "2026-12-01T08:00", *asked).code == 0
    assert run("knowledge", "import", file("answers.toml", ANSWER.encode()), *asked).code == 0
    assert run("export", "resident", "1", *asked).code == 0
    assert run("erase", "resident", "1", *asked).code == 0

    database = Database(os.environ["DATABASE_URL"], Keyring((OLD,)))
    with database.reading() as session:
        lines = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    database.close()
    assert [(line.action, line.subject, line.by) for line in lines] == [
        ("import", "staff", "operator"),
        ("import", "residents", by),
        ("policy", "policy of 回音花园", by),
        ("knowledge", "knowledge of 回音花园", by),
        ("export", "resident 1", by),
        ("erase", "resident 1", by),
    ]
    imported = lines[1].details
    assert (imported["file"], imported["added"], imported["changed"]) == ("residents.csv", 1, 0)
    assert not any(word in str(lines) for word in (resident()["name"], resident()["phone"]))


def test_a_hold_and_its_release_stand_in_the_audit_log(run: Run) -> None:
    run("migrate")
    database = Database(os.environ["DATABASE_URL"], Keyring((OLD,)))
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", NOW)
        session.add(
            Case(
                number="TS-20261124-0001", estate_id=estate.id, kind=CaseKind.COMPLAINT,
                case_class=CaseClass.OTHER, urgency=Urgency.NORMAL, state=CaseState.OPEN,
                source=Source.PHONE, opened_at=NOW,
            )
        )  # fmt: skip
    asked = ("TS-20261124-0001", "--by", "wang", "--why", "法院来函")

    assert run("hold", "case", *asked).code == 0
    assert run("hold", "release", *asked).code == 0

    with database.reading() as session:
        lines = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    database.close()
    assert [(line.action, line.subject, line.by) for line in lines] == [
        ("hold", "case TS-20261124-0001", "wang"),
        ("release", "case TS-20261124-0001", "wang"),
    ]
