"""The residents of a survey: what becomes of each, played by phone, page and paper."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import cycle

from tests.e2e.many_homes import Kind, TheirHome
from tests.e2e.office import Office
from tests.e2e.phones import Phone, SmsPhone, WeChatPhone
from tests.e2e.providers import SURVEY_TEMPLATE
from tests.e2e.reporting import LEAK, finish
from tests.e2e.service import Answer, ask
from tests.e2e.survey_words import (
    ANSWERED_BEFORE,
    CHECK,
    DECLINED,
    GRADED,
    IS_OVER,
    POINTS,
    PUZZLING,
    SKIPPED,
    THANKS,
    UNCLEAR,
    Talker,
    item_read,
    reads,
)

QUESTIONS_MAX = 30
HALF = 4
HANDED_IN = "handed in"
LINK = re.compile(r"https?://\S+/f/[\w-]+")
BOUNDARY = "the-edge-of-a-field"
JOIN = {"zh-Hans": "参加调查", "zh-Hant": "參加調查", "en": "survey"}


class Fate(StrEnum):
    """What a home does with its questionnaire."""

    PROMPT = "answers at once"
    TWICE = "answers, and then once more"
    PUZZLES = "is not understood once"
    POINTS = "gives points first"
    REPAIR = "reports a repair in the middle"
    LATER = "goes on the next day"
    PAGE_THEN = "goes on with the page"
    PAGE_ONLY = "fills in the page"
    REMINDED = "answers when it is reminded"
    PAPER = "answers on paper"
    HALF = "stops half way"
    REFUSES = "does not take part"
    STOPS = "wants no surveys any more"
    MOVES = "moves out"
    TOO_LATE = "answers after the close"
    SILENT = "says nothing"
    UNREACHED = "cannot be reached"


ENDS_AS = {
    **dict.fromkeys(Fate, "returned"),
    Fate.HALF: "partial",
    Fate.REFUSES: "refused",
    Fate.STOPS: "refused",
    Fate.MOVES: "unreachable",
    Fate.UNREACHED: "unreachable",
    Fate.TOO_LATE: "unreturned",
    Fate.SILENT: "unreturned",
}
_IN_TURN = (
    Fate.PROMPT, Fate.REPAIR, Fate.SILENT, Fate.TWICE, Fate.REMINDED, Fate.PAGE_ONLY, Fate.LATER,
    Fate.REFUSES, Fate.PAGE_THEN, Fate.PUZZLES, Fate.PAPER, Fate.STOPS, Fate.HALF, Fate.TOO_LATE,
    Fate.MOVES, Fate.POINTS, *[Fate.PROMPT] * 3, Fate.SILENT, *[Fate.PROMPT] * 3, Fate.REMINDED,
    Fate.SILENT, *[Fate.PROMPT] * 3, *[Fate.SILENT] * 2,
)  # fmt: skip
_BY_PAGE = {Fate.PAGE_THEN: Fate.LATER, Fate.PAGE_ONLY: Fate.PROMPT}
"""What those do instead whose invitation came without the link: WeChat's template has none."""

_IN_CHINESE = frozenset({Fate.REPAIR, Fate.STOPS, Fate.PUZZLES})


@dataclass(frozen=True)
class Said:
    """One thing that a home told the office: as it was written, and what was meant by it.

    `item` is what it is about, HANDED_IN for the end; empty where nothing is meant for the survey.
    `is_late`: the survey had closed.
    """

    home: str
    way: str
    words: str
    item: str = ""
    meant: str = ""
    is_late: bool = False


@dataclass
class Answerer:
    """The adult of a home that was drawn, with a phone, and what they have said so far."""

    home: TheirHome
    fate: Fate
    office: Office
    talker: Talker
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.phone: Phone = (
            WeChatPhone(self.office.providers, self.office.base, self.home.openid, again=False)
            if self.home.kind is Kind.WECHAT
            else SmsPhone(self.office.providers, self.office.base, self.home.phone, again=False)
        )

    @property
    def ends_as(self) -> str:
        """The disposition; whoever moves out was reached first, if the provider told that much."""
        is_told = self.fate is Fate.MOVES and self.home.kind is Kind.SMS
        return "unreturned" if is_told else ENDS_AS[self.fate]

    def invitations(self) -> list[str]:
        """What came to this home for the survey, by the providers' truth."""
        providers = self.office.providers
        shown = [
            one["text"] or one["template"]
            for one in providers.wechat.sent
            if one["touser"] == self.home.openid
            and (one["template"] == SURVEY_TEMPLATE or LINK.search(one["text"]))
        ]
        texts = providers.twilio.sent_to(self.home.phone) if self.home.phone else []
        return shown + [text for text in texts if LINK.search(text)]

    def writes(self, words: str, item: str = "", meant: str = "", *, is_late: bool = False) -> str:
        """Write a line; what comes back at once."""
        self.said.append(Said(self.home.code, "chat", words, item, meant, is_late=is_late))
        return self.phone.says(words)

    def is_told(
        self, signs: tuple[str, ...], words: str, item: str = "", meant: str = "", *,
        is_late: bool = False,
    ) -> None:  # fmt: skip
        """Write a line, and read one of these words in the answer."""
        shown = self.writes(words, item, meant, is_late=is_late)
        assert reads(shown, signs), (self.home, self.fate, shown)

    def asked_first(self) -> str:
        """The first question: in the invitation, or after asking for what a template announces."""
        newest = self.invitations()[-1]
        return newest if item_read(newest) else self.writes(JOIN[self.home.language])

    def answers(self, shown: str, *, most: int = QUESTIONS_MAX) -> str:
        """Answer what is asked, up to so many questions; what is shown then."""
        for _ in range(most):
            item = item_read(shown)
            if item is None:
                break
            shown = self._answers_item(item)
        return shown

    def hands_in(self, shown: str) -> None:
        """All is right, and the house is thanked for."""
        assert reads(shown, CHECK), (self.home, self.fate, shown)
        self.is_told(THANKS, "1", HANDED_IN)

    def answers_all(self, shown: str) -> None:
        self.hands_in(self.answers(shown))

    def _answers_item(self, item: str) -> str:
        language = self.home.language
        if item == "opinion":
            return self.writes(*_about(item, self.talker.opinion(language)))
        if self.fate is Fate.PUZZLES and item == "water":
            for words in PUZZLING[:-1]:
                assert item_read(self.writes(words)) == item
            return self.writes(PUZZLING[-1], item, UNCLEAR)
        if self.fate is Fate.POINTS and item == "order":
            assert item_read(self.writes(POINTS)) == item
        return self.writes(*_about(item, self.talker.graded(language)))


def _about(item: str, said: tuple[str, str]) -> tuple[str, str, str]:
    words, meant = said
    return words, item, meant


def people_of(office: Office, drawn: Iterable[TheirHome]) -> list[Answerer]:
    """Those of the homes that were drawn, each with what becomes of it."""
    talker, fates = Talker(), cycle(_IN_TURN)
    return [Answerer(home, _fate(home, fates), office, talker) for home in drawn]


def _fate(home: TheirHome, fates: Iterator[Fate]) -> Fate:
    if home.kind in {Kind.NO_ADDRESS, Kind.DEAD_NUMBER}:
        return Fate.UNREACHED
    fate = next(fates)
    if fate in _IN_CHINESE and home.language != "zh-Hans":
        return Fate.PROMPT
    return _BY_PAGE.get(fate, fate) if home.kind is Kind.WECHAT else fate


def on_the_first_day(one: Answerer) -> None:
    """Everybody who does anything on the day on which they are asked."""
    match one.fate:
        case Fate.PROMPT | Fate.PUZZLES | Fate.POINTS:
            one.answers_all(one.asked_first())
        case Fate.TWICE:
            one.answers_all(one.asked_first())
            one.is_told(ANSWERED_BEFORE, JOIN[one.home.language])
        case Fate.REPAIR:
            one.answers(one.asked_first(), most=HALF)
            reported = finish(one.phone, one.writes(LEAK))
            assert reported.startswith("BX-")
            one.answers_all(one.phone.shown)  # type: ignore[attr-defined]
        case Fate.LATER | Fate.PAGE_THEN | Fate.HALF:
            one.answers(one.asked_first(), most=HALF)
        case Fate.REFUSES:
            refusal = {"zh-Hans": "不参加", "zh-Hant": "不參加", "en": "not taking part"}
            one.asked_first()
            one.is_told(DECLINED, refusal[one.home.language])
        case Fate.STOPS:
            one.writes("以后不要再给我发问卷了")
        case Fate.MOVES:
            move_out(one)
        case _:
            pass


def on_the_next_day(one: Answerer) -> None:
    """Those who had begun go on where they were, in the chat or on the page."""
    match one.fate:
        case Fate.LATER:
            one.answers_all(one.writes("你好"))
        case Fate.PAGE_THEN:
            fill_in_page(one, GRADED[HALF:])
        case Fate.PAGE_ONLY:
            fill_in_page(one, GRADED)
        case Fate.PAPER:
            key_in(one)
        case _:
            pass


def when_reminded(one: Answerer) -> None:
    if one.fate is Fate.REMINDED:
        one.answers_all(one.asked_first())


def after_the_close(one: Answerer) -> None:
    if one.fate is Fate.TOO_LATE:
        one.is_told(IS_OVER, "满意", "electricity", "satisfied", is_late=True)


def move_out(one: Answerer) -> None:
    """The desk hears that they leave today."""
    api, code = one.office.api, one.home.code
    (resident,) = api.items("/residents", home=code)
    today = one.office.clock.now()[:10]
    body = {"by": "lin", "via": "phone", "home": code, "day": today}
    done = api.post(f"/residents/{resident['id']}/move_out", body)
    assert done.status == 200, done


def key_in(one: Answerer) -> None:
    """A clerk keys in what stands on the paper of a home; what was left blank is said to be."""
    answers: dict[str, object] = {}
    for item in GRADED:
        words, meant = one.talker.graded("zh-Hans")
        answers[item] = {"abstained": SKIPPED} if meant == SKIPPED else meant
        one.said.append(Said(one.home.code, "paper", words, item, meant))
    answers["opinion"] = "请修一下小路"
    one.said.append(Said(one.home.code, "paper", "请修一下小路", "opinion", "请修一下小路"))
    one.said.append(Said(one.home.code, "paper", "", HANDED_IN))
    body = {"by": "lin", "home": one.home.code, "mode": "letter", "answers": answers,
            "original": "问卷盒 3 号"}  # fmt: skip
    (campaign,) = one.office.api.items("/campaigns")
    done = one.office.api.post(f"/campaigns/{campaign['number']}/responses", body)
    assert done.status == 200, done


PAGES = {
    "supply": ("electricity", "water"),
    "safety": ("security", "order"),
    "surroundings": ("hygiene", "greenery", "facilities"),
    "service": ("repairs", "attitude"),
    "all_in_all": ("overall", "opinion"),
}


def fill_in_page(one: Answerer, items: tuple[str, ...]) -> None:
    """Open the link of the invitation, fill in page after page, and hand it in."""
    link = next(found.group() for text in one.invitations() if (found := LINK.search(text)))
    assert ask("GET", link).status == 200
    for part, on_page in PAGES.items():
        fields: list[tuple[str, str]] = []
        for item in set(on_page) & {*items, "opinion"}:
            words, meant = ("", SKIPPED) if item == "opinion" else one.talker.graded("zh-Hans")
            fields += [("~skip", item)] if meant == SKIPPED else [(item, meant)]
            one.said.append(Said(one.home.code, "page", words, item, meant))
        if fields:
            shown = [("~shown", item) for item in on_page]
            assert _send(link, part, [*fields, *shown, ("go", "on")]).status == 303
    assert _send(link, "~check", [("go", "hand-in")]).status == 303
    one.said.append(Said(one.home.code, "page", "", HANDED_IN))
    assert ask("GET", link).status in {200, 410}


def _send(link: str, part: str, fields: list[tuple[str, str]]) -> Answer:
    """What a browser sends for a form with `enctype="multipart/form-data"`."""
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    lines = [f"{head}{json.dumps(name)}\r\n\r\n{value}\r\n" for name, value in fields]
    body = ("".join(lines) + f"--{BOUNDARY}--\r\n").encode()
    content_type = f"multipart/form-data; boundary={BOUNDARY}"
    return ask("POST", f"{link}?part={part}", body, {"Content-Type": content_type})
