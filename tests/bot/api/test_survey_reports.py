"""The report of a survey over HTTP: to whom it is given, and as what."""

from http.client import HTTPConnection, HTTPResponse

import pytest

from bot.api.openapi import MOUNTED_AT
from flows.rules.vocabulary import Role
from storage.campaign_reports import make_report
from tests.bot.api.served import HOME, LAKE, NEXT_DOOR, Api, bearer
from tests.campaign_rows import Asked, closed_campaign

NUMBER = "DC-20261116-0001"
PATH = f"/campaigns/{NUMBER}/report"


@pytest.fixture
def reporting(api: Api) -> Api:
    """An API of an estate that has a report."""
    with api.database.transaction() as session:
        homes = (
            Asked(LAKE, HOME, {"overall": "satisfied", "opinion": "电梯太慢"}),
            Asked(LAKE, NEXT_DOOR, {"overall": "dissatisfied"}),
        )
        make_report(session, closed_campaign(session, NUMBER, homes, api.now), "zhao", api.now)
    return api


def fetched(api: Api, path: str) -> tuple[HTTPResponse, bytes]:
    """What is answered to an auditor's program, byte for byte."""
    connection = HTTPConnection("127.0.0.1", api.port, timeout=30)
    connection.request("GET", MOUNTED_AT + path, headers=bearer(Role.AUDITOR))
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def test_the_report_is_json_unless_it_is_asked_for_otherwise(reporting: Api) -> None:
    told = reporting.get(PATH).document

    assert told["asking"]["number"] == NUMBER
    assert told["whole"]["total"]["share"] == 0.5
    assert told["since"] == {"measures": [], "signatures": []}


@pytest.mark.parametrize(
    ("wanted", "begins"), [("html", b"<!doctype html>"), ("xlsx", b"PK"), ("docx", b"PK")]
)
def test_a_file_is_for_keeping_and_can_do_nothing_in_a_browser(
    reporting: Api, wanted: str, begins: bytes
) -> None:
    response, content = fetched(reporting, f"{PATH}?format={wanted}&language=en")

    assert (response.status, content[: len(begins)]) == (200, begins)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{NUMBER}.{wanted}"'
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


def test_a_report_is_for_leads_and_above_and_for_auditors(reporting: Api) -> None:
    statuses = {role: reporting.get(PATH, role=role).status for role in Role}

    assert {role for role, status in statuses.items() if status == 200} == {
        Role.LEAD,
        Role.MANAGER,
        Role.GENERAL_MANAGER,
        Role.AUDITOR,
    }
    assert {status for status in statuses.values() if status != 200} == {403}


def test_what_is_not_there_or_no_format_is_told(reporting: Api) -> None:
    assert reporting.get("/campaigns/DC-20261116-0009/report").status == 404
    assert reporting.get(PATH, {"format": "doc"}).status == 400


def test_who_reads_a_report_stands_in_the_audit_log(reporting: Api) -> None:
    fetched(reporting, f"{PATH}?format=html")

    (line,) = reporting.items("/audit", subject=f"report of campaign {NUMBER}")
    assert (line["by"], line["action"]) == ("program-auditor", "read")
