"""`huiyin qr`: the WeChat QR code by which the people of a home are known (R66)."""

import re
from functools import partial
from pathlib import Path

from bot.commands.opening import CannotRun, current_database, service_now
from bot.commands.wechat_account import app_id_of, ask_wechat
from bot.home_codes import CodeMaker, HomeCode, homes_called, homes_of_building
from bot.qr_sheet import picture, sheet
from bot.settings import Settings
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from storage.database import Database
from storage.estates import Home

_UNFIT_FOR_A_NAME = re.compile(r"[^\w.-]+")


def code_of_home(
    settings: Settings, code: str, estate: str | None, form: str, days: int | None
) -> Path:
    """Write the code of one home to a file here; raises CannotRun."""
    app_id_of(settings)
    with current_database(settings) as database:
        with database.reading() as session:
            found = homes_called(session, code, estate)
            session.expunge_all()
        if not found:
            raise CannotRun(f"no home is written {code}")
        if len(found) > 1:
            names = ", ".join(name for name, _ in found)
            raise CannotRun(f"{code} is a home of {names}: say which with --estate")
        [made] = _make(settings, database, [found[0][1]], days)
    path = _path("qr", made.estate, made.home, form)
    path.write_bytes(picture(made.url, form))
    return path


def sheet_of_building(
    settings: Settings, estate: str, building: str, days: int | None
) -> tuple[Path, int]:
    """Write a page with the codes of a building's homes, and tell how many; raises CannotRun."""
    app_id_of(settings)
    with current_database(settings) as database:
        with database.reading() as session:
            homes = homes_of_building(session, estate, building)
            session.expunge_all()
        if not homes:
            raise CannotRun(f"{estate} has no homes in a building {building}")
        codes = _make(settings, database, homes, days)
    words = partial(render, language=Language.SIMPLIFIED, zone=settings.timezone)
    path = _path("qr", estate, building, "html")
    path.write_text(sheet(codes, f"{estate} {building}", words), encoding="utf-8")
    return path, len(codes)


def _make(
    settings: Settings, database: Database, homes: list[Home], days: int | None
) -> list[HomeCode]:
    now = service_now(settings, database)
    app_id = app_id_of(settings)
    return ask_wechat(
        settings,
        database,
        lambda account: CodeMaker(database, account, app_id, days).codes(homes, now),
    )


def _path(*parts: str) -> Path:
    *names, ending = parts
    return Path("-".join(_UNFIT_FOR_A_NAME.sub("_", name) for name in names) + f".{ending}")
