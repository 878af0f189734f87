"""The appointment (约上门): when a visit suits the resident, or that none is wanted (R56)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from flows.engine.ask import Ask, Flow, Json, Option, Reply, Stale, Unreadable, chosen
from flows.engine.questions import Text, When
from flows.rules.appointments import part_over_at
from flows.rules.wall_clock import Span, minute_of_day
from flows.talks.results import VisitAgreed, VisitDeclined
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.times import names_hour, read_moment_and_rest
from flows.understanding.words import bare
from flows.wording.labels import words_for
from flows.wording.say import Say, say

SLOT, WHEN, BESIDE = "slot", "when", "beside"
OTHER, PHONE, NOTHING = "other", "phone", "nothing"
_DECLINES = (
    "不用 不用了 不用上门 不用来 不用来了 别来 不要上门 不需要 不方便 不必 唔使 唔使嚟 唔使上嚟 "
    "打电话 打电话吧 打电话就得 打电话得 打俾我 打畀我 no novisit noneedtocome "
    "acall acallwilldo callme justcall justcallme pleasecall pleasecallme"
).split()
_ASSENTS = frozenset(
    "吧 可以 行 好 好的 来 来吧 上门 上门吧 方便 有空 在家 都行 都可以 please".split()
)


@dataclass(frozen=True)
class AppointmentSeed:
    """The case and its task, the slots, and within what another time may lie.

    `slots` are the beginning and end of each, ISO with the estate's offset; `parts` and `quiet`
    are minutes of a day; `latest` is the last moment of all.
    """

    task: int
    number: str
    about: str
    slots: tuple[tuple[str, str], ...]
    parts: tuple[tuple[int, int], ...]
    quiet: tuple[int, int]
    latest: str


@dataclass(frozen=True)
class VisitTime(When):
    """A moment for a visit; a part of the day without an hour means when its slot begins."""

    seed: AppointmentSeed = field(kw_only=True)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> datetime:
        """The moment. Raises Unreadable."""
        moment = _slot_begins(super().read(reply, shown), reply, self.seed)
        _refuse_what_is_over(moment, reply)
        if minute_of_day(moment, _zone_of(moment)) in Span(*self.seed.quiet):
            raise Unreadable(say("appointment.out_of_hours"))
        latest = datetime.fromisoformat(self.seed.latest)
        if moment > latest:
            raise Unreadable(say("appointment.too_far", latest=latest))
        return moment


@dataclass(frozen=True)
class VisitSlot(Ask[str]):
    """One of the slots, a time in the resident's own words, another time, or no visit at all."""

    seed: AppointmentSeed = field(kw_only=True)

    @property
    def options(self) -> tuple[Option, ...]:
        """The slots first; then what else can be said."""
        slots = (Option(begins, _label(begins, ends)) for begins, ends in self.seed.slots)
        other, phone = say("appointment.other"), say("appointment.phone")
        nothing = say("appointment.nothing")
        return (
            *slots,
            Option(OTHER, other, words_for(other)),
            Option(PHONE, phone, (*words_for(phone), *_DECLINES)),
            Option(NOTHING, nothing, words_for(nothing)),
        )

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The value of an option, or an ISO moment. Raises Unreadable."""
        value = chosen(self.options, reply, shown)
        if value is not None:
            if value not in {OTHER, PHONE, NOTHING}:
                _refuse_what_is_over(datetime.fromisoformat(value), reply)
            return value
        if not _is_only_a_time(reply):
            raise Unreadable
        return VisitTime(WHEN, self.prompt, seed=self.seed).read(reply, shown).isoformat()

    def load(self, stored: Json) -> str:
        """What was chosen. Raises Stale."""
        if not isinstance(stored, str):
            raise Stale
        if stored not in {OTHER, PHONE, NOTHING}:
            When(WHEN, self.prompt).load(stored)
        return stored

    def hint(self, wrong: int) -> Say:
        """How it can be answered."""
        return say("appointment.choose")


@dataclass(frozen=True)
class SaidBeside(Text):
    """What was said beside a time; nobody is asked for it."""

    @property
    def taken_for_granted(self) -> str:
        """Nothing."""
        return ""


def appointment(seed: AppointmentSeed) -> Flow[VisitAgreed | VisitDeclined]:
    """One question; a second one only for another time."""
    offer = say("appointment.offer", number=seed.number, about=seed.about)
    return (yield from ask_when(seed, offer))


def ask_when(seed: AppointmentSeed, offer: Say) -> Flow[VisitAgreed | VisitDeclined]:
    """When a visit suits, or that none is wanted; `offer` is how it is put."""
    slot = yield from VisitSlot(SLOT, offer, seed=seed)
    if slot in {PHONE, NOTHING}:
        return VisitDeclined(by_phone=slot == PHONE)
    if slot == OTHER:
        slot = (yield from VisitTime(WHEN, say("appointment.when"), seed=seed)).isoformat()
    remark = yield from SaidBeside(BESIDE, offer)
    at = datetime.fromisoformat(slot)
    begins = minute_of_day(at, _zone_of(at))
    ends = dict(seed.parts).get(int(begins)) if begins == int(begins) else None
    until = None if ends is None else at + timedelta(minutes=ends - begins)
    return VisitAgreed(at, until, remark)


def visit_time(at: datetime, until: datetime | None) -> Say:
    """An appointment as people read it: 11月25日（周三）09:00–12:00."""
    if until is None:
        return say("appointment.at", at=at)
    return _label(at.isoformat(), until.isoformat())


def _label(begins: str, ends: str) -> Say:
    until = f"{datetime.fromisoformat(ends):%H:%M}"
    return say("appointment.slot", begins=datetime.fromisoformat(begins), ends=until)


def _refuse_what_is_over(moment: datetime, reply: Reply) -> None:
    if moment <= reply.at:
        raise Unreadable(say("appointment.passed"))


def _slot_begins(moment: datetime, reply: Reply, seed: AppointmentSeed) -> datetime:
    """明天下午 is over at 18:00; a visit then comes when the afternoon's slot begins."""
    if names_hour(reply.text):
        return moment
    return part_over_at(moment, [Span(*part) for part in seed.parts])[0]


def _is_only_a_time(reply: Reply) -> bool:
    """Whether nothing but a time is said: 明天下午3点又漏了 is no answer."""
    try:
        _, rest = read_moment_and_rest(reply.text, reply.at)
    except UnreadableTime:
        return False
    return not bare(rest) or bare(rest) in _ASSENTS


def _zone_of(moment: datetime) -> tzinfo:
    return moment.tzinfo or UTC
