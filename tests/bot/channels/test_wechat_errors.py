"""W11: every error code of WeChat's lists is known for what it asks; none is left to a guess."""

from wechatpy.constants import WeChatErrorCode

from bot.channels import After
from bot.channels.wechat_errors import REFUSALS, meaning
from tests.each import each

# WeChat's general list of return codes, by their numbers only.
GENERAL_LIST = """
-1 40001 40002 40003 40004 40005 40006 40007 40008 40009 40010 40011 40012 40013 40014 40015 40016
40017 40018 40019 40020 40021 40022 40023 40024 40025 40026 40027 40028 40029 40030 40031 40032
40033 40035 40038 40039 40050 40051 40060 40117 40118 40119 40120 40121 40132 40137 40155 40163
41001 41002 41003 41004 41005 41006 41007 41008 41009 42001 42002 42003 42007 43001 43002 43003
43004 43005 43019 44001 44002 44003 44004 45001 45002 45003 45004 45005 45006 45007 45008 45009
45010 45011 45015 45016 45017 45018 45047 45065 45066 45067 45083 45084 45159 46001 46002 46003
46004 47001 48001 48002 48004 48005 48006 48008 50001 50002 50005 61450 61451 61452 61453 61454
61455 61456 61457 61500 65301 65302 65303 65304 65305 65306 65307 65308 65309 65310 65311 65312
65313 65314 65316 65317 9001001 9001002 9001003 9001004 9001005 9001006 9001007 9001008 9001009
9001010 9001020 9001021 9001022 9001023 9001024 9001025 9001026 9001027 9001028 9001029 9001030
9001031 9001032 9001033 9001034 9001035 9001036
""".split()
OF_OUR_CALLS = "40037 40125 40164 43101 47003 61004".split()
TAKEN = "0"


def test_every_code_of_wechats_lists_is_in_the_table() -> None:
    known = {str(code.value) for code in WeChatErrorCode}
    missing = ({*GENERAL_LIST, *OF_OUR_CALLS} | known) - set(REFUSALS) - {TAKEN}

    assert missing == set()


@each(
    ("codes", "after"),
    [
        ("43004 43005 43019 43101 45015 45047 48002 40003", After.NEXT_CHANNEL),
        ("40001 40013 40125 40164 48001 48004 50002 40037", After.OPERATOR),
        ("-1 45009 45011", After.RETRY),
        ("43002 44002 47001 40033", After.FATAL),
    ],
)
def test_each_kind_of_refusal_asks_for_its_own_remedy(codes: str, after: After) -> None:
    assert {meaning(code)[0] for code in codes.split()} == {after}


def test_a_code_that_nobody_knows_goes_to_the_next_channel() -> None:
    assert meaning("123456") == (
        After.NEXT_CHANNEL,
        "refused by WeChat: an unknown code",
    )
