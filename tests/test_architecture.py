"""The house stands as it was drawn; and each law that says so is shown to catch a breach."""

from collections.abc import Callable

import pytest
from sqlalchemy import Column, MetaData, String, Table

from flows.rules.personal_data import Basis, Entry, NoticePart, Register, register
from storage.tables import metadata
from tests.architecture import personal_data
from tests.architecture.laws import (
    FUNCTION_LINES_MAX,
    LAWS,
    Breaches,
    asynchrony,
    built_statements,
    chance,
    clocks,
    commits,
    imports_up,
    impurity,
    long_functions,
    network,
    raw_markup,
    skipped_tests,
    swallowed_errors,
    trusting_anybody,
    vague_names,
)
from tests.architecture.sources import CODE, Source, all_sources, top_level_names
from tests.each import each

TOP_LEVEL = {
    ".ci",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh.md",
    "bot",
    "deploy",
    "docs",
    "flows",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements-train.lock",
    "requirements.lock",
    "scheduler",
    "storage",
    "tests",
}
Check = Callable[[Source], Breaches]
LONG = "\n".join(["def long():", *["    x = 1"] * FUNCTION_LINES_MAX])
LONG_METHOD = "class A:\n" + LONG.replace("    ", "\t\t").replace("def", "\tdef")
LOOP = "for x in y:\n    try:\n        f()\n    except Exception:\n        continue"
LONG_ENOUGH = "\n".join(["def long():", *["    x = 1"] * (FUNCTION_LINES_MAX - 1)])

PLANTED = [
    (imports_up, "flows/x.py", "from storage.cases import open_case"),
    (imports_up, "flows/x.py", "import bot"),
    (imports_up, "storage/x.py", "def f():\n    from scheduler import sweep"),
    (imports_up, "storage/x.py", "import scheduler.sweep as s"),
    (imports_up, "scheduler/x.py", "import bot.app"),
    (imports_up, "bot/x.py", "from tests.fakes import wechat_world"),
    (impurity, "flows/x.py", "import os"),
    (impurity, "flows/x.py", "from os import environ"),
    (impurity, "flows/x.py", "import asyncio"),
    (impurity, "flows/x.py", "import random"),
    (impurity, "flows/x.py", "from pathlib import Path"),
    (impurity, "flows/x.py", "from io import open"),
    (impurity, "flows/x.py", "from . import resources"),
    (impurity, "flows/x.py", "import sqlalchemy.orm"),
    (impurity, "flows/x.py", "words = open('words.txt')"),
    (impurity, "flows/x.py", "files('flows').joinpath('x').read_text()"),
    (impurity, "flows/x.py", "order = hash(text)"),
    (impurity, "flows/x.py", "def f(x=datetime.now): ..."),
    (clocks, "storage/x.py", "now = datetime.now(UTC)"),
    (clocks, "storage/x.py", "now = datetime.datetime.utcnow()"),
    (clocks, "storage/x.py", "today = date.today()"),
    (clocks, "storage/x.py", "at: datetime = Field(default_factory=datetime.now)"),
    (clocks, "storage/x.py", "at = Column(server_default=func.now())"),
    (clocks, "storage/x.py", "at = Column(server_default=text('current_timestamp'))"),
    (clocks, "scheduler/x.py", "import time"),
    (clocks, "scheduler/x.py", "from time import monotonic"),
    (chance, "storage/x.py", "from uuid import uuid4"),
    (chance, "scheduler/x.py", "import secrets"),
    (network, "scheduler/x.py", "import aiohttp"),
    (network, "storage/x.py", "from http.client import HTTPSConnection"),
    (asynchrony, "storage/x.py", "async def f(): ..."),
    (asynchrony, "flows/x.py", "async def f():\n    await g()"),
    (asynchrony, "scheduler/x.py", "from asyncio import sleep"),
    (commits, "storage/x.py", "session.commit()"),
    (commits, "bot/x.py", "connection.rollback()"),
    (built_statements, "storage/x.py", "session.execute(f'SELECT * FROM t WHERE n = {name}')"),
    (built_statements, "storage/x.py", "session.execute(text('SELECT %s' % name))"),
    (built_statements, "storage/x.py", "session.exec(text('SELECT ' + name))"),
    (built_statements, "storage/x.py", "cursor.execute('SELECT {}'.format(name))"),
    (built_statements, "tests/x.py", "connection.exec_driver_sql(f'DROP TABLE {name}')"),
    (trusting_anybody, "bot/x.py", "await session.get(url, ssl=False)"),
    (trusting_anybody, "bot/x.py", "requests.get(url, verify=False)"),
    (trusting_anybody, "tests/x.py", "context.verify_mode = ssl.CERT_NONE"),
    (raw_markup, "bot/x.py", "page = Markup(text)"),
    (raw_markup, "bot/x.py", "page = markupsafe.Markup(text)"),
    (long_functions, "bot/x.py", LONG),
    (long_functions, "bot/x.py", f"async {LONG}"),
    (long_functions, "tests/x.py", LONG_METHOD),
    (swallowed_errors, "bot/x.py", "try:\n    f()\nexcept:\n    log()"),
    (swallowed_errors, "bot/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (swallowed_errors, "bot/x.py", "try:\n    f()\nexcept (ValueError, BaseException):\n    ..."),
    (swallowed_errors, "bot/x.py", LOOP),
    (swallowed_errors, "bot/x.py", "with contextlib.suppress(Exception):\n    f()"),
    (skipped_tests, "tests/x.py", "pytest.skip('no chromium')"),
    (skipped_tests, "tests/x.py", "@pytest.mark.skipif(True, reason='x')\ndef test(): ..."),
    (skipped_tests, "tests/x.py", "@pytest.mark.xfail\ndef test(): ..."),
    (vague_names, "bot/utils.py", ""),
    (vague_names, "tests/bot/case_helpers.py", ""),
    (vague_names, "storage/common/cases.py", ""),
    (vague_names, "bot/session_manager.py", ""),
]  # fmt: skip

HARMLESS = [
    (imports_up, "bot/x.py", "from flows.talks import report\nimport scheduler, storage.cases"),
    (imports_up, "scheduler/x.py", "from scheduler.sweep import sweep"),
    (impurity, "flows/x.py", "import re\nfrom io import BytesIO\nfrom datetime import datetime"),
    (impurity, "flows/x.py", "from flows.resources import read_text\nread_text('flows', 'x')"),
    (impurity, "flows/x.py", "when = seed.today\nnow: datetime"),
    (clocks, "storage/x.py", "def due(now: datetime) -> bool:\n    return row.due_at <= now"),
    (chance, "storage/x.py", "import hashlib"),
    (network, "scheduler/x.py", "from storage.outgoing import queue"),
    (asynchrony, "storage/x.py", "def f(): return awaited"),
    (commits, "storage/x.py", "session.flush()"),
    (built_statements, "storage/x.py", "session.execute(text('SELECT :name'), {'name': name})"),
    (built_statements, "storage/x.py", "cursor.execute(f'PRAGMA {name}')"),
    (built_statements, "storage/x.py", "connection.execute(f'SELECT 1')"),
    (built_statements, "tests/x.py", "c.execute(sql.SQL('DROP {}').format(sql.Identifier(n)))"),
    (trusting_anybody, "bot/x.py", "await session.get(url, ssl=context)"),
    (raw_markup, "bot/x.py", "from markupsafe import escape\nescape(text)"),
    (long_functions, "bot/x.py", LONG_ENOUGH),
    (swallowed_errors, "bot/x.py", "try:\n    f()\nexcept ValueError:\n    pass"),
    (swallowed_errors, "bot/x.py", "try:\n    f()\nexcept Exception:\n    log.exception('f')"),
    (skipped_tests, "tests/x.py", "assert reply.text == '跳过'"),
    (vague_names, "storage/cases.py", ""),
]  # fmt: skip


def test_the_house_keeps_its_laws() -> None:
    breaches = [
        f"{source.path}:{line} {what} ({law.says})"
        for source in all_sources()
        for law in LAWS
        if law.holds(source)
        for line, what in law.breaches(source)
    ]

    assert breaches == []


@each(("breaches", "path", "text"), PLANTED)
def test_a_planted_breach_is_caught(breaches: Check, path: str, text: str) -> None:
    found = list(breaches(Source(path, text)))
    laws = [law for law in LAWS if law.breaches is breaches]

    assert found
    assert any(law.holds(Source(path, text)) for law in laws)


@each(("breaches", "path", "text"), HARMLESS)
def test_what_only_looks_like_a_breach_passes(breaches: Check, path: str, text: str) -> None:
    assert list(breaches(Source(path, text))) == []


def test_every_law_is_shown_to_catch_something() -> None:
    assert {law.breaches for law in LAWS} == {planted[0] for planted in PLANTED}


@each(
    ("law", "path"),
    [
        (impurity, "flows/resources.py"),
        (clocks, "scheduler/alarm.py"),
        (asynchrony, "scheduler/alarm.py"),
        (commits, "storage/database.py"),
        (raw_markup, "bot/reports/html.py"),
    ],
)
def test_the_one_place_that_may_is_let_alone(law: Check, path: str) -> None:
    assert not any(known.holds(Source(path, "")) for known in LAWS if known.breaches is law)


def test_every_package_is_looked_at() -> None:
    sources = all_sources()

    assert {source.package for source in sources} == set(CODE)
    assert len(sources) > 100


def test_nothing_new_lies_in_the_root() -> None:
    assert set(top_level_names()) == TOP_LEVEL


def test_every_column_that_can_tell_of_a_person_says_what_it_is_for_and_until_when() -> None:
    assert list(personal_data.breaches(metadata, register())) == []


@each(
    ("columns", "impersonal", "breach"),
    [
        (("name", "nick"), ("nick",), None),
        (("name", "nick"), (), "person.nick has no purpose"),
        (("name",), ("nick",), "person.nick is in personal_data.toml, but in no table"),
        (("name",), ("name",), "person.name is personal and impersonal at once"),
        (("name", "key_sealed"), ("key_sealed",), "person.key_sealed is sealed"),
    ],
)
def test_a_column_without_a_purpose_and_a_purpose_without_a_column_are_caught(
    columns: tuple[str, ...], impersonal: tuple[str, ...], breach: str | None
) -> None:
    tables = MetaData()
    Table("person", tables, *(Column(name, String) for name in columns))
    entry = Entry(
        "person", ("name",), "knowing them", Basis.CONTRACT, "departed_days", NoticePart.HOME
    )
    known = Register((entry,), frozenset(("person", name) for name in impersonal))

    found = list(personal_data.breaches(tables, known))

    assert [one for one in found if breach is None or not one.startswith(breach)] == []
    assert bool(found) is (breach is not None)


def test_a_term_that_no_policy_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="until 'for_ever'"):
        Entry("person", ("name",), "knowing them", Basis.CONTRACT, "for_ever", NoticePart.HOME)
