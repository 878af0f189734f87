"""Units as residents write them, and what one is worth in another."""

from dataclasses import dataclass

TIME, MONEY, AREA, LENGTH = "time", "money", "area", "length"
WEIGHT, VOLUME, HEAT, SHARE, ENERGY = "weight", "volume", "heat", "share", "energy"
AGE = "age"
PEOPLE, TIMES, VEHICLES, FLOORS, PIECES, SHEETS = (
    "people", "times", "vehicles", "floors", "pieces", "sheets",
)  # fmt: skip
COUNTED = frozenset({PEOPLE, TIMES, VEHICLES, FLOORS, PIECES, SHEETS})
"""What is counted in whole numbers."""

_UNITS = f"""
{TIME} 1 分钟 分 m min mins minute minutes
{TIME} 0.0166666666666667 秒钟 秒 sec secs second seconds
{TIME} 15 刻钟 刻 骨 quarter_of_an_hour quarters_of_an_hour
{TIME} 5 字
{TIME} 60 小时 钟头 钟 点钟 粒钟 h hr hrs hour hours
{TIME} 1440 天 日 day days night nights
{TIME} 10080 周 星期 礼拜 week weeks
{TIME} 20160 fortnight fortnights
{TIME} 43200 月 month months
{TIME} 129600 季度 季 quarter quarters
{TIME} 525600 年 year years
{MONEY} 1 元 大洋 块钱 块 圆 蚊 人民币 rmb cny yuan kuai bucks dollars ¥
{MONEY} 100 旧水 嚿水
{MONEY} 0.1 角 毛钱 毛 jiao
{MONEY} 0.01 分 分钱 cents
{AREA} 1 平方米 平米 平方公尺 平方 平 方 ㎡ m2 sqm sq_m square_meters square_metres
{AREA} 0.09290304 平方尺 平方呎 尺 呎 sqft sq_ft square_feet
{AREA} 3.305785 坪
{AREA} 666.6666667 亩
{LENGTH} 1 米 公尺 m meter meters metre metres
{LENGTH} 0.1 分米
{LENGTH} 0.01 厘米 公分 cm centimeters centimetres
{LENGTH} 0.001 毫米 mm millimeters
{LENGTH} 1000 公里 千米 km kilometers kilometres
{LENGTH} 0.3333333333333333 尺
{LENGTH} 0.0333333333333333 寸
{LENGTH} 0.0254 英寸 inch inches
{LENGTH} 0.3048 英尺 呎 feet foot ft
{WEIGHT} 1 公斤 千克 kg kilo kilos
{WEIGHT} 0.5 斤
{WEIGHT} 0.001 克 g
{WEIGHT} 1000 吨 ton tons tonnes
{VOLUME} 1 立方米 立方 方 吨 字 度 m3 cubic_meters cubic_metres
{VOLUME} 0.001 升 公升 liters litres
{ENERGY} 1 度 千瓦时 kwh units
{HEAT} 1 摄氏度 度 ℃ °c c degrees degrees_celsius
{SHARE} 1 % 百分 percent
{SHARE} 1 分 points
{PEOPLE} 1 口人 人 口 口子 位 名 个人 大人 people persons person ppl pax adults guests of_us
{AGE} 1 周岁 岁 years_old
{TIMES} 1 次 回 趟 遍 times time
{VEHICLES} 1 辆 台 部 架 cars car bikes bike vehicles ebikes e-bikes scooters
{FLOORS} 1 层 楼 搂 floors th_floor nd_floor rd_floor st_floor f /f
{SHEETS} 1 张 份 本 passes pass cards permits tickets copies
{PIECES} 1 个 只 把 件 条 盏 扇 根 块 盒 袋 桶 箱 瓶 盆 捆 格 间 户 套 pieces
"""


@dataclass(frozen=True)
class Unit:
    """A unit of one dimension and how many of the dimension's first unit it is."""

    dimension: str
    size: float


def _table() -> dict[str, tuple[Unit, ...]]:
    table: dict[str, tuple[Unit, ...]] = {}
    for line in _UNITS.strip().splitlines():
        dimension, size, *words = line.split()
        for word in words:
            name = word.replace("_", " ")
            table[name] = (*table.get(name, ()), Unit(dimension, float(size)))
    return table


UNITS = _table()
"""Every word of a unit, with all that it may mean: 分 are minutes, cents or points."""

_MONTH, _YEAR, _WEEK = UNITS["月"][0].size, UNITS["年"][0].size, UNITS["周"][0].size
_CALENDAR = {(_YEAR, _MONTH): 12.0, (_MONTH, _YEAR): 1 / 12, (_YEAR, _WEEK): 52.0}
"""A year is twelve months, though not of thirty days."""


def in_unit(amount: float, unit: Unit, asked: Unit) -> float:
    """The amount in the unit that was asked for, of the same dimension."""
    ratio = _CALENDAR.get((unit.size, asked.size)) if unit.dimension == TIME else None
    return round(amount * (unit.size / asked.size if ratio is None else ratio), 4)
