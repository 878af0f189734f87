"""How residents behave: sensibly, late, twice, in bursts, not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.channels import ChannelName, Incoming, Letter
from bot.parts import Part
from bot.simulation.agenda import DAYS_A_YEAR, Agenda
from bot.simulation.phones import Lines
from bot.simulation.town import WECHAT_ACCOUNT, Neighbour
from storage.residents import SMS_ACCOUNT

TROUBLES = (
    "厨房水管漏水了", "我家灯不亮", "楼道垃圾没人收", "保安态度很差", "马桶堵了",
    "邻居半夜装修太吵", "电梯按钮不亮", "水龙头滴水", "停车位被占了", "对讲机坏了",
)  # fmt: skip
ODD_WORDS = (
    "查进度",
    "谢谢",
    "😀😀😀",
    "你好",
    "在吗",
    "人工服务",
    "还没修好",
    "。",
    "我要投诉",
    "取消",
)
REPLIES = {
    "提交": ("1", "1", "1", "1", "1", "提交", "不提交了", "上一步"),
    "没有了": ("没有", "没有", "1"),
    "撤回": ("1", "1", "2"),
    "已经好了": ("1", "1", "1", "好了，谢谢", "修好了", "2", "没有，还在滴"),
    "很满意": ("1", "1", "2", "3", "4", "5", "5"),
    "不用上门，打电话就行": ("1", "2", "6", "7", "7"),
}
"""What is answered to a question with such an option."""
WORDS = {
    "怎么称呼": ("{name}",),
    "哪里坏了": ("{trouble}",),
    "什么情况": ("{trouble}",),
    "请说说": ("{trouble}",),
    "在什么地方": ("{home}",),
    "还有别的话": ("没有", "没有了", "师傅很有耐心"),
    "不想说就回复": ("跳过", "来得太慢"),
    "还有什么": ("没有", "跳过", "楼道灯换亮一点"),
}
"""What is answered to a question with such words."""
SILENT, LATE, BURST, ODD, STOPS, AGAIN = 0.12, 0.15, 0.06, 0.04, 0.06, 0.1
TAKES_BACK, ASKS = 0.06, 0.15


@dataclass
class ResidentPlayed:
    """One neighbour with a phone; what they do is drawn from chance."""

    who: Neighbour
    agenda: Agenda
    lines: Lines
    chance: Random
    reports_a_year: float
    turn: int = 0
    trouble: str = ""
    has_left: bool = False
    is_silent: bool = False

    @property
    def address(self) -> str:
        """Where they write from: WeChat if they have it."""
        return self.who.openid or self.who.phone

    def begin(self) -> None:
        """Something will be wrong at this home, some day."""
        days = self.chance.expovariate(self.reports_a_year / DAYS_A_YEAR)
        self.agenda.after(timedelta(days=days), self._report)

    def shown(self, letter: Letter) -> None:
        """A letter arrives; it is answered within minutes, within days, or never."""
        if not self.who.openid and self.chance.random() < STOPS:
            self.agenda.after(timedelta(minutes=3), self._stop)
        options = tuple((one.label, one.token) for one in letter.options)
        self._read((Part(letter.text, options),), patience=timedelta(hours=20))

    def write(self, text: str) -> None:
        """Send one message, by WeChat if they have it."""
        if self.is_silent:
            return
        is_wechat = bool(self.who.openid)
        incoming = Incoming(
            channel=ChannelName.WECHAT if is_wechat else ChannelName.SMS,
            account=WECHAT_ACCOUNT if is_wechat else SMS_ACCOUNT,
            key=self.lines.key(),
            sender=self.address,
            text=text,
            raw=text.encode(),
        )
        self.lines.deliver(incoming, self._read)

    def _stop(self) -> None:
        """No SMS any more, until one day they are wanted again."""
        self.write(self.chance.choice(("退订", "TD", "STOP")))
        back = timedelta(days=self.chance.randint(1, 20))
        self.agenda.after(back, lambda: self.write("恢复"))

    def _report(self) -> None:
        if self.has_left:
            return
        self.trouble = self.chance.choice(TROUBLES)
        self.write(self.trouble)
        if self.chance.random() < AGAIN:
            days = self.chance.uniform(0.3, 8)
            self.agenda.after(timedelta(days=days), lambda: self.write(self.trouble))
        if self.chance.random() < TAKES_BACK:
            hours = self.chance.uniform(0.2, 30)
            self.agenda.after(timedelta(hours=hours), lambda: self.write("撤回"))
        if self.chance.random() < ASKS:
            hours = self.chance.uniform(0.5, 48)
            self.agenda.after(timedelta(hours=hours), lambda: self.write("查进度"))
        self.begin()

    def _read(self, parts: Sequence[Part], patience: timedelta = timedelta(minutes=2)) -> None:
        """Read what is asked, and answer it one day; what is shown meanwhile overtakes it."""
        words = [reply for part in parts if (reply := self._reply(part))]
        self.turn += 1
        if not words or self.chance.random() < SILENT:
            return
        if self.chance.random() < LATE:
            patience *= 10
        pause = timedelta(seconds=5) + patience * self.chance.random() ** 3
        turn, text = self.turn, words[-1]
        self.agenda.after(pause, lambda: self._answer(turn, text))

    def _answer(self, turn: int, text: str) -> None:
        if turn != self.turn:
            return
        if self.chance.random() < ODD:
            self.write(self.chance.choice(ODD_WORDS))
        if self.chance.random() < BURST:
            self.write(text)
        self.write(text)

    def _reply(self, part: Part) -> str:
        labels = " ".join(label for label, _ in part.options)
        for sign, replies in REPLIES.items():
            if sign in labels:
                return self.chance.choice(replies)
        if part.options:
            return str(self.chance.randint(1, len(part.options)))
        for sign, replies in WORDS.items():
            if sign in part.text:
                trouble = self.chance.choice(TROUBLES)
                words = self.chance.choice(replies)
                return words.format(name=self.who.name, home=self.who.home, trouble=trouble)
        return ""
