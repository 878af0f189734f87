"""The words for the parts of a day, and when each of them is over."""


def numbered(lines: str) -> dict[str, int]:
    """`1 明天 明日` → both are 1."""
    table: dict[str, int] = {}
    for line in lines.strip().splitlines():
        number, *words = line.split()
        table |= dict.fromkeys((word.replace("_", " ") for word in words), int(number))
    return table


PART_ENDS = numbered("""
    6 凌晨
    8 清晨 清早
    10 早浪向 早浪 早浪头 早上头 朝头 早起 晨早 朝早头
    10 早 早上 早晨 一早 一大早 大清早 大早上 早间 今早 明早 first_thing early_morning
    12 上半天 上半日 前半晌 前半天 前半日 头午 早半天 late_morning mid_morning
    12 头晌 前晌 晌午前 上五 上无 上武 日里向
    12 上午 上昼 朝早 朝头早 今朝 明朝 听朝 后朝 今上午 morning this_morning mornings am
    13 日中心 日中 晌午头 午间
    13 中午 正午 晌午 晌头 noon noonish midday lunchtime lunch_time mid_day
    18 下半天 下半日 后半天 后半日 午饭后 吃完午饭 吃过午饭 午休后 午睡后 过午 后响
    18 after_lunch early_afternoon mid_afternoon late_afternoon afternoons pm
    18 过晌 过晌午 晌后 arvo this_arvo 下半晌 下午头 下昼头 晏昼头
    18 下晌 后晌儿 后晌 后半晌 下五 下无 下武
    18 下午 下昼 晏昼 午后 下班前 下晚 今下午 afternoon this_afternoon
    19 夜快头 夜快 黄昏头 挨晚 傍黑天 擦黑天
    19 傍晚 黄昏 傍黑 擦黑儿 擦黑 落黑 天擦黑
    21 夜里厢 夜里相 夜饭后 吃好夜饭 晚黑 夜晚黑 晚头黑 夜晚头 晚夕 黑来 黑了后
    21 夜里向 夜里头 夜头 夜到
    21 下班后 放工后 收工后 下班以后 放工之后 下班之后 晚饭后 吃完晚饭 吃过晚饭 晚间头 夜里边
    21 after_work after_dinner after_supper early_evening late_evening evenings
    21 晚 晚上 夜晚 夜里 晚间 晚饭后 今晚 明晚 后晚 听晚 今夜 夜间 evening tonight tonite
    21 this_evening night
""")
"""When a part of the day is over, in hours: who says "in the morning" has until noon."""

NOON = 12
MIDDAY = frozenset(
    (
        "日中心 日中 晌午头 午间 中午 正午 晌午 晌头 "
        "noon noonish midday lunchtime lunch_time mid_day"
    ).split()
)
MORNING = frozenset("上午 早上 早晨 上昼 朝早 morning mornings".split())
DUSK = frozenset(
    "夜快头 夜快 黄昏头 挨晚 傍黑天 擦黑天 傍晚 黄昏 傍黑 擦黑儿 擦黑 落黑 天擦黑".split()
)
NIGHT = frozenset(part for part, ends in PART_ENDS.items() if ends == 21)  # noqa: PLR2004 - as in the table
AFTERNOON = frozenset(part for part, ends in PART_ENDS.items() if ends == 18) | DUSK  # noqa: PLR2004 - "

_ENGLISH = "|".join(
    word.replace(" ", r"[-\ ]?")
    for word in sorted(PART_ENDS, key=len, reverse=True)
    if word.isascii() and not word.startswith(("this ", "to", "am", "pm"))
)
_HAN = "|".join(
    word
    for word in sorted(PART_ENDS, key=len, reverse=True)
    if not word.isascii() and word not in {"早", "晚"}
)
PART_PATTERNS = (
    ("part", rf"\b(?:(?:in|during)\ the\ |at\ |in\ )?(?P<part>{_ENGLISH})\b"),
    ("part", _HAN),
    ("part", r"(?P<bare_part>[早晚])(?=[\d一二三四五六七八九十两]{1,3}[点时:])"),
)
"""今晚 and its like are days first, and parts of them."""
