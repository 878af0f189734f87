"""`huiyin staff`: an account for a member of the directory, whose password is shown once."""

import re

from argon2 import PasswordHasher
from sqlmodel import select

from bot.app import open_database
from bot.commands.opening import read_settings
from bot.demo_estate import load_demo_estate
from storage.audit import AuditEntry
from storage.console_accounts import account_named
from tests.bot.commands_typed import Run
from tests.estate import MORNING


def test_a_member_of_the_directory_gets_an_account_and_a_password_to_change(run: Run) -> None:
    database = open_database(read_settings())
    load_demo_estate(database, MORNING)
    ran = run("staff", "add", "Qian", "--role", "manager", "--by", "gao")

    assert ran.code == 0, ran.err
    assert "authenticator app" in ran.out
    (password,) = re.findall(r"first login: (\S+)", ran.out)
    with database.reading() as session:
        found = account_named(session, "qian")
        assert found is not None
        assert found[0].must_change
        assert PasswordHasher().verify(found[0].password_hash, password)
        (line,) = session.exec(select(AuditEntry).where(AuditEntry.action == "console account"))
        assert (line.by, line.subject) == ("gao", "staff qian")

    shut = run("staff", "shut", "qian")
    assert shut.code == 0
    with database.reading() as session:
        assert account_named(session, "qian") is None
    database.close()


def test_what_cannot_be_is_a_sentence(run: Run) -> None:
    database = open_database(read_settings())
    load_demo_estate(database, MORNING)
    database.close()

    assert "knows no member" in run("staff", "add", "nobody").err
    assert "has no account" in run("staff", "shut", "lin").err
    assert "in the directory, not auditor" in run("staff", "add", "lin", "--role", "auditor").err
