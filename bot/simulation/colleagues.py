"""How staff behave: in time, slowly, wrongly, two at once, not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.channels import ChannelName, Incoming, Letter
from bot.parts import Part
from bot.simulation.agenda import Agenda
from bot.simulation.phones import Lines

NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4}")
TASK = re.compile(r"任务 #(\d+)")
OPENS, CLOSES = 8, 18

ON_PUSH = {
    "新事项": ("接单 {number}", "回复 {number} 师傅下午过去看", "完成 {number} 修好了"),
    "转派给您": ("回复 {number} 我来跟进", "完成 {number} 修好了"),
    "进入下一轮": ("方案 {number} 更换整根管子", "完成 {number} 换好了"),
    "方案待审批": ("同意 {number}",),
    "请执行": ("完成 {number} 按方案换好了",),
    "请修改后重新提交": ("方案 {number} 换整根管子，费用物业出",),
    "已超时": (
        "回复 {number} 让您久等了，马上安排",
        "方案 {number} 今天换管",
        "完成 {number} 处理好了",
    ),
    "时限将到": ("回复 {number} 正在处理",),
}
"""What is typed, one line after the other, at a push with such words."""
ON_ANSWER = {
    "请写处理结果": "修好了",
    "采取了哪些措施": "更换了零件",
    "今后怎样改进": "每月检查一次",
    "请先发：方案": "方案 {number} 更换整根管子",
    "请回复序号": "1",
}
"""What is typed at once, when the house answers with such words."""
ON_TASK = ("记录 #{task} 通了 住户说好了", "记录 #{task} 通了 已联系", "记录 #{task} 没通")
REVISITED = "回访 {number} 电话 好了 满意"
WRONG = ("接单 BX-20200101-0001", "完成", "同意", "谢谢", "我的事项", "退回 {number} 请写清楚费用")
IDLE, SLOW, WRONGLY, GIVES_UP, PROMISES = 0.4, 0.3, 0.04, 0.1, 0.2
ANSWERS, WITH_A_TIME = "回复 {number} ", "承诺 {number} 明天下午3点 "


@dataclass
class ColleaguePlayed:
    """One member of staff with WeCom; what they do is drawn from chance."""

    userid: str
    agenda: Agenda
    lines: Lines
    chance: Random
    zone: ZoneInfo
    number: str = ""

    def shown(self, letter: Letter) -> None:
        """A push arrives; most are acted on in working hours, some are not."""
        number = NUMBER.search(letter.text)
        if number is None or self.chance.random() < IDLE:
            return
        self._plan(number.group(), self._lines_for(letter.text))

    def _lines_for(self, text: str) -> Sequence[str]:
        task = TASK.search(text)
        if task is not None:
            return (self.chance.choice(ON_TASK).replace("{task}", task.group(1)),)
        return next((lines for sign, lines in ON_PUSH.items() if sign in text), ())

    def _plan(self, number: str, lines: Sequence[str]) -> None:
        hours = 30 if self.chance.random() < SLOW else 3
        pause = timedelta()
        for line in lines:
            pause += timedelta(hours=hours) * self.chance.random() ** 2 + timedelta(minutes=1)
            if self.chance.random() < GIVES_UP:
                return
            self._later(pause, number, line)

    def _later(self, pause: timedelta, number: str, line: str) -> None:
        """Type a line in working hours, mostly; a night shift works at any hour."""
        at = self.agenda.now + pause
        local = at.astimezone(self.zone)
        if not OPENS <= local.hour < CLOSES:
            hours = (OPENS - local.hour) % 24
            at += timedelta(hours=hours, minutes=self.chance.randint(0, 59))
        self.agenda.at(at, lambda: self._type(number, line))

    def _type(self, number: str, line: str) -> None:
        if self.chance.random() < WRONGLY:
            self.write(self.chance.choice(WRONG).format(number=number))
        if line.startswith(ANSWERS) and self.chance.random() < PROMISES:
            line = WITH_A_TIME + line.removeprefix(ANSWERS)
        self.number = number
        self.write(line.format(number=number))

    def write(self, text: str) -> None:
        """Send one line by WeCom."""
        incoming = Incoming(
            channel=ChannelName.WECOM,
            account="corp",
            key=self.lines.key(),
            sender=self.userid,
            text=text,
            raw=text.encode(),
        )
        self.lines.deliver(incoming, self._read)

    def _read(self, parts: Sequence[Part]) -> None:
        text = "\n".join(part.text for part in parts)
        if "请发：回访" in text and (number := NUMBER.search(text)):
            self._soon(REVISITED.format(number=number.group()))
            return
        for sign, line in ON_ANSWER.items():
            if sign in text:
                self._soon(line.format(number=self.number))
                return

    def _soon(self, line: str) -> None:
        pause = timedelta(seconds=self.chance.randint(20, 90))
        self.agenda.after(pause, lambda: self.write(line))
