"""Numbers as answers: any unit becomes the one that was asked for, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from flows.understanding.answers.number import read
from flows.understanding.answers.question import Answer, Question, QuestionKind
from tests.each import each

MINUTES = "您等了多少分钟？"


def read_for(question: str, said: str) -> Answer:
    return read(Question(QuestionKind.NUMBER, question), said)


@each(
    ("question", "said", "value"),
    [
        ("您等了多少分钟？", "一刻钟", 15),
        ("您等了多少分钟？", "1½小时", 90),
        ("您等了多少分钟？", "1 1/2 hours", 90),
        ("您等了多少分钟？", "2 3/4 hours", 165),
        ("您等了多少分钟？", "1又1/2小时", 90),
        ("您等了多少分钟？", "two and a quarter hours", 135),
        ("您等了多少分钟？", "an hour and a quarter", 75),
        ("您等了多少分钟？", "an hour and three quarters", 105),
        ("您等了多少分钟？", "one hour ten", 70),
        ("您等了多少分钟？", "two hours fifteen", 135),
        ("您等了多少分钟？", "一粒鐘", 60),
        ("您等了多少分钟？", "半粒鐘", 30),
        ("您等了多少分钟？", "大概等咗個零鐘", None),
        ("您等了多少分钟？", "an hour or two", None),
        ("您等了多少分钟？", "一个小时零五分", 65),
        ("您等了多少分钟？", "1小时30分钟", 90),
        ("您等了多少分钟？", "1h30m", 90),
        ("您等了多少分钟？", "一个半钟头", 90),
        ("您等了多少分钟？", "等咗半個鐘", 30),
        ("您等了多少分钟？", "個半鐘", 90),
        ("您等了多少分钟？", "差不多45分钟吧，太慢了！", 45),
        ("您等了多少分钟？", "半小时左右", 30),
        ("您等了多少分钟？", "30，谢谢", 30),
        ("您等了多少分钟？", "三十", 30),
        ("您等了多少分钟？", "你好，等了大概三十分钟的样子，谢谢师傅", 30),
        ("您等了多少分钟？", "没等", 0),
        ("您等了多少分钟？", "我打了两次电话，等了40分钟", 40),
        ("您等了多少分钟？", "40分钟，打了两次电话", 40),
        ("您等了多少分钟？", "3个师傅来了，等了1个小时", 60),
        ("您等了多少分钟？", "兩個半鐘頭", 150),
        ("您等了多少分钟？", "60分鐘先嚟到", 60),
        ("您等了多少分钟？", "0", 0),
        ("您等了多少分钟？", "2.5小时", 150),
        ("您等了多少分钟？", "１．５小時", 90),
        ("您等了多少分钟？", "三点五小时", 210),
        ("您等了多少分钟？", "三个，不对，四个小时", 240),
        ("您等了多少分钟？", "30分钟，说错了，40分钟", 40),
        ("您等了多少分钟？", "不是30分钟，是50分钟", 50),
        ("您等了多少分钟？", "half an hour", 30),
        ("您等了多少分钟？", "an hour and a half", 90),
        ("您等了多少分钟？", "one and a half hours", 90),
        ("您等了多少分钟？", "about 45 mins", 45),
        ("您等了多少分钟？", "two hours and fifteen minutes", 135),
        ("您等了多少分钟？", "a quarter of an hour", 15),
        ("您等了多少分钟？", "three quarters of an hour", 45),
        ("您等了多少分钟？", "twenty five", 25),
        ("您等了多少分钟？", "1 hr, the guy was rude", 60),
        ("您等了多少分钟？", "30min", 30),
        ("您等了多少分钟？", "等了足足一个钟头!!!", 60),
        ("您等了多少分钟？", "嗯那个大概是四十五分钟", 45),
        ("您等了多少分钟？", "三個字，十五分鐘囉", 15),
        ("您要预缴几个月？", "先续一个季度", 3),
        ("要停多少小时？", "一整天", 24),
        ("停了几天？", "5天，哦不对，算上今天6天", 6),
        ("请报水表读数（吨）", "356，再看一眼，是386", 386),
        ("What floor is the fault on?", "fourty", 40),
        ("您家常住几口人？", "3", 3),
        ("您家常住几口人？", "五口之家", 5),
        ("您家常住几口人？", "一家四口", 4),
        ("您家常住几口人？", "我们娘俩", 2),
        ("您家常住几口人？", "以前5个现在2个", 2),
        ("How many people live with you?", "used to be 4 but now it's 3", 3),
        ("您等了多少分钟？", "说20分钟到，结果等了50分钟", 50),
        ("How many minutes did you wait?", "he said 10 but it was 40", 40),
        ("How many minutes did you wait?", "three quarters of an hour", 45),
        ("How many minutes did you wait?", "an hour and ten, I missed lunch", 70),
        ("师傅收了您多少元？", "要八十，我还到六十五", 65),
        ("师傅收了您多少元？", "材料30工时50一共80", 80),
        ("师傅收了您多少元？", "没花一分钱", 0),
        ("师傅收了您多少元？", "保修期内免费的", 0),
        ("这个月电梯坏了几次？", "上个月5次，这个月2次", 2),
        ("这个月电梯坏了几次？", "没坏过", 0),
        ("您家常住几口人？", "就我和老伴两个", 2),
        ("您家常住几口人？", "一共5个，三个大人两个小孩", 5),
        ("您家常住几口人？", "三个，不对，四个", 4),
        ("您家常住几口人？", "就我自己", 1),
        ("您家常住几口人？", "我一个人住", 1),
        ("您家常住几口人？", "４人", 4),
        ("您家常住几口人？", "四", 4),
        ("您家常住几口人？", "④", 4),
        ("您家常住几口人？", "四口人，养了2只猫", 4),
        ("您家常住几口人？", "one", 1),
        ("您家常住几口人？", "there are 4 of us", 4),
        ("您家常住几口人？", "2 adults", 2),
        ("您家常住几口人？", "我们家6个人，挺挤的", 6),
        ("您家常住几口人？", "我屋企得四個人", 4),
        ("师傅收了您多少元？", "三百五", 350),
        ("师傅收了您多少元？", "两千三", 2300),
        ("师傅收了您多少元？", "1万2", 12000),
        ("师傅收了您多少元？", "两块五", 2.5),
        ("师傅收了您多少元？", "三块二毛五", 3.25),
        ("师傅收了您多少元？", "¥128.5", 128.5),
        ("师傅收了您多少元？", "1,280元", 1280),
        ("师傅收了您多少元？", "五毛", 0.5),
        ("师傅收了您多少元？", "一百二十块钱，有点贵", 120),
        ("师傅收了您多少元？", "八十蚊", 80),
        ("师傅收了您多少元？", "200 yuan", 200),
        ("师傅收了您多少元？", "RMB 200", 200),
        ("师傅收了您多少元？", "a hundred and twenty yuan", 120),
        ("师傅收了您多少元？", "免费", 0),
        ("师傅收了您多少元？", "没要钱", 0),
        ("师傅收了您多少元？", "一分钱没收", 0),
        ("师傅收了您多少元？", "收了80，给了发票", 80),
        ("师傅收了您多少元？", "50块，20块上门费30块材料", 50),
        ("师傅收了您多少元？", "一共50块，20块上门费30块材料", 50),
        ("师傅收了您多少元？", "叁佰贰拾元整", 320),
        ("师傅收了您多少元？", "2k", 2000),
        ("师傅收了您多少元？", "十二块八", 12.8),
        ("房屋面积是多少平方米？", "89平", 89),
        ("房屋面积是多少平方米？", "一百二十平米", 120),
        ("房屋面积是多少平方米？", "89.5", 89.5),
        ("房屋面积是多少平方米？", "1000尺", 92.903),
        ("房屋面积是多少平方米？", "30坪", 99.1736),
        ("房屋面积是多少平方米？", "约90平，两室一厅", 90),
        ("房屋面积是多少平方米？", "120 square meters", 120),
        ("近一年电梯困人几次？", "没有", 0),
        ("近一年电梯困人几次？", "一次都没有", 0),
        ("近一年电梯困人几次？", "从来没有过", 0),
        ("近一年电梯困人几次？", "once", 1),
        ("近一年电梯困人几次？", "twice, both in summer", 2),
        ("近一年电梯困人几次？", "记得有两次", 2),
        ("近一年电梯困人几次？", "第三次了", 3),
        ("近一年电梯困人几次？", "3楼的困过1次", 1),
        ("您家有几辆车？", "没车", 0),
        ("您家有几辆车？", "两台，一台是电动的", 2),
        ("漏水已经多少天了？", "半个月", 15),
        ("漏水已经多少天了？", "两周", 14),
        ("漏水已经多少天了？", "三天三夜", 3),
        ("漏水已经多少天了？", "漏咗5日喇", 5),
        ("漏水已经多少天了？", "10 days now", 10),
        ("装修要多少个月？", "三个月", 3),
        ("装修要多少个月？", "半年", 6),
        ("装修要多少个月？", "90天", 3),
        ("装修要多少个月？", "两年", 24),
        ("您住在几层？", "12楼", 12),
        ("您住在几层？", "3栋12楼", 12),
        ("您住在几层？", "12/F", 12),
        ("您住在几层？", "12th floor", 12),
        ("How many people live in your home?", "four people", 4),
        ("How many people live in your home?", "4 ppl", 4),
        ("How many people live in your home?", "we are a family of five", 5),
        ("How many minutes did you wait?", "two hours", 120),
        ("How many minutes did you wait?", "15", 15),
        ("How many minutes did you wait?", "I waited for forty minutes and nobody came", 40),
        ("How much did you pay (yuan)?", "50 bucks", 50),
        ("How much did you pay (yuan)?", "nothing", 0),
        ("How long did you wait, in hours?", "90 minutes", 1.5),
        ("How long did you wait, in hours?", "three and a half", 3.5),
        ("您每月水费多少钱？", "五十六", 56),
        ("您每月水费多少钱？", "56块3", 56.3),
        ("请给出1到10的数字", "7", 7),
        ("请给出1到10的数字", "七分", 7),
        ("本月电表读数是多少度？", "3512度", 3512),
        ("本月电表读数是多少度？", "三五一二", 3512),
        ("本月电表读数是多少度？", "03512", 3512),
        ("请问您等了多少分钟？", "大概有二十分钟吧", 20),
        ("请问您等了多少分钟？", "我等了快一个小时", 60),
        ("请问您等了多少分钟？", "一个钟", 60),
        ("请问您等了多少分钟？", "0分钟", 0),
        ("请问您等了多少分钟？", "谢谢，30分钟", 30),
        ("请问您等了多少分钟？", "三十分锺", 30),
        ("请问您等了多少分钟？", "25 分 钟", 25),
        ("请问您等了多少分钟？", "四十五", 45),
        ("请问您等了多少分钟？", "半小時，師傅話塞車", 30),
        ("请问您等了多少分钟？", "1小时20分", 80),
        ("请问您等了多少分钟？", "2", 2),
        ("请问您等了多少分钟？", "人没来，等了一天", 1440),
        ("请问您等了多少分钟？", "8-1-302等了半小时", 30),
        ("请问您等了多少分钟？", "10分钟 不对 应该是15分钟", 15),
        ("停水持续了几个小时？", "24", 24),
        ("停水持续了几个小时？", "3個半鐘", 3.5),
        ("停水持续了几个小时？", "180分钟", 3),
        ("报修后几天有人上门？", "第二天", 2),
        ("报修后几天有人上门？", "48小时", 2),
        ("报修后几天有人上门？", "一星期零两天", 9),
        ("您家几口人？", "5个人，三代同堂", 5),
        ("您家几口人？", "一共四口人，两个老人", 4),
        ("您家几口人？", "一百", 100),
        ("您家几口人？", "2个大人", 2),
        ("您觉得每月物业费多少元合适？", "一百五", 150),
        ("您觉得每月物业费多少元合适？", "最好免费", 0),
        ("您觉得每月物业费多少元合适？", "两百块钱吧，多了交不起", 200),
        ("您觉得每月物业费多少元合适？", "1千2", 1200),
        ("您家车位数量是几个？", "1个", 1),
        ("您家车位数量是几个？", "一个也没有", 0),
        ("您家车位数量是几个？", "一个，在B区", 1),
        ("本月您联系过物业几次？", "一次也没联系过", 0),
        ("本月您联系过物业几次？", "頭尾三次", 3),
        ("请问您家建筑面积是多少平方米？", "98.6平米", 98.6),
        ("请问您家建筑面积是多少平方米？", "120左右", 120),
        ("请问您家建筑面积是多少平方米？", "88㎡", 88),
        ("您住几楼？", "十二", 12),
        ("您住几楼？", "12层，2梯4户", 12),
        ("How many minutes did you wait?", "like 20 mins", 20),
        ("How many minutes did you wait?", "nearly two hours!!", 120),
        ("How many minutes did you wait?", "thirty-five minutes, very slow", 35),
        ("How many minutes did you wait?", "1.5 hours", 90),
        ("How many minutes did you wait?", "I called twice and waited 20 minutes", 20),
        ("How many minutes did you wait?", "twenty", 20),
        ("How many minutes did you wait?", "a good 20 minutes", 20),
        ("How much was the repair, in yuan?", "¥300", 300),
        ("How much was the repair, in yuan?", "it was free", 0),
        ("How much was the repair, in yuan?", "two hundred and fifty", 250),
        ("How much was the repair, in yuan?", "1.2k", 1200),
        ("How many times did you call us?", "Three times", 3),
        ("How many times did you call us?", "never", 0),
        ("How many days did it take?", "two", 2),
        ("How many days did it take?", "3 days, finally fixed", 3),
        ("温度多少度？", "十八度五", 18.5),
        ("How many pets do you have?", "two cats", 2),
        ("裂缝多少厘米？", "1米2", 120),
    ],
)
def test_an_amount_is_read_in_the_unit_that_was_asked_for(
    question: str, said: str, value: float
) -> None:
    assert read_for(question, said).value == pytest.approx(value, abs=0.001)


@each(
    ("question", "said"),
    [
        ("您等了多少分钟？", "20多分钟"),
        ("您等了多少分钟？", "不到半小时"),
        ("您等了多少分钟？", "二十来分钟"),
        ("您等了多少分钟？", "三四十分钟"),
        ("您等了多少分钟？", "20-30分钟"),
        ("您等了多少分钟？", "等了两次"),
        ("您等了多少分钟？", "多久算久？"),
        ("您等了多少分钟？", "师傅人不错"),
        ("您等了多少分钟？", "10分钟、20分钟都有"),
        ("您等了多少分钟？", "一个小时不止"),
        ("您等了多少分钟？", "我住3栋302"),
        ("您等了多少分钟？", "13812345678"),
        ("您等了多少分钟？", "more than an hour"),
        ("您等了多少分钟？", "20 or 30 minutes"),
        ("您等了多少分钟？", "forever"),
        ("您等了多少分钟？", "好几个小时"),
        ("您等了多少分钟？", "几分钟"),
        ("您等了多少分钟？", "半天"),
        ("您等了多少分钟？", "十分不满意"),
        ("您等了多少分钟？", "30分钟？"),
        ("您家常住几口人？", "三点五个人"),
        ("您家常住几口人？", "负三个"),
        ("您家常住几口人？", "两三个吧"),
        ("您家常住几口人？", "不想说"),
        ("您家常住几口人？", "住了3年了"),
        ("师傅收了您多少元？", "三百多"),
        ("师傅收了您多少元？", "100到200"),
        ("师傅收了您多少元？", "太贵了"),
        ("师傅收了您多少元？", "收据号是1234"),
        ("房屋面积是多少平方米？", "三室两厅"),
        ("近一年电梯困人几次？", "无数次"),
        ("近一年电梯困人几次？", "好几回"),
        ("您家有几辆车？", "一辆汽车一辆电动车"),
        ("漏水已经多少天了？", "一个多月"),
        ("漏水已经多少天了？", "从12月3号开始"),
        ("漏水已经多少天了？", "week and a half"),
        ("漏水已经多少天了？", "since Monday"),
        ("您住在几层？", "顶楼"),
        ("您住在几层？", "负一层"),
        ("How many people live in your home?", "3 or 4"),
        ("How many people live in your home?", "none of your business"),
        ("How many minutes did you wait?", "too long!!"),
        ("您每月水费多少钱？", "五六十"),
        ("请给出1到10的数字", "11"),
        ("请问您等了多少分钟？", "半个钟头不到"),
        ("请问您等了多少分钟？", "十来分钟"),
        ("请问您等了多少分钟？", "一个多小时"),
        ("请问您等了多少分钟？", "不用等，马上就来了"),
        ("请问您等了多少分钟？", "五分钟十分钟吧"),
        ("请问您等了多少分钟？", "五六分钟"),
        ("请问您等了多少分钟？", "第一次等了10分钟，第二次等了40分钟"),
        ("请问您等了多少分钟？", "负10分钟"),
        ("请问您等了多少分钟？", "你们让我等了2次"),
        ("停水持续了几个小时？", "一上午"),
        ("报修后几天有人上门？", "两个星期都没人来"),
        ("报修后几天有人上门？", "3-4天"),
        ("您家几口人？", "3.5"),
        ("您觉得每月物业费多少元合适？", "两块五一平"),
        ("您觉得每月物业费多少元合适？", "200以内"),
        ("您觉得每月物业费多少元合适？", "50-80"),
        ("您家车位数量是几个？", "B2-117"),
        ("本月您联系过物业几次？", "好多次"),
        ("本月您联系过物业几次？", "至少五次"),
        ("本月您联系过物业几次？", "十几趟了"),
        ("请问您家建筑面积是多少平方米？", "100平不到"),
        ("How many minutes did you wait?", "10-15"),
        ("How many minutes did you wait?", "a few minutes"),
        ("How many minutes did you wait?", "what do you mean"),
        ("How many minutes did you wait?", "ages"),
        ("How many minutes did you wait?", "a quarter of an hour, maybe less"),
        ("How many minutes did you wait?", "an hour and a bit"),
        ("您等了多少分钟？", "本来10分钟能到，现在还没来"),
        ("您家常住几口人？", "楼上住了8个人天天吵"),
        ("您家常住几口人？", "五口子，算上保姆六口"),
        ("师傅收了您多少元？", "不是免费吗"),
        ("师傅收了您多少元？", "120元，外加20上门费"),
        ("这个月电梯坏了几次？", "上个月三次"),
        ("这个月电梯坏了几次？", "三番五次"),
        ("How many minutes did you wait?", "my flat is 302"),
        ("How much was the repair, in yuan?", "about 300 or 400"),
        ("How much was the repair, in yuan?", "I paid 50 for parts and 30 for labour"),
        ("How many times did you call us?", "too many times"),
        ("How many days did it take?", "same day"),
        ("您住了几年？", "2019年搬来的"),
        ("How many pets do you have?", "my room 302"),
        ("您打几分？（0-10）", "11"),
    ],
)
def test_what_is_no_one_number_for_the_question_is_asked_again(question: str, said: str) -> None:
    answer = read_for(question, said)

    assert answer.value is None
    assert answer.why


@each(
    ("said", "remark"),
    [
        ("40分钟，打了两次电话", "打了两次电话"),
        ("差不多45分钟吧，太慢了！", "太慢了"),
        ("師傅人好，等咗半個鐘", "師傅人好"),
        ("1 hr, the guy was RUDE", "the guy was RUDE"),
        ("30，谢谢", ""),
        ("你好，大概三十分钟吧，辛苦了", ""),
    ],
)
def test_what_is_said_beside_a_number_is_kept_as_it_was_written(said: str, remark: str) -> None:
    assert read_for(MINUTES, said).remark == remark


@given(
    st.integers(1, 999),
    st.sampled_from(["{}分钟", "等了{}分钟", "{} minutes", "大概{}分鐘吧，谢谢"]),
)
def test_so_many_minutes_are_so_many(minutes: int, form: str) -> None:
    assert read_for(MINUTES, form.format(minutes)).value == minutes


@given(
    st.integers(1, 99), st.sampled_from([("小时", 60), ("天", 1440), ("hours", 60), ("刻钟", 15)])
)
def test_every_unit_comes_back_in_minutes(count: int, unit: tuple[str, int]) -> None:
    assert read_for(MINUTES, f"{count}{unit[0]}").value == count * unit[1]


@given(
    st.sampled_from(["三十分钟", "两个半小时", "一刻钟", "半個鐘", "40分钟", "an hour and a half"]),
    st.sampled_from(["", "你好，", "嗯", "  ", "大概", "您好！"]),
    st.sampled_from(["", "。", "吧", "，谢谢", "啊！", "  ", "，唔該晒"]),
)
def test_greetings_particles_and_thanks_change_no_number(
    said: str, before: str, behind: str
) -> None:
    assert read_for(MINUTES, f"{before}{said}{behind}").value == read_for(MINUTES, said).value


@each("script", ["s2t", "s2hk", "s2tw"])
@each("said", ["一个半钟头", "两小时，师傅很慢", "三刻钟", "两个钟", "三十分钟左右"])
def test_traditional_and_simplified_numbers_read_alike(said: str, script: str) -> None:
    written = OpenCC(script).convert(said)

    assert read_for(MINUTES, written).value == read_for(MINUTES, said).value


@given(
    st.text() | st.text(alphabet="0123456789一二两三十百千万半点个小时分钟块毛 ,.-/到?不"),
    st.text(),
)
def test_any_text_is_a_number_or_asked_again(said: str, question: str) -> None:
    answer = read_for(question, said)

    assert answer.value is None or isinstance(answer.value, int | float)
    assert answer.why


@each(
    ("question", "said", "value"),
    [
        ("您家几口人？", "两大一小", 3),
        ("您家几口人？", "俩大人仨娃", 5),
        ("您家几口人？", "夫妻俩带俩娃", 4),
        ("您家常住几口人？", "两个大人一个小孩", 3),
        ("您家常住几口人？", "我和老伴", 2),
        ("您家常住几口人？", "我、我老公、儿子", 3),
        ("您家常住几口人？", "我爸我妈我和我妹", 4),
        ("您家常住几口人？", "老两口，孩子都在国外", 2),
        ("您家常住几口人？", "我数数啊我老婆我妈还有俩孩子五个吧对五个", 5),
        ("您家常住几口人？", "就我一个光棍", 1),
        ("您家常住几口人？", "我和老婆孩子", None),
        ("您家常住几口人？", "跟爸妈住", None),
        ("您家常住几口人？", "三代同堂", None),
        ("您家常住几口人？", "有时候三个有时候五个", None),
        ("您家常住几口人？", "平时五个，过年能有十来个，按平时算", 5),
        ("您家常住几口人？", "平时四个，过年一大家子十来个", None),
        ("請問屋企有幾個人住？", "兩公婆加個女", 3),
        ("請問屋企有幾個人住？", "我同老公同埋個仔", 3),
        ("How many people live in your home?", "me, my wife and two kids", 4),
        ("How many people live in your home?", "me, mum, dad and my two sisters", 5),
        ("How many people live in your home?", "2 adults and 1 kid", 3),
        ("How many people live in your home?", "just me and the cat", 1),
        ("How many people live in your home?", "me and the kids", None),
        ("請問有幾位訪客？", "我爸我媽", 2),
        ("请问有几位访客？", "两男一女", 3),
        ("请问有几位访客？", "我妹妹，她带个孩子", None),
        ("您家常住几口人？", "我跟老公，两个小孩，没有老人同住", 4),
        ("有几个人要参加晚会？", "我们夫妻加我爸妈，小孩不去", 4),
        ("请问有几位访客？", "两个，也许三个", None),
        ("请问有几位访客？", "可能两个，也可能带孩子", None),
        ("府上有几位老人？", "爷爷奶奶", 2),
        ("府上有几位老人？", "我和老婆", None),
        ("您家养了几只宠物？", "两只猫一条狗", 3),
        ("您家养了几只宠物？", "一对鹦鹉加一条金毛", 3),
        ("您家养了几只宠物？", "不养宠物，过敏", 0),
        ("您有几件快递？", "两件头，一只大箱子一只小盒子", 2),
        ("这个月电梯坏了几次？", "上礼拜一次，昨天又一次", 2),
        ("您家有几辆车？", "我老公一辆我一辆", 2),
        ("您家有几辆车？", "原来两辆，去年卖了一辆", 1),
        ("需要办几张门禁卡？", "一家三口一人一张", 3),
        ("需要办几张门禁卡？", "一人一张", None),
        ("需要办几张门禁卡？", "卡多少钱一张", None),
        ("需要办几张门禁卡？", "两张，多少钱一张", 2),
        ("需要办几张门禁卡？", "不用，有了", 0),
    ],
)
def test_who_and_what_is_told_one_after_the_other_is_counted(
    question: str, said: str, value: float | None
) -> None:
    assert read_for(question, said).value == value


@each(
    ("question", "said", "value"),
    [
        ("您等了多少分钟？", "从下午3点等到4点", 60),
        ("请问您等了多少分钟？", "九点到十点", 60),
        ("请问您等了多少分钟？", "两点半到三点一刻", 45),
        ("请问您等了多少分钟？", "约的十点，十点四十才到", 40),
        ("停水持续了几个小时？", "从早上八点到晚上六点", 10),
        ("停水持续了几个小时？", "从晚上十点到第二天早上六点", 8),
        ("停水持续了几个小时？", "8:00-20:30", 12.5),
        ("停水持续了几个小时？", "七点到九点半，两个半小时", 2.5),
        ("停水持续了几个小时？", "整整两天没水，喝的都是买的桶装", 48),
        ("停水持续了几个小时？", "早上八点停的，到现在还没来", None),
        ("停水持续了几个小时？", "八九点到十二点", None),
        ("停水持续了几个小时？", "七点到七点", None),
        ("升降機停咗幾多個鐘？", "成朝，九點到十二點", 3),
        ("How many hours was the power off?", "from 9am to 2pm", 5),
        ("How many hours was the power off?", "it went at 6pm and came back at 9pm", 3),
        ("How many hours was the power off?", "a full day, the freezer is gone", 24),
        ("How many hours was the power off?", "9 to 5", None),
        ("How many days will it take?", "a fortnight", 14),
        ("施工预计几天？", "周一到周五", 5),
        ("施工预计几天？", "一周内", None),
        ("施工预计几天？", "本来十天，师傅说缩到八天", 8),
        ("师傅收了您多少元？", "说是五十，结果没收", 0),
        ("师傅收了您多少元？", "分文未取", 0),
        ("请问您住在几楼？", "902，九楼", 9),
        ("请报一下水表读数（吨）", "0 1 2 8 7", 1287),
        ("请报一下水表读数（吨）", "一千零五十 后面红的我没念", 1050),
        ("房屋面积是多少平方米？", "房产证上写的是103.6", 103.6),
        ("房屋面积是多少平方米？", "89平，三房", 89),
        ("本月电表读数是多少度？", "看不清，好像3562", None),
        ("本月电表读数是多少度？", "我是1203室的，在外面", None),
        ("您今年多少岁？", "属牛的，刚过完六十五", 65),
        ("您在本小区住了几年？", "半年都不到", None),
    ],
)
def test_how_long_how_high_and_what_was_read_off_is_told_in_ones_own_way(
    question: str, said: str, value: float | None
) -> None:
    assert read_for(question, said).value == (
        None if value is None else pytest.approx(value, abs=0.001)
    )
