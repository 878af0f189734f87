"""A source of nothing but mistakes is turned away; the residents behind it are not (S4, F58)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.refusals import PROVIDERS, SOURCES_MAX, STRANGERS, Refusals, source_of
from bot.refusing import refusing
from tests.each import each

Client = TestClient[web.Request, web.Application]
STRANGER = "93.184.216.34"
PROXY = (ip_network("127.0.0.0/8"),)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(clock: Clock) -> AsyncIterator[Client]:
    """Behind a proxy of this machine; `/wechat` takes only what is signed."""

    async def fine(_request: web.Request) -> web.Response:
        return web.Response(text="fine")

    async def signed(request: web.Request) -> web.Response:
        return web.Response(status=200 if "signature" in request.query else 403)

    app = web.Application(middlewares=[Refusals(PROXY, clock).limit, refusing])
    app.add_routes([web.get("/fine", fine), web.post("/wechat", signed)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def guess(client: Client, source: str = STRANGER, path: str = "/f/guess") -> int:
    async with client.get(path, headers={"X-Forwarded-For": source}) as answer:
        return answer.status


async def test_who_guesses_on_is_turned_away_and_may_come_again(
    client: Client, clock: Clock
) -> None:
    guessed = [await guess(client) for _ in range(STRANGERS.at_once + 5)]

    assert guessed == [404] * STRANGERS.at_once + [429] * 5
    assert await guess(client, path="/fine") == 429
    assert await guess(client, "93.184.216.35") == 404
    clock.now += 2 / STRANGERS.a_second
    assert await guess(client, path="/fine") == 200


async def test_who_is_turned_away_is_told_when_to_come_again(client: Client) -> None:
    for _ in range(STRANGERS.at_once):
        await guess(client)

    async with client.get("/fine", headers={"X-Forwarded-For": STRANGER}) as answer:
        assert answer.status == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 2
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_forgeries_from_a_providers_address_hold_up_no_genuine_message(
    client: Client,
) -> None:
    """Anybody can have a provider call us; what is rightly signed comes from there too."""
    source = {"X-Forwarded-For": STRANGER}
    for _ in range(STRANGERS.at_once * 3):
        async with client.post("/wechat", headers=source) as answer:
            assert answer.status == 403

    async with client.post("/wechat?signature=right", headers=source) as answer:
        assert answer.status == 200


async def test_an_endless_flood_of_forgeries_is_bounded_all_the_same(client: Client) -> None:
    source = {"X-Forwarded-For": STRANGER}
    answers = []
    for _ in range(PROVIDERS.at_once + 1):
        async with client.post("/wechat", headers=source) as answer:
            answers.append(answer.status)

    assert answers == [403] * PROVIDERS.at_once + [429]


async def test_a_proxy_that_nobody_named_is_never_turned_away(clock: Clock) -> None:
    app = web.Application(middlewares=[Refusals((), clock).limit])
    async with TestClient(TestServer(app)) as client:
        answers = {await guess(client) for _ in range(STRANGERS.at_once * 2)}

    assert answers == {404}


async def test_what_is_no_mistake_costs_nothing(client: Client) -> None:
    assert {await guess(client, path="/fine") for _ in range(STRANGERS.at_once * 2)} == {200}


@each(
    ("address", "source"),
    [
        ("93.184.216.34", "93.184.216.34"),
        ("::ffff:93.184.216.34", "93.184.216.34"),
        ("2606:2800:220:1:248:1893:25c8:1946", "2606:2800:220:1::"),
        ("127.0.0.1", None),
        ("10.1.2.3", None),
        ("::ffff:10.1.2.3", None),
        ("fd00::1", None),
        ("", None),
        ("somewhere", None),
    ],
)
def test_what_one_caller_has_is_one_source(address: str, source: str | None) -> None:
    assert source_of(address) == source


async def test_no_more_sources_are_remembered_than_there_is_room_for(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.refusals.SOURCES_MAX", 3)
    assert SOURCES_MAX > 3
    app = web.Application(middlewares=[Refusals(PROXY, clock).limit])
    async with TestClient(TestServer(app)) as client:
        for _ in range(STRANGERS.at_once):
            await guess(client)
        assert await guess(client) == 429
        for number in range(3):
            await guess(client, f"93.184.217.{number}")

        assert await guess(client) == 404
