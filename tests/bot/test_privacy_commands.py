"""Commands that tell of people, forget them or hold them: for the operator alone, and audited."""

import json
import os
from pathlib import Path
from zipfile import ZipFile

from sqlmodel import col, select

from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, Source, Urgency
from storage.audit import AuditEntry
from storage.cases import Case
from storage.database import Database
from storage.estates import ensure_estate
from storage.keys import Keyring
from tests.bot.commands_typed import OLD, Ran, Run, WriteFile
from tests.bot.directory_world import NOW, resident, residents_csv, staff, staff_csv

PHONE = "+85255500101"
ANSWER = """
[[entry]]
id = "fee"
keywords = ["物业费 交"]
answer = { zh-Hans = "到前台交。" }
"""


def lies_open(name: str) -> None:
    """A file of that name is there already, and all may read it."""
    Path(name).write_text("an older one")
    Path(name).chmod(0o644)


def is_private(name: str) -> bool:
    return Path(name).stat().st_mode & 0o077 == 0


def test_the_file_of_a_case_that_is_not_there_is_a_sentence(run: Run) -> None:

    ran = run("export", "case", "TS-20261124-0001")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip() == "there is no case TS-20261124-0001"


def test_what_tells_of_people_is_written_for_the_operator_alone(run: Run) -> None:
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


def test_a_resident_gets_what_is_known_of_them_and_is_erased(run: Run, file: WriteFile) -> None:
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


def test_what_commands_do_to_people_and_rules_stands_in_the_audit_log(
    run: Run, file: WriteFile, tmp_path: Path
) -> None:
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
