"""A transcript as a clerk writes it: who is there, what they say, and what time does.

    题目：厨房漏水，从第一句话到登记
    事项：报修
    语言：简体
    王阿姨：微信，住 8-1-302（业主），已绑定

    王阿姨：厨房水管漏水了
    回音：…

The head, up to the first empty line, introduces the people; behind it each line begins with a
speaker. What the house says is written by the test itself (`pytest --update`); only what people say
and do is read. README.md beside the transcripts tells it all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.rules.vocabulary import Language, ResidenceRole

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 11, 24, 10, tzinfo=ZONE)
TIME, STAFF, SURVEY = "时间", "员工", "调查"
ROLES = {
    "业主": ResidenceRole.OWNER,
    "租户": ResidenceRole.TENANT,
    "家人": ResidenceRole.FAMILY,
}
LANGUAGE_NAMES: Mapping[str, Language] = {
    "简体": Language.SIMPLIFIED,
    "繁体": Language.TRADITIONAL,
    "英文": Language.ENGLISH,
}

_HOME = re.compile(r"住 ?(?P<code>[\w-]+)（(?P<role>\w+)）")
_LINE = re.compile(r"^(?P<speaker>[^：\s][^：]*)：(?P<said>.*)$")
_ACT = re.compile(r"【(?P<verb>[^】 ]+) ?(?P<what>[^】]*)】")
_AHEAD = re.compile(r"^\+(?P<count>\d+)(?P<unit>分钟|小时|天)$")
_UNITS = {"分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1)}


@dataclass(frozen=True)
class Person:
    """Somebody who writes: by WeChat (no number) or by SMS; `phone` stands in the directory."""

    name: str
    number: str = ""
    phone: str = ""
    homes: tuple[tuple[str, ResidenceRole], ...] = ()
    language: Language = Language.SIMPLIFIED
    enrolled: bool = False


@dataclass(frozen=True)
class Act:
    """Something done and not written: 【照片】, 【点 报修】, 【扫码 8-1-302】."""

    verb: str
    what: str = ""


@dataclass(frozen=True)
class Turn:
    """One line of the transcript that makes something happen."""

    line: str
    speaker: str
    words: str
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Script:
    """A transcript, read: its head, the people, and the turns and remarks in order.

    `matters` are shown in each of `languages`; `site` is where pages are reached from outside,
    `form` what a survey asks here, `own_words` what the first estate says in Chinese, by key, and
    `away` who is on leave until when.
    """

    head: str
    people: tuple[Person, ...] = ()
    matters: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    starts_at: datetime = BEGINS
    estates: tuple[str, ...] = ("回音花园",)
    site: str = ""
    form: str = ""
    own_words: tuple[tuple[str, str], ...] = ()
    away: tuple[tuple[str, datetime], ...] = ()
    lines: tuple[Turn | str, ...] = ()


def read_script(path: Path) -> Script:
    """The transcript in a file. Raises ValueError for a line that nobody understands."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    script = _read_head(head)
    names = {person.name for person in script.people}
    return replace(script, lines=tuple(_read_body(body, names, path)))


def moment_of(words: str, now: datetime) -> datetime:
    """Where 时间：+26小时 or 时间：11-25 09:00 leads."""
    ahead = _AHEAD.match(words)
    if ahead is not None:
        return now + int(ahead["count"]) * _UNITS[ahead["unit"]]
    return _moment(f"{now.year}-{words}")


def _moment(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def _read_head(head: str) -> Script:
    script = Script(head)
    for line in head.splitlines():
        name, _, said = line.partition("：")
        match name:
            case "题目":
                continue
            case "事项":
                script = replace(script, matters=tuple(said.split("、")))
            case "语言":
                languages = tuple(_read_language(word) for word in said.split("、"))
                script = replace(script, languages=languages)
            case "开始":
                script = replace(script, starts_at=_moment(said))
            case "小区":
                script = replace(script, estates=tuple(said.split("、")))
            case "问卷":
                script = replace(script, form=said)
            case "用语":
                key, _, words = said.partition(" = ")
                own = (key, words.replace("\\n", "\n"))
                script = replace(script, own_words=(*script.own_words, own))
            case "休假":
                userid, _, until = said.partition(" 至 ")
                script = replace(script, away=(*script.away, (userid, _moment(until))))
            case "网址":
                script = replace(script, site=said)
            case _:
                script = replace(script, people=(*script.people, _read_person(name, said)))
    return script


def _read_language(word: str) -> Language:
    if word not in LANGUAGE_NAMES:
        raise ValueError(f"{word} is no language: {', '.join(LANGUAGE_NAMES)}")
    return LANGUAGE_NAMES[word]


def _read_person(name: str, said: str) -> Person:
    channel, *facts = said.split("，")
    way, _, number = channel.partition(" ")
    if way not in {"微信", "短信"}:
        raise ValueError(f"{name}：{said} begins neither with 微信 nor with 短信")
    homes, phone, language, enrolled = [], number, Language.SIMPLIFIED, False
    for fact in facts:
        home = _HOME.match(fact)
        if home is not None:
            homes.append((home["code"], ROLES[home["role"]]))
        elif fact.startswith("手机 "):
            phone = fact.removeprefix("手机 ")
        elif fact.startswith("说"):
            language = _read_language(fact.removeprefix("说"))
        elif fact == "已绑定":
            enrolled = True
        else:
            raise ValueError(f"{name}：nobody understands {fact!r}")
    return Person(name, number, phone, tuple(homes), language, enrolled)


def _read_body(body: str, names: set[str], path: Path) -> Iterator[Turn | str]:
    for line in body.splitlines():
        if line.startswith("#"):
            yield line
            continue
        found = _LINE.match(line)
        if found is None:
            continue
        speaker, said = found["speaker"], found["said"]
        if speaker in names or speaker in {TIME, SURVEY} or speaker.startswith(f"{STAFF} "):
            acts = tuple(Act(act["verb"], act["what"]) for act in _ACT.finditer(said))
            yield Turn(line, speaker, _ACT.sub("", said), acts)
        elif speaker != "回音" and not speaker.startswith(("推送 ", "发给 ")):
            raise ValueError(f"{path.name}: nobody is called {speaker!r}: {line}")
