"""Feasts that name a day, and those that only stand beside one: 十月六日，中秋当天."""

import re

FEASTS = {
    name: (int(month), int(day))
    for line in """
1 1 元旦 元旦节 新历新年 阳历年 new_year's_day new_years_day
2 14 情人节 valentine's_day valentines_day
3 8 妇女节 三八节
5 1 劳动节 五一 五一节 五一劳动节 labour_day
6 1 儿童节 六一 六一节 六一儿童节 children's_day childrens_day
9 10 教师节
10 1 国庆节 国庆
11 11 双十一 双11
12 12 双十二 双12
12 24 平安夜 christmas_eve
12 25 圣诞节 圣诞 christmas_day christmas
12 26 boxing_day
12 31 跨年夜 new_year's_eve new_years_eve
""".strip().splitlines()
    for month, day, *names in [line.split()]
    for name in (written.replace("_", " ") for written in names)
}
"""Feasts of the calendar that everybody counts by; those of the moon are asked again."""

_FEASTS = "|".join(sorted(map(re.escape, FEASTS), key=len, reverse=True))
_MOON = (
    "中秋|端午|重阳|七夕|元宵|清明|冬至|夏至|腊八|小年|中元|寒衣|除夕"
    r"|mid[-\ ]autumn(?:\ festival)?|dragon\ boat(?:\ festival)?|chinese\ new\ year|thanksgiving"
)
_WEATHER = (
    "大雪|小雪|大暑|小暑|大寒|小寒|霜降|白露|寒露|谷雨|惊蛰|雨水|立[春夏秋冬]"
    "|春分|秋分|芒种|小满|处暑"
)
"""Terms of the farmer's year; without 当天 some of them are only the weather."""

_THAT_DAY = "(?:当[天日晚]|那[天日]|正日)"
_NOT_BEFORE_OR_AFTER = "(?!期间|假|[前后](?![晌半])|之|以|左右|第|\\ ?(?:eve|week|holiday))"
FEAST_PATTERNS = (
    (
        "feast",
        rf"""
        (?P<next_year>明年)?(?P<feast>{_FEASTS})
        (?:当[天日晚]|那一?[天日]|嗰日|正日|(?!期间|节?[前后之以]|左右|[放长小连]?假|黄金|那几|那两|这几|回来|过后
        |[a-z]|\ (?:holidays?|week|break|time|is\ over)))
        """,
    ),
    (
        "moon",
        rf"""
        (?:(?:{_MOON}|{_FEASTS})节?{_THAT_DAY}?|(?:{_WEATHER})(?:节气)?{_THAT_DAY})
        {_NOT_BEFORE_OR_AFTER}(?![a-z])
        """,
    ),
)
"""`feast` is a day by itself; `moon` says nothing more beside a day, and no day without one."""
