"""The lessons on service before, during and after the sale: complete lists, law notes, decisions and worked numbers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from courseware.course import Course
from courseware.loading import load_course

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "lessons" / "service-content" / "images"
LANGUAGES = ("zh", "en")
BEFORE, AFTER = "pre-and-in-sales-service", "after-sales-service"
PRE_SALES = {
    "zh": ["合适的广告", "环境布置", "提供多种方便", "电话和网络订购", "咨询"],
    "en": ["Suitable advertising", "Surroundings", "Conveniences", "Telephone and online ordering", "Advice"],
}
IN_SALES = {
    "zh": ["充分沟通", "讲产品知识", "操作示范", "当好参谋", "满足合理的要求", "代办"],
    "en": [
        "Full communication",
        "Product knowledge",
        "Demonstration",
        "Help in choosing",
        "Reasonable requests",
        "Errands",
    ],
}
AFTER_SALES = {
    "zh": "商品包装 送货上门 安装调试 咨询和指导 三包 维修和检测 妥善处理投诉 电话回访和上门回访 建立客户档案".split(),
    "en": [
        "Packing",
        "Home delivery",
        "Installation and adjustment",
        "Advice and guidance",
        "Three guarantees",
        "Repair and inspection",
        "Complaint handling",
        "Follow-up calls and visits",
        "Customer file",
    ],
}
EXCEPTIONS = {
    "zh": ["定作", "鲜活易腐", "数字化商品", "报纸、期刊"],
    "en": ["made to the consumer's order", "perishable", "digital goods", "newspapers and periodicals"],
}
# What each lesson must take from the law: its articles, and those of the implementing regulation.
ARTICLES = {BEFORE: ({9, 20}, {9, 10, 12, 14}), AFTER: ({23, 24, 25}, {12, 18, 19, 23, 24, 44})}
# The six requests as the decision tree asks about them: fault, distance, excepted, seven days and intact, promised.
REQUESTS = {
    1: (False, True, False, True, False),
    2: (True, True, False, True, False),
    3: (False, True, True, True, False),
    4: (False, False, False, True, True),
    5: (False, True, False, False, False),
    6: (False, True, False, True, False),
}
LAYERS = {"法定": "law", "约定": "agreement", "善意": "goodwill"}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT, ROOT / "docs", LANGUAGES)


def text_of(course: Course, lesson: str, language: str) -> str:
    return course.lessons[lesson].versions[language].page.source.body


def section(text: str, name: str) -> str:
    """The text between a section's heading and the next section's."""
    return re.split(r"^## ", text.split(f"{{#{name}", 1)[1], maxsplit=1, flags=re.M)[0]


def takeaways(text: str) -> str:
    return text.split("/// takeaways", 1)[1].split("\n///", 1)[0]


def labels(drawing: str, language: str) -> list[str]:
    """The words of a drawing in one language, in its order."""
    root = ElementTree.parse(IMAGES / drawing).getroot()
    found = (e for e in root.iter() if e.tag.endswith("}text") and e.get("lang") == language)
    return ["".join(e.itertext()).strip() for e in found]


def steps(fault: bool, distance: bool, excepted: bool, in_time: bool, promised: bool) -> tuple[int, str]:
    """Where the decision tree stops, and whether law, agreement or goodwill decides there."""
    rest = "agreement" if promised else "goodwill"
    if fault:
        return 1, "law"
    if not distance:
        return 2, rest
    if excepted:
        return 3, rest
    return 4, "law" if in_time else rest


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_lists_are_complete_and_in_bold(course: Course, language: str) -> None:
    before, after = text_of(course, BEFORE, language), text_of(course, AFTER, language)
    bold = re.findall(r"^\*\*(?:\d\. |[一二三四五]、)(.+?)[。.]\*\*", section(before, "pre-sales"), re.M)
    assert bold == PRE_SALES[language]
    assert re.findall(r"^\d\. \*\*(.+?)\*\*", section(before, "in-sales"), re.M) == IN_SALES[language]
    numbered = re.findall(r"^- \*\*(\d) (.+?)\*\*", section(after, "nine-items"), re.M)
    assert numbered == [(str(n), name) for n, name in enumerate(AFTER_SALES[language], 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_points_name_every_member(course: Course, language: str) -> None:
    points = takeaways(text_of(course, BEFORE, language)).lower()
    assert [name for name in PRE_SALES[language] + IN_SALES[language] if name.lower() not in points] == []
    points = takeaways(text_of(course, AFTER, language)).lower()
    assert [name for name in AFTER_SALES[language] if name.lower() not in points] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawings_show_every_member(language: str) -> None:
    shown = labels("service-timeline.svg", language)
    assert [name for name in PRE_SALES[language] + IN_SALES[language] if name not in shown] == []
    short = {"妥善处理投诉": "处理投诉", "建立客户档案": "客户档案"}
    assert [name for name in AFTER_SALES[language] if short.get(name, name) not in shown] == []
    counts = [int(re.sub(r"\D", "", word)) for word in shown if re.fullmatch(r"\d项?", word)]
    assert counts == [len(PRE_SALES[language]), len(IN_SALES[language]), len(AFTER_SALES[language])] == [5, 6, 9]
    assert [name for name in labels("after-sales-loop.svg", language) if name in AFTER_SALES[language]] == (
        AFTER_SALES[language]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exceptions_are_four_and_one_more_needs_confirming(course: Course, language: str) -> None:
    text = section(text_of(course, AFTER, language), "seven-days")
    listed = re.findall(r"^(\d)\. (.+)$", text.split("/// check", 1)[0], re.M)
    assert [number for number, _ in listed] == ["1", "2", "3", "4"]
    assert all(word in line for word, (_, line) in zip(EXCEPTIONS[language], listed, strict=True))
    assert {"zh": "消费者在购买时确认过", "en": "the consumer confirmed as such when buying"}[language] in text


@pytest.mark.parametrize("lesson", ARTICLES)
def test_the_law_is_cited_by_article_with_the_month_of_the_check(course: Course, lesson: str) -> None:
    chinese, english = (text_of(course, lesson, language) for language in LANGUAGES)
    law, regulation = ARTICLES[lesson]
    cited = {int(n) for n in re.findall(r"第(\d+)条", chinese)}
    assert law | regulation <= cited
    assert {int(n) for n in re.findall(r"(?<!实施)条例(?:》)?(?:（[^）]*）)?第(\d+)条", chinese)} <= regulation
    named = re.findall(r"(?:Arts?\.|Articles?) (\d+)(?:(?:, | and |, and )(\d+))*", english)
    assert law | regulation <= {int(n) for pair in named for n in pair if n} | {
        int(n) for n in re.findall(r"(?:Regulation|Law),? (\d+)", english)
    }
    assert "2026年11月" in chinese
    assert "November 2026" in english
    assert "不构成法律意见" in chinese
    assert "not legal advice" in english
    assert {"consumer-law-2013", "consumer-regulation-2024"} <= set(course.lessons[lesson].original.head.references)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_requests_end_where_the_tree_says(course: Course, language: str) -> None:
    """The solution's question and layer for each request follow from its facts."""
    text = text_of(course, AFTER, language).split("/// solution", 1)[1].split("\n///", 1)[0]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in re.findall(r"^\| \d .*$", text, re.M)]
    assert [int(row[0]) for row in rows] == list(REQUESTS)
    for row in rows:
        question, layer = steps(*REQUESTS[int(row[0])])
        assert int(re.findall(r"\d", row[1])[0]) == question, row
        written = re.split("[;；]", row[2])[1].strip()
        assert LAYERS.get(written, written) == layer, row
    counts = Counter(steps(*facts)[1] for facts in REQUESTS.values())
    assert counts == {"law": 3, "agreement": 1, "goodwill": 2}
    words = {
        "zh": "三个法定、一个约定、两个善意",
        "en": "Three are legal duties, one is an agreement and two are goodwill",
    }
    assert words[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tea_shop_s_numbers(course: Course, language: str) -> None:
    """Returns, their share and cost are recomputed from the case's orders, returns and freight."""
    text = text_of(course, BEFORE, language)
    case = text.split("/// case", 1)[1].split("\n///", 1)[0]
    pattern = {
        "zh": r"卖出(\d+)单，两周里退回(\d+)单，其中(\d+)单",
        "en": r"brings (\d+) orders\. Within two weeks (\d+) come back, and (\d+) of",
    }
    found = re.search(pattern[language], case)
    assert found
    orders, returns, unclear = map(int, found.groups())
    touchpoints = section(text, "touchpoints")
    costs = re.search({"zh": r"算(\d+)元（示例）", "en": r"cost (\d+) yuan a return"}[language], touchpoints)
    assert costs
    cost = int(costs[1])
    assert (100 * returns / orders, 100 * unclear / orders, unclear * cost) == (25, 15, 162)
    assert all(f"{share}%" in touchpoints for share in (25, 15))
    assert "162" in touchpoints
    board = text.split("/// teacher | board", 1)[1].split("\n///", 1)[0].replace(" ", "")
    assert f"{unclear}÷{orders}＝15%" in board or f"{unclear}÷{orders}=15%" in board
    assert f"{unclear}×{cost}＝162" in board or f"{unclear}×{cost}=162" in board


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pot_s_weight(course: Course, language: str) -> None:
    text = section(text_of(course, BEFORE, language), "nfbc")
    sum_of = re.search(r"(\d+) ?[＋+] ?(\d+) ?[＝=] ?(\d+)", text)
    assert sum_of
    empty, water, full = map(int, sum_of.groups())
    assert empty + water == full
    unit = {"zh": (f"{empty}克", f"{water}毫升", f"{full}克"), "en": (f"{empty} grams", f"{water} milli", f"{full} gr")}
    assert all(words in text for words in unit[language])


@pytest.mark.parametrize("lesson", ARTICLES)
def test_the_minutes_of_activities_fit(course: Course, lesson: str) -> None:
    """The minutes named in an activity's steps do not exceed the section's."""
    text = text_of(course, lesson, "zh")
    for name, block in re.findall(r"\{#(\S+) step=activity minutes=(\d+)", text):
        inside = section(text, name).split("/// activity", 1)[1].split("\n///", 1)[0]
        assert sum(map(int, re.findall(r"（(\d+)分钟）", inside))) <= int(block), name
