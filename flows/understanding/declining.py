"""Whether somebody does not want to take part in a survey: whole messages only."""

import re

from flows.understanding.words import normalised, without_courtesy

_THIS = "(?:这次|这个|这份|这|你们的?)?(?:的)?"
_SURVEY = "(?:满意度|住户)?(?:问卷调查|调查问卷|调查|问卷)"
_NAMED = re.compile(r"问卷|调查|\bsurvey|\bquestionnaire")
_WHO = "(?:我们家|我们|我家|本人|我|俺)?"
_NO = (
    "(?:不想再|不愿意|不想|不愿|不要|不用|不会|不再|不|唔想|唔要|唔使|唔|拒绝|谢绝"
    "|没兴趣|冇兴趣|懒得)"
)
_TAKE_PART = f"(?:{_NO}(?:参加|参与|填写|填)(?:了|啦|喇)?{_THIS}(?:{_SURVEY})?(?:了|啦|喇)?)"
_OF_SURVEY = f"(?:{_NO}(?:做|答|回答|搞|接受)(?:了)?{_THIS}{_SURVEY}(?:了|啦|喇)?)"
_DECLINES = re.compile(f"{_WHO}(?:{_TAKE_PART}|{_OF_SURVEY})")
_DECLINES_ENGLISH = re.compile(
    r"(?:iam|im|i)?(?:not|dontwantto|donotwantto|wont|willnot|wouldrathernot|prefernotto"
    r"|refuseto|declineto)(?:be)?(?:tak(?:e|ing)part|participat(?:e|ing)|join(?:ing)?|fillitin"
    r"|dothesurvey)(?:in(?:the|this|your)?(?:survey|questionnaire))?"
)
_GO_ON = frozenset("继续 继续填 接着 接着填 接着来 接着答 goon continue resume".split())
_REFUSES = frozenset(
    "拒绝 我拒绝 拒绝参加 拒绝调查 谢绝 谢绝参加 refuse irefuse decline idecline".split()
)
_AT_FIRST = frozenset(
    "不用了 不用 不要 算了 没兴趣 不感兴趣 冇兴趣 不填 不做 不做了 唔使 唔使喇 唔要 不需要 "
    "别调查我 "
    "no nothanks nothankyou notinterested imnotinterested noneed notnow notforme".split()
)


def declines_survey(text: str, *, at_first: bool) -> bool:
    """Whether the words refuse a survey; `at_first`, before any answer, a bare no does too."""
    forms = [form.replace("'", "").replace("’", "") for form in without_courtesy(text)]
    return any(
        form in _REFUSES
        or _DECLINES.fullmatch(form)
        or _DECLINES_ENGLISH.fullmatch(form)
        or (at_first and form in _AT_FIRST)
        for form in forms
    )


def asks_to_go_on(text: str) -> bool:
    """Whether somebody wants to go on where they stopped."""
    return any(form in _GO_ON for form in without_courtesy(text))


def names_survey(text: str) -> bool:
    """Whether the words speak of a survey."""
    return _NAMED.search(normalised(text)) is not None
