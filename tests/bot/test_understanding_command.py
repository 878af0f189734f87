"""`huiyin understand`: JSON Lines in, the same lines with `got` out; a bad line stops no other."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.commands.understanding import explained, understood
from tests.each import each

PROJECT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot", "understand")


def got(**asked: object) -> dict[str, Any]:
    (one,) = understood([json.dumps(asked).encode()])
    assert one.mistake == ""
    answered = json.loads(one.line)
    assert {name: answered[name] for name in asked} == asked
    found: dict[str, Any] = answered["got"]
    return found


def test_an_intent_is_told_with_its_confidence_and_why() -> None:
    found = got(id="1", task="intent", utterance="我要报修", lang="zh-Hans")

    assert found == {"intent": "repair", "confidence": 1.0, "why": "rule: a word of the menu"}


def test_a_case_is_told_with_class_urgency_and_place() -> None:
    found = got(id="1", task="case", utterance="8栋1单元302着火了")

    assert (found["urgency"], found["location"]) == ("emergency", "8-1-302")
    assert set(found) == {"class", "urgency", "location", "confidence", "why"}


@each(
    ("kind", "said", "value"),
    [
        ("scale5", "５分", 5),
        ("satisfaction", "滿意", "满意"),
        ("yesno", "好", "yes"),
        ("number", "三", 3),
        ("text", " 你好\u200b ", "你好"),
        ("date", "明天下午三点", "2026-03-05T15:00"),
        ("choice", "2", "b"),
        ("scale5", "9", None),
    ],
)
def test_an_answer_is_read_by_its_question(kind: str, said: str, value: object) -> None:
    question = {"kind": kind, "text": "可以吗？", "options": ["a", "b"], "now": "2026-03-04T09:20"}
    found = got(id="1", task="answer", utterance=said, question=question)

    assert found["value"] == value
    assert found["why"]
    assert set(found) == {"value", "remark", "part", "why"}


@each(
    ("line", "mistake"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1]", "not a JSON object"),
        (b'{"task": "intent"}', "utterance is not a text"),
        (b'{"task": "guess", "utterance": "a"}', "task is 'guess', and not one of answer"),
        (b'{"task": "answer", "utterance": "a"}', "needs its question"),
        (b'{"task": "answer", "utterance": "a", "question": {"kind": "x"}}', "kind is 'x'"),
        (
            b'{"task": "answer", "utterance": "a", "question": {"kind": "date", "now": "soon"}}',
            "now is no ISO time",
        ),
        (
            b'{"task": "answer", "utterance": "a", "question": {"kind": "choice", "options": [1]}}',
            "options is not a list of texts",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: bytes, mistake: str) -> None:
    (one,) = understood([line])

    assert mistake in one.mistake


def test_a_bad_line_stops_no_other_and_is_told_by_its_number() -> None:
    good = json.dumps({"task": "intent", "utterance": "你好"})
    lines = f"{good}\nrubbish\n\n{good}\n"

    done = subprocess.run(
        COMMAND, cwd=PROJECT, input=lines.encode(), capture_output=True, check=False
    )

    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.decode().startswith("line 2: not JSON")


def test_each_line_is_answered_before_the_next_one_comes() -> None:
    with subprocess.Popen(
        COMMAND, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for said in ("你好", "着火了"):
            running.stdin.write(f'{{"task": "intent", "utterance": "{said}"}}\n'.encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["utterance"] == said
        running.stdin.close()
    assert running.returncode == 0


def test_a_reading_is_explained_in_words() -> None:
    told = "\n".join(explained("8栋1单元302水管爆了"))

    assert "read as emergency" in told
    assert "rule: danger (water)" in told
    assert "at 8-1-302" in told


def test_what_is_not_sure_is_explained_as_asked() -> None:
    assert any("the bot asks" in line for line in explained("那个那个"))


@given(st.text(), st.sampled_from(["intent", "case"]))
def test_any_utterance_is_answered(said: str, task: str) -> None:
    (one,) = understood([json.dumps({"task": task, "utterance": said}).encode()])

    assert json.loads(one.line)["utterance"] == said
