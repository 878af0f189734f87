"""One suite for the providers' published answers and for the fakes: both mean the same to us.

An example is answered word for word, and we read it as it is meant. What a fake answers by itself
has published fields of published types, and what we send is what the provider takes.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from aiohttp import ClientSession

from tests.bot.channels.published import DATA, Example, Provider, meaning, published, shape
from tests.bot.channels.published_sms import aliyun, twilio
from tests.bot.channels.published_wechat import wechat
from tests.bot.channels.published_wecom import wecom

PROVIDERS: dict[str, Callable[[ClientSession], AbstractAsyncContextManager[Provider]]] = {
    "aliyun": aliyun,
    "twilio": twilio,
    "wechat": wechat,
    "wecom": wecom,
}
EXAMPLES = [(name, example) for name in PROVIDERS for example in published(name)]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as shared:
        yield shared


@pytest.fixture(params=PROVIDERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_all_that_is_kept_of_answers_is_tried() -> None:
    assert {path.name for path in DATA.glob("*_answers.json")} == {
        f"{name}_answers.json" for name in PROVIDERS
    }


@pytest.mark.parametrize(
    ("name", "example"), EXAMPLES, ids=[f"{name} {one.call} {one.means}" for name, one in EXAMPLES]
)
async def test_a_published_answer_means_to_us_what_it_says(
    session: ClientSession, name: str, example: Example
) -> None:
    async with PROVIDERS[name](session) as provider:
        provider.answer_next(example)

        assert meaning(await provider.hear(example.call)) == example.means


async def test_the_fake_answers_with_published_fields_of_their_types(
    session: ClientSession, name: str
) -> None:
    async with PROVIDERS[name](session) as provider:
        answers = await provider.answers()

    kept = published(name)
    assert {call for call, _ in answers} == {one.call for one in kept}
    for call, answer in answers:
        known = {found for one in kept if one.call == call for found in shape(one.answer)}
        assert set(shape(answer)) <= known, call


async def test_what_we_send_is_what_the_fake_takes(session: ClientSession, name: str) -> None:
    async with PROVIDERS[name](session) as provider:
        for call in dict.fromkeys(one.call for one in published(name)):
            assert meaning(await provider.hear(call)) == "accepted", call

        assert provider.fake.violations == []
