"""A token is fetched once, whoever asks, and a provider that refuses is left alone."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import After, TokenUnavailable
from bot.token_store import PAUSE_SECONDS, RowTokenStore
from storage.tokens import lease_renewal
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.databases import open_database

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
WRONG_SECRET = TokenUnavailable("40125", "invalid appsecret", After.OPERATOR)
NO_NETWORK = TokenUnavailable("network", "no connection")


class Provider:
    """Gives a new token each time, or refuses as told. `fetches` is what it was asked."""

    def __init__(self, *failures: TokenUnavailable | None, seconds: int = 7200) -> None:
        self.failures = list(failures)
        self.seconds = seconds
        self.fetches = 0
        self.gives = ""
        self.hangs = False
        self.asked = asyncio.Event()

    async def fetch(self) -> tuple[str, int]:
        self.fetches += 1
        self.asked.set()
        number = self.fetches
        await asyncio.sleep(0.05)
        if self.hangs:
            await asyncio.Event().wait()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        return self.gives or f"token-{number}", self.seconds


class Processes:
    """Several stores over one row, as several processes have them, and one clock."""

    def __init__(self, url: str) -> None:
        self.databases = [open_database(url) for _ in range(2)]
        self.now = NOW

    def stores(self, provider: Provider, **limits: float) -> list[RowTokenStore]:
        return [
            RowTokenStore(database, "wechat", provider.fetch, lambda: self.now, **limits)
            for database in self.databases
        ]

    def close(self) -> None:
        for database in self.databases:
            database.close()


on_both = pytest.mark.parametrize("processes", BOTH_DATABASES, indirect=True)
"""For what a database may do in its own way; the rest is tried on SQLite alone."""


@pytest.fixture
def processes(request: pytest.FixtureRequest) -> Iterator[Processes]:
    processes = Processes(url_of(request))
    yield processes
    processes.close()


async def test_a_token_is_fetched_when_it_is_first_needed_and_kept(processes: Processes) -> None:
    provider = Provider()
    one, other = processes.stores(provider)

    assert [await one.current(), await one.current(), await other.current()] == ["token-1"] * 3
    assert provider.fetches == 1


@on_both
async def test_fifty_coroutines_in_two_processes_fetch_one_token(processes: Processes) -> None:
    provider = Provider()
    stores = processes.stores(provider)
    await stores[0].current()

    renewed = await asyncio.gather(
        *(stores[number % 2].renew("token-1") for number in range(50)),
    )

    assert set(renewed) == {"token-2"}
    assert provider.fetches == 2
    assert await stores[0].renew("token-1") == "token-2"
    assert provider.fetches == 2


@on_both
async def test_the_first_token_of_all_is_fetched_once_by_two_processes(
    processes: Processes,
) -> None:
    provider = Provider()

    tokens = await asyncio.gather(*(store.current() for store in processes.stores(provider)))

    assert tokens == ["token-1", "token-1"]
    assert provider.fetches == 1


@pytest.mark.parametrize(
    ("seconds", "good_for"), [(7200, 6900), (600, 300), (310, 155), (300, 150)]
)
async def test_a_token_is_given_up_before_it_ends(
    processes: Processes, seconds: int, good_for: int
) -> None:
    provider = Provider(seconds=seconds)
    (store, _) = processes.stores(provider)
    await store.current()

    processes.now = NOW + timedelta(seconds=good_for - 1)
    still = await store.current()
    processes.now = NOW + timedelta(seconds=good_for)
    renewed = await store.current()

    assert (still, renewed) == ("token-1", "token-2")


@on_both
async def test_a_provider_that_refuses_is_asked_twice_and_then_left_alone(
    processes: Processes,
) -> None:
    provider = Provider(*[WRONG_SECRET] * 10)
    stores = processes.stores(provider)

    for number in range(8):
        with pytest.raises(TokenUnavailable) as raised:
            await stores[number % 2].current()
        assert (raised.value.code, raised.value.after) == ("40125", After.OPERATOR)

    assert provider.fetches == 2
    processes.now += timedelta(seconds=PAUSE_SECONDS)
    for store in stores:
        with pytest.raises(TokenUnavailable):
            await store.current()
    assert provider.fetches == 3


async def test_a_secret_that_was_put_right_works_after_the_pause(processes: Processes) -> None:
    provider = Provider(WRONG_SECRET, WRONG_SECRET)
    (store, _) = processes.stores(provider)
    for _ in range(2):
        with pytest.raises(TokenUnavailable):
            await store.current()

    processes.now += timedelta(seconds=PAUSE_SECONDS)

    assert await store.current() == "token-3"


async def test_all_who_wait_share_a_failure(processes: Processes) -> None:
    provider = Provider(NO_NETWORK)
    (store, _) = processes.stores(provider)

    outcomes = await asyncio.gather(*(store.current() for _ in range(20)), return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {TokenUnavailable}
    assert provider.fetches == 1
    assert await store.current() == "token-2"


async def test_a_lost_connection_does_not_count_as_a_refusal(processes: Processes) -> None:
    provider = Provider(*[NO_NETWORK] * 5)
    (store, _) = processes.stores(provider)

    for _ in range(5):
        with pytest.raises(TokenUnavailable):
            await store.current()

    assert await store.current() == "token-6"


async def test_a_provider_that_insists_on_a_bad_token_is_not_asked_for_ever(
    processes: Processes,
) -> None:
    provider = Provider()
    provider.gives = "always the same"
    stores = processes.stores(provider)
    await stores[0].current()

    for number in range(6):
        with pytest.raises(TokenUnavailable) as raised:
            await stores[number % 2].renew("always the same")
        assert raised.value.code == "unchanged"

    assert provider.fetches == 3
    assert await stores[0].current() == "always the same"


async def test_a_provider_that_says_nothing_is_given_up(processes: Processes) -> None:
    provider = Provider()
    provider.hangs = True
    (store, _), (_, other) = (
        processes.stores(provider, fetch_seconds_max=0.1),
        processes.stores(provider),
    )

    with pytest.raises(TokenUnavailable, match="no answer in time"):
        await store.current()
    provider.hangs = False

    assert await other.current() == "token-2"


async def test_a_process_that_died_while_asking_holds_up_the_others_only_for_its_lease(
    processes: Processes,
) -> None:
    provider = Provider()
    (impatient, _), (store, _) = (
        processes.stores(provider, wait_seconds_max=0.3),
        processes.stores(provider),
    )
    with processes.databases[0].transaction() as session:
        lease_renewal(session, "wechat", "", NOW, NOW + timedelta(seconds=30))

    with pytest.raises(TokenUnavailable, match="another process"):
        await impatient.current()
    processes.now += timedelta(seconds=31)

    assert await store.current() == "token-1"


async def test_who_stops_waiting_does_not_stop_the_others(processes: Processes) -> None:
    provider = Provider()
    (store, _) = processes.stores(provider)
    impatient = asyncio.create_task(store.current())
    patient = asyncio.create_task(store.current())
    await provider.asked.wait()

    impatient.cancel()

    assert await patient == "token-1"
    assert provider.fetches == 1


async def test_no_token_is_ever_logged(
    processes: Processes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    provider = Provider(None, WRONG_SECRET, WRONG_SECRET)
    (store, _) = processes.stores(provider)
    await store.current()
    for _ in range(3):
        with pytest.raises(TokenUnavailable):
            await store.renew("token-1")

    assert "operator: wechat gives no token: 40125" in caplog.text
    assert "token-1" not in caplog.text
