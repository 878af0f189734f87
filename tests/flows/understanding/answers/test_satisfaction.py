"""How satisfied somebody is, in the words that people use; what is unclear is asked again."""

from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.satisfaction import read
from tests.each import each

ASKED = Question(QuestionKind.SATISFACTION, "您对本次维修满意吗？")
VERY = """
满意到不行
嗯嗯特别满意
那是相当满意啊
服务一流，很满意
好得冇得彈
顶呱呱
棒棒哒
好到爆
Super happy!!
very very good
太谢谢了，非常好
师傅又快又好，点赞
满意满意，非常满意
没啥可挑的，特别棒
太满意了
非常非常满意！
满意极了
满意得不得了
相当满意
好得很
师傅太给力了
没得挑
简直完美
真是太好了
very happy with it
I'm extremely satisfied
couldn't be happier
absolutely brilliant service
超正！
勁滿意
十分之滿意
100% satisfied
老满意了
贼拉满意
真心不错，很满意
"""
SATISFIED = """
满意吧，就这样
慢是慢了点，不过满意
原来不满意，处理以后满意了
没什么可挑剔的
没有什么不满意的
处理得不错，满意
It's good
no problem, satisfied
ok, satisfied
满意嘅
师傅不错
还是挺不错的
比以前好多了
满意 辛苦了
我觉得满意
可以，满意
还是满意的
我们全家都满意
嗯 满意吧
没有不满意的地方
没啥不满意
不是不满意，是满意
挺好
OK 满意
滿意囉
几滿意㗎
good
I'm happy with it
I am satisfied, thank you
以前不满意，现在满意了
一开始不太满意 后来满意了
虽然来得晚，但还是满意
满意。下次早点来
2吧
选2
第二个
2.满意
满意就是有点慢
"""
FAIRLY = """
比較好啦
mostly satisfied
七八成满意
比较好
基本上满意
算是满意了
还不错
比较满意，还有提升空间
还算满意
比较满意
基本满意吧
大体上满意
总体还不错
fairly satisfied
pretty satisfied
somewhat satisfied
都算滿意
叫满意
3 就是慢了点
"""
NEUTRAL = """
一般啦，冇咩特別
It was okay
not great not terrible
4 一般
普普通通
过得去
很一般
感觉一般
就一般
马马虎虎吧，说得过去
就那样吧
还行
凑合
一般般
没什么感觉
不好不坏
中规中矩吧
麻麻啦
average I guess
neither good nor bad
just so-so
还可以吧
勉强及格
四
以前挺好的，现在一般
马马虎虎
"""
NOT = """
离满意还差得远
难以满意
說不上滿意
唔收貨
真係好差
滿意個屁
5，三天了没人管
unhappy with the result
not good
really disappointed
very bad
修得太差
不满意，没修好
没一点满意的地方
谁会满意啊，差评
根本不满意
我很生气
服务态度太差，不满意
差得很
真的不行
有点不满意
太不满意了
不满
不满意
很不满意
不是很满意
一点都不满意
谈不上满意
没法满意
不能让人满意
怎么可能满意
满意个鬼
太差了
差评
气死我了
什么破服务，垃圾
烂到家了
好差
唔係好滿意
一啲都唔滿意
嬲到爆
not happy at all
I'm not satisfied
dissapointed
far from satisfied
之前满意，现在不满意
修好了但是态度太差，不满意
不满意！！！
5 态度恶劣
不咋地
👎
非常不满，必须投诉
bad, really bad
极不满意
真的很失望
完全不行
"""
UNCLEAR = """
5分
1分
打5分
4星
5 points
123
……
我不住这里了
wrong person
not my complaint
is 1 the best?
sorry?
态度满意，速度不满意
明天再说
稍等
灯泡又坏了
帮我转人工
我要投诉
你们什么时候上门
还没修呢
师傅还没来
一到五哪个最好
11
什么叫较满意
难说
不好说
我再想想
很满意？
满意或一般
满意还是不满意呢
满意吗
满意？
你觉得呢
怎么打分
1还是2
1或2
6
0
-1
修好了我就满意
等修完再说
如果下次还这样就不满意了
1 太差了
电梯什么时候修好
你好
在？
好的
知道了
谢谢
人工
楼下的灯不亮
3楼漏水
明天几点来
五楼没水
what do you mean
I want to talk to someone
哈哈
2 3
以前满意
不评价
无法评价
我不是业主
你们电话多少
物业费怎么交
12345
师傅来了两次
call me
没有空
说不上满意不满意
"""
GRADES = {
    "很满意": VERY,
    "满意": SATISFIED,
    "较满意": FAIRLY,
    "一般": NEUTRAL,
    "不满意": NOT,
}


@each(
    ("said", "label"),
    [(said, label) for label, lines in GRADES.items() for said in lines.strip().splitlines()],
)
def test_a_grade_is_read_from_everyday_words(said: str, label: str) -> None:
    assert read(ASKED, said).value == label


@each("said", UNCLEAR.strip().splitlines())
def test_what_is_no_grade_is_asked_again(said: str) -> None:
    answer = read(ASKED, said)

    assert answer.value is None
    assert answer.why


@each(
    ("said", "label", "remark"),
    [
        ("2，就是来得慢了点", "满意", "来得慢了点"),
        ("滿意，師傅人很好", "满意", "師傅人很好"),
        ("5。等了半个月才来人", "不满意", "等了半个月才来人"),
        ("之前很脏，现在干净多了，满意", "满意", "之前很脏"),
        ("很满意！", "很满意", ""),
        ("4，谢谢", "一般", ""),
        ("Average. They get stuck now and then", "一般", "They get stuck now and then"),
    ],
)
def test_what_comes_along_is_kept_in_the_writers_own_letters(
    said: str, label: str, remark: str
) -> None:
    answer = read(ASKED, said)

    assert answer.value == label
    assert remark in answer.remark
    assert bool(remark) is bool(answer.remark)


@each(
    ("said", "why"),
    [
        ("满意吗？", "asks_back"),
        ("6", "out_of_range"),
        ("2或3", "two_values"),
        ("1 太差了", "contradiction"),
        ("以前满意", "past"),
        ("如果快点我会很满意", "condition"),
        ("电梯坏了", "no_value"),
    ],
)
def test_a_doubt_says_why(said: str, why: str) -> None:
    assert read(ASKED, said).why == why


def test_a_number_counts_the_options_as_they_are_shown() -> None:
    upside_down = Question(QuestionKind.SATISFACTION, options=("不满意", "一般", "满意"))

    assert read(upside_down, "1").value == "不满意"
    assert read(upside_down, "4").value is None


def test_options_may_be_shown_in_another_language() -> None:
    english = Question(QuestionKind.SATISFACTION, options=("Very satisfied", "Satisfied", "Poor"))

    assert read(english, "3").value == "不满意"
