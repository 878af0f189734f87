"""Whatever bytes come in, a caller gets a clear 4xx, nothing changes, and nothing breaks."""

import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.api.errors import Problem
from bot.api.openapi import DOCUMENT, MOUNTED_AT
from bot.api.service import BODY_BYTES_MAX, read_body
from flows.rules.vocabulary import Role
from tests.bot.api.served import HOME, Answered, Api, bearer
from tests.each import each

REPORT = {"by": "chen", "source": "phone", "kind": "repair", "text": "楼道的灯不亮", "home": HOME}
WRITER = bearer(Role.GENERAL_MANAGER)
CHUNKED = (
    f"POST {MOUNTED_AT}/cases HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    f"Authorization: {WRITER['Authorization']}\r\nTransfer-Encoding: chunked\r\n\r\n"
).encode()
PATIENCE_SECONDS = 0.05
READ_PATHS = ["/cases", "/deadlines", "/retention", "/messages", "/tasks", "/staff", "/residents"]
PARAMETERS = ["state", "kind", "since", "limit", "cursor", "to", "about", "home", "other"]
FIELD_NAMES = sorted(
    {
        name
        for operations in DOCUMENT["paths"].values()  # type: ignore[attr-defined]
        for operation in operations.values()
        if "requestBody" in operation
        for name in operation["requestBody"]["content"]["application/json"]["schema"]["properties"]
    }
)
WORDS = ["chen", "zhao", "guo", "approve", "phone", "revisit", "safety", "2026-11-30T00:00:00Z"]
VALUES = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=30),
    st.booleans(),
    st.none(),
    st.integers(),
    st.floats(),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
    st.just("\ud800"),
    st.just("a\x00b"),
)


def _dumped(value: object) -> bytes:
    return json.dumps(value).encode()


BODIES = st.dictionaries(st.sampled_from([*FIELD_NAMES, "other", "\ud800"]), VALUES, max_size=6)
SEGMENTS = st.one_of(
    st.sampled_from(["cases", "tasks", "1", "record", "accept", "resolve", "BX-20261124-0001"]),
    st.binary(max_size=12).map(lambda raw: "".join(f"%{byte:02x}" for byte in raw)),
)
VERB_PATHS = [
    f"/cases/BX-20261124-0001/{path.rpartition('/')[2]}"
    for path in DOCUMENT["paths"]  # type: ignore[attr-defined]
    if path.startswith("/cases/{number}/")
]
WRITE_PATHS = ["/cases", *VERB_PATHS, "/tasks/1/record"]


def raw(api: Api, request: bytes) -> bytes:
    """Send bytes as they are and give the first line of the answer; empty where none comes."""
    with socket.create_connection(("127.0.0.1", api.port), timeout=60) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer.partition(b"\r\n")[0]


async def a_body(then: Exception | None = None) -> AsyncIterator[bytes]:
    """A body of which one part came; then it breaks off, or nothing more comes."""
    yield b"{"
    if then is not None:
        raise then
    await asyncio.sleep(PATIENCE_SECONDS * 100)


def sent(api: Api, body: bytes, **headers: str) -> Answered:
    return api.call("POST", "/cases", body, {**WRITER, **headers})


@each(
    ("body", "named"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff", "JSON"),
        (b"\xef\xbb\xbf{}", "JSON"),
        (b'{"by": "chen"} x', "JSON"),
        (b'{"by": NaN}', "JSON"),
        (b'{"by": "chen", "by": "lu"}', "JSON"),
        (b'{"by": ' + b"9" * 5000 + b"}", "JSON"),
        (b"[" * 30_000, "JSON"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "JSON"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"null", "object"),
        (b'{"by": []}', "by"),
        (b'{"by": {}}', "by"),
        (b'{"by": "\\u0000"}', "by"),
        (b'{"by": "\\ud800"}', "by"),
        (b'{"\\ud800": 1}', "name"),
        (b'{"by": "\\ud800\\udc00"}', "by"),
    ],
)
def test_a_body_that_is_no_object_of_fields_is_refused(
    shared_api: Api, body: bytes, named: str
) -> None:
    answered = sent(shared_api, body)

    assert answered.status == 400
    assert answered.code in {"malformed", "bad_value"}
    assert named in answered.message


def test_a_body_that_is_too_long_is_refused(api: Api) -> None:
    fits = json.dumps(REPORT).encode().ljust(BODY_BYTES_MAX)

    assert sent(api, fits).status == 200
    refused = sent(api, fits + b" ")
    assert (refused.status, refused.code) == (413, "too_large")
    assert len(api.items("/cases")) == 1


@each("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_body_is_not_unpacked(shared_api: Api, encoding: str) -> None:
    packed = gzip.compress(json.dumps(REPORT).encode())

    answered = sent(shared_api, packed, **{"Content-Encoding": encoding})

    assert (answered.status, answered.code) == (400, "malformed")


async def test_a_body_that_never_ends_is_not_waited_for() -> None:
    with pytest.raises(Problem) as caught:
        await read_body(a_body(), seconds=PATIENCE_SECONDS)

    assert (caught.value.status, caught.value.code) == (408, "too_slow")


@pytest.mark.parametrize("broken", [web.RequestPayloadError("bad chunk"), ConnectionResetError()])
async def test_a_body_that_breaks_off_is_refused(broken: Exception) -> None:
    with pytest.raises(Problem) as caught:
        await read_body(a_body(broken))

    assert (caught.value.status, caught.value.code) == (400, "malformed")


def test_a_caller_who_hangs_up_changes_nothing(api: Api) -> None:
    before = api.rows()
    with socket.create_connection(("127.0.0.1", api.port), timeout=60) as connection:
        connection.sendall(CHUNKED + b'3\r\n{"a\r\n')

    assert api.rows() == before
    assert api.caught == []


def test_what_the_body_is_called_makes_no_difference(api: Api) -> None:
    body = json.dumps(REPORT).encode()

    assert sent(api, body, **{"Content-Type": "text/plain; charset=utf-16"}).status == 200


@each("path", ["/", "/unknown", "/cases/", "/cases/a/b/c", "/tasks/1", "/cases/%2e%2e", "/漏水"])
def test_a_path_that_is_not_there_is_not_found(shared_api: Api, path: str) -> None:
    answered = shared_api.get(path)

    assert (answered.status, answered.code) == (404, "not_found")


@each(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/cases", "GET, POST"),
        ("POST", "/staff", "GET"),
        ("GET", "/tasks/1/record", "POST"),
        ("PATCH", "/cases/BX-20261124-0001", "GET"),
        ("PROPFIND", "/cases", "GET, POST"),
    ],
)
def test_a_method_that_is_not_possible_is_refused(
    shared_api: Api, method: str, path: str, allowed: str
) -> None:
    answered = shared_api.call(method, path, headers=WRITER)

    assert (answered.status, answered.code) == (405, "method_not_allowed")
    assert answered.headers["Allow"] == allowed


def test_answers_about_people_are_kept_by_nobody_on_the_way(shared_api: Api) -> None:
    for answered in (
        shared_api.get("/residents"),
        shared_api.get("/cases/x"),
        shared_api.call("GET", "/cases"),
    ):
        assert answered.headers["Cache-Control"] == "no-store"
        assert answered.headers["Content-Type"] == "application/json; charset=utf-8"


@given(body=st.one_of(st.binary(max_size=200), st.recursive(VALUES, st.lists).map(_dumped)))
def test_any_bytes_are_answered(shared_api: Api, body: bytes) -> None:
    for path in ("/cases", "/cases/BX-20261124-0001/respond", "/tasks/1/record"):
        assert 400 <= shared_api.call("POST", path, body, WRITER).status < 500


@given(path=st.sampled_from(WRITE_PATHS), body=BODIES)
def test_any_fields_are_answered(shared_api: Api, path: str, body: dict[str, object]) -> None:
    answered = shared_api.post(path, {"by": "zhao", **body})

    assert answered.status < 500
    assert answered.status == 200 or answered.message


@given(
    path=st.sampled_from(READ_PATHS),
    parameters=st.dictionaries(
        st.sampled_from(PARAMETERS), st.one_of(st.text(), st.sampled_from(WORDS)), max_size=3
    ),
)
def test_any_parameters_are_answered(
    shared_api: Api, path: str, parameters: dict[str, str]
) -> None:
    assert shared_api.get(path, parameters).status in {200, 400}


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    segments=st.lists(SEGMENTS, max_size=4),
)
def test_any_path_is_answered(shared_api: Api, method: str, segments: list[str]) -> None:
    status = shared_api.call(method, "/" + "/".join(segments), b"{}", WRITER).status

    assert 200 <= status < 500


@given(
    value=st.binary(max_size=40).map(lambda one: one.translate(None, b"\r\n\x00")),
    name=st.sampled_from([b"Authorization", b"Idempotency-Key", b"Content-Length", b"X-Y"]),
)
def test_any_header_is_answered(shared_api: Api, value: bytes, name: bytes) -> None:
    request = b"GET %s/cases HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s: %s\r\n\r\n" % (
        MOUNTED_AT.encode(),
        name,
        value,
    )

    assert b" 5" not in raw(shared_api, request)[:12]


@given(body=st.binary(max_size=60))
def test_any_chunks_are_answered(shared_api: Api, body: bytes) -> None:
    assert b" 5" not in raw(shared_api, CHUNKED + body)[:12]


def test_nothing_broke_meanwhile(shared_api: Api) -> None:
    assert shared_api.caught == []
    assert shared_api.get("/cases").status == 200
