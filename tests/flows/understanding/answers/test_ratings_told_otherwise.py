"""Ratings told by what is missing, by rank, in stars and by ear, and what would be one if."""

from collections.abc import Mapping

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.rating import read
from tests.each import each

Scores = Mapping[int | None, str]

DEDUCTED: Scores = {
    5: "一分不扣 | 一分都不扣，师傅辛苦",
    4: """
    扣一分，迟到了，其余没毛病 | 减一分，地没擦 | 少一颗，师傅抽烟 | 就扣一分吧，嫌他话多
    扣一星，其他都好 | 本来五分，扣一分 | 留一分给他们进步 | minus one for the smell
    docking one star for noise | knock one star off for the mess | one star off for the queue
    losing one star because late | 5 stars less one | 4 stars; 1 off for the queue
    """,
    3: "扣两分，太慢 | 本来五分，扣两分，漏水没修好 | two stars off because of the dirt",
    None: """
    扣一分吧 | 再扣一分 | 别扣一分 | 扣一分工资吧 | 扣两分钟 | 少一颗螺丝 | 扣一分，扣两分，太多了
    如果迟到就扣一分，准时就不扣 | 扣一分的话师傅会被罚吗 | minus one | a one-off | i lost one key
    原来四分，扣一分 | minus five for the smell
    """,
}
REST: Scores = {
    4: """
    四分儿，那一分留着让阿姨进步 | 4分，扣的一分是因为迟到 | 四分吧，还有一分看表现
    4分，剩下1分等你们修好再给 | 给四颗吧，少一颗怕他骄傲 | 4, one off for noise
    """,
    3: "三分，另外两分扣了 | 三分，一分给准时，两分给态度 | 3: one for speed, two for manners",
    2: "两分，那三分扣在态度",
    None: "三分，那四分 | 服务三分，还有卫生一分 | 三分，卫生两分",
}
RANKED: Scores = {
    5: "最上面那档 | 最高一档 | 顶上那档 | 最好的那档，没话说",
    3: "中间那一档 | 一般般，中间那档吧",
    2: "倒数第二档 | 比最低高一分，2 | 比倒数第一强那么一分，2 | 比最低分多一分 | 倒数第二",
    4: "比最高分低一分 | 比隔壁小区高两分，4分",
    1: "最底下那档，睡觉打呼噜 | 最底那档 | 垫底的分 | 倒数第一",
    None: """
    最底下那层灯坏了 | 最上面那层 | 中间那户太吵 | 咱们小区倒数第一 | 比上次强两分 | 不是最高那档
    """,
}
SPELT: Scores = {
    5: """
    ⭐x5 | 5⭐ | wu分 | 五颗全点亮 | 五颗都点上 | 星星全给 | fibe stars po | a big fat 5 | all five
    """,
    4: "⭐x4 | ⭐×4 | ⭐*4 | si fen | apat na star po | 四颗亮的 | a well-earned four | 点亮四颗",
    3: """
    三个⭐ | 🌟x3 | san分 | tree star po | tree stars | a generous 3 | three out of the five stars
    """,
    2: "er分 | a mere 2 | 就亮两颗",
    1: "yi分 | wan star | a solitary 1 | a lonely 1 | one measly star | a single star | yi fen",
    None: """
    yi次修好 | tree fell down | free stars | apat | a single visit | a big 3 hour wait | fenfen
    a poor 5 minutes | all 5 lifts are broken | the lonely room 3 | 五颗全灭 | 第二颗星
    """,
}
SUMMED: Scores = {
    5: "***** | all the stars | 五粒星都嫌少",
    4: "按五分算，给四 | was a 2, now a 4 | first 2, now 4 after the update",
    2: "can't give more than 2 | wouldn't give more than 2 | no more than 2 | 给他个2，别嫌少",
    3: """
    满分五分，睡觉扣两分 | 4 minus one because he was late | 扫地4分拖地2分，平均3
    somewhere around 3 | *** | high 3 | 手滑打了1，其实是3 | 1到5分的话，3 | 3.5四舍五入3分
    """,
    None: """
    四分往上 | 4 going on 5 | 3 maybe 4 | 3 minus | not even a 1 | 四分有找 | 三分不到
    三分出头 | 三分都给高了 | 五分钟的话4
    """,
}
IF: Scores = {
    5: "5 if you ask me | 5 if I may",
    4: """
    ⭐⭐⭐⭐ would be 5 if the shower worked | four, five if you fix the shower
    4. Would have been 5 if the pool opened | 如果准时就是五分，现在四分 | 要不是迟到就五分了，四分
    如果再快点五分，但现在只能四分
    """,
    3: "要不是师傅态度好就给一分了，三分 | 1分都嫌多，打两分三分，就3分",
    None: """
    要不是迟到就五分了 | 5 if they fix it, otherwise 3 | 5 if you come back tomorrow
    如果明天修好就五分，不然一分 | 如果现在修好就五分 | 准时就五分，迟到就三分
    要不是晚了两小时，就五分 | would be 5 if it opened
    赶紧修好，不然一分 | come back soon, otherwise it's a 1
    """,
}


@each(
    ("said", "score"),
    [
        (said.strip(), score)
        for scores in (DEDUCTED, REST, RANKED, SPELT, SUMMED, IF)
        for score, lines in scores.items()
        for line in lines.strip().splitlines()
        for said in line.split("|")
    ],
)
def test_a_rating_is_read_however_it_is_told(said: str, score: int | None) -> None:
    assert read(Question(QuestionKind.SCALE5, "请打几颗星（1-5）"), said).value == score
