"""Mistakes to make in a copy of the small course, one for every rule: what the files and the values can have wrong.

A `§` in the text that is written marks the place where the problem has to be reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from small_course import Project

BREWING = "docs/lessons/leaf-and-cup/brewing.md"
BREWING_EN = "docs/lessons/leaf-and-cup/brewing.en.md"
SIX_TEAS = "docs/lessons/leaf-and-cup/six-teas.md"
SIX_TEAS_EN = "docs/lessons/leaf-and-cup/six-teas.en.md"
GUESTS = "docs/lessons/tea-for-guests/serving-guests.md"
QUIZ = "quizzes/brewing.yml"

GLOSSARY = "glossary.yml"

Place = tuple[str, int, int]
MARK = "§"


@dataclass(frozen=True)
class Mistake:
    """A small edit and the problem it makes.

    `old` is replaced by `new`, or a new file is written where there is no `old`; `drop` is taken out of the same file.
    """

    code: str
    path: str
    new: str
    old: str = ""
    drop: str = ""
    more: tuple[tuple[str, str | None, str], ...] = ()
    """Edits of other files that go with it: path, old, new; without an old text the file moves to the new path."""
    raw: bytes = b""
    """Bytes that are written behind the mark."""
    at: Place | None = None
    """The place, where nothing that is written stands there."""
    together: bool = False
    """Whether it is one of those that are made all at once."""

    def make(self, project: Project) -> None:
        """Make the mistake; a mark with its code stands where the problem is expected."""
        new = self.new.replace(MARK, f"{MARK}{self.code}{MARK}")
        if self.old:
            project.edit(self.path, self.old, new)
        else:
            assert not (project.root / self.path).exists()
            project.write(self.path, new)
        if self.drop:
            project.edit(self.path, self.drop, "")
        for path, old, text in self.more:
            if old is None:
                (project.root / text).parent.mkdir(exist_ok=True)
                (project.root / path).rename(project.root / text)
            else:
                project.edit(path, old, text)


QUIZ_HEAD = "title: {zh: 茶, en: Tea}\nquestions:\n"
PAGE = "---\ntitle: 页\n---\n\n"

IN_FILES_AND_VALUES = [
    # Files and YAML
    Mistake("not-utf-8", "docs/gbk.md", PAGE + "水温§", raw="泡".encode("gbk")),
    Mistake("not-utf-8", "quizzes/gbk.yml", "title:\n  zh: §", raw="泡".encode("gbk"), together=True),
    Mistake("yaml-syntax", "quizzes/bracket.yml", "title: {zh: 茶}\nquestions: [a, b§"),
    Mistake("yaml-syntax", "quizzes/quote.yml", 'title: {zh: "茶"§茶}\nquestions: []\n'),
    Mistake("yaml-syntax", "quizzes/mark.yml", "title: {zh: §!very 很好, en: Good}\nquestions: []\n"),
    Mistake("yaml-syntax", "quizzes/bell.yml", "title:\n  zh: 茶§\x07\nquestions: []\n"),
    Mistake("yaml-syntax", QUIZ, 'zh: §"C:\\bin想一想水。"', old="zh: 想一想水。", together=True),
    Mistake(
        "yaml-full-width-colon", "quizzes/colon.yml", "title:\n  zh§：茶\n  en: Tea\nquestions: []\n", together=True
    ),
    Mistake("yaml-tab", "quizzes/tab.yml", "title:\n§\tzh: 茶\nquestions: []\n", together=True),
    Mistake("yaml-alias", "quizzes/alias.yml", "title:\n  zh: §*三件事*要记住\n"),
    Mistake("yaml-alias", "quizzes/ascii.yml", "title:\n  zh: §*tea* 三件事\n"),
    Mistake("yaml-alias", "quizzes/anchor.yml", "title:\n  zh: §&Tea 茶\n", together=True),
    Mistake(
        "duplicate-key",
        "references.yml",
        "  text: Lu, Y. (ca. 780).\n  §text: ",
        old="  text: Lu, Y. (ca. 780). ",
        together=True,
    ),
    Mistake("empty-value", GLOSSARY, "pinyin:§\n", old="pinyin: lǜ chá\n"),
    Mistake("empty-value", QUIZ, "- id:§\n    type: cloze", old="- id: gaps\n    type: cloze"),
    Mistake("empty-value", "docs/quoted.md", '---\ntitle: §" "\n---\n', together=True),
    Mistake("front-matter-open", "docs/open-head.md", "§---\ntitle: 没有结束\n\n正文。\n", together=True),
    Mistake("front-matter-not-keys", "docs/no-keys.md", "---\n§只有一句话\n---\n\n正文。\n", together=True),
    # Values
    Mistake("unknown-key", "course.yml", "§sumary: {zh: 全部两个模块。", old="summary: {zh: 全部两个模块。"),
    Mistake("unknown-key", "course.yml", "    §teacher: 林\n    lessons: [brewing]", old="    lessons: [brewing]"),
    Mistake("unknown-key", QUIZ, "{id: time, §corect: true, zh: 时间", old="{id: time, zh: 时间"),
    Mistake("unknown-key", QUIZ, "      §flase:\n", old="      false:\n"),
    Mistake("unknown-key", QUIZ, "§enn: to cook rice", old="en: to cook rice"),
    Mistake("unknown-key", GUESTS, "§methodes: [demonstration", old="methods: [demonstration", together=True),
    Mistake("unknown-key", BREWING_EN, "    §sourc: lu-yu-780", old="    source: lu-yu-780"),
    Mistake(
        "missing-key",
        QUIZ,
        "§id: not-hot\n    type: true-false",
        old="id: boiling-for-green\n    type: true-false",
        drop="    answer: false\n",
    ),
    Mistake("missing-key", "references.yml", "- §id: nobody-2000\n- id: iso-3103", old="- id: iso-3103", together=True),
    Mistake("not-an-id", "course.yml", "- §Serving_Guests", old="- serving-guests"),
    Mistake("not-an-id", QUIZ, "{§id: 颜色, zh: 杯子的颜色", old="{id: colour, zh: 杯子的颜色"),
    Mistake("not-one-of", QUIZ, "§bloom: applying\n", old="bloom: apply\n"),
    Mistake("not-one-of", "course.yml", "§lessons: everything", old="lessons: all"),
    Mistake("not-one-of", BREWING, "methods: [lecture, §cases, ", old="methods: [lecture, case, "),
    Mistake("not-one-of", SIX_TEAS, "minutes: {§organize: 2}", old="minutes: {organise: 2}"),
    Mistake("not-one-of", QUIZ, "{id: colour, §correct: right, zh", old="{id: colour, zh", together=True),
    Mistake("not-a-number", "course.yml", "§hours: two", old="hours: 2"),
    Mistake("not-a-number", QUIZ, "§points: 2分", old="points: 2"),
    Mistake("number-limit", QUIZ, "§pass: 101", old="pass: 60"),
    Mistake("number-limit", GUESTS, "§hours: 0", old="hours: 1", together=True),
    Mistake(
        "full-width-comma", GUESTS, "methods: [§demonstration，role-play]", old="methods: [demonstration, role-play]"
    ),
    Mistake(
        "not-a-list",
        "course.yml",
        "§pages: teachers/index.md",
        old="pages: [teachers/index.md, teachers/plans/index.md]",
    ),
    Mistake("not-a-list", GLOSSARY, "§zh: 全发酵茶", old="zh: [全发酵茶]", together=True),
    Mistake("not-a-list", BREWING_EN, "§focus: Water\n", old="focus:\n  - Water temperature and time\n"),
    Mistake("not-a-mapping", "quizzes/empty.yml", "§"),
    Mistake("not-a-mapping", "quizzes/word.yml", QUIZ_HEAD + "  - §泡茶\n"),
    Mistake("not-a-mapping", GUESTS, "  - §双手把茶递给客人", old="  - serve: 双手把茶递给客人"),
    Mistake("not-a-mapping", "references.yml", "- §陆羽\n- id: iso-3103", old="- id: iso-3103", together=True),
    Mistake(
        "list-too-short",
        QUIZ,
        "    §items:\n      - {zh: 绿茶",
        old="    items:\n      - {zh: 绿茶",
        drop="      - {zh: 红茶, en: black tea, category: hot}\n",
    ),
    Mistake(
        "list-too-short", "course.yml", "  - {id: empty, title: {zh: 空}, §lessons: []}\n\nroutes:", old="\nroutes:"
    ),
    Mistake(
        "text-by-language",
        "course.yml",
        "§title: From leaf to cup\n",
        old="title: {zh: 从叶到杯, en: From leaf to cup}\n",
    ),
    Mistake(
        "text-by-language", "course.yml", "§title: Tea for guests\n", old="title: {zh: 请人喝茶, en: Tea for guests}\n"
    ),
    Mistake(
        "text-by-language",
        QUIZ,
        "§stem: 绿茶？\n",
        old="stem:\n      zh: 绿茶一定要用刚烧开的水。\n      en: Green tea needs water straight from the boil.\n",
    ),
    Mistake("language-missing", "course.yml", "§title: {en: Full course}", old="title: {zh: 完整版, en: Full course}"),
    Mistake(
        "language-missing",
        QUIZ,
        "- §{en: green tea, category: cool}",
        old="- {zh: 绿茶, en: green tea, category: cool}",
    ),
    Mistake("not-a-text", GUESTS, "§title: [给客人, 上茶]", old="title: 给客人上茶"),
    Mistake("duplicate-id", "course.yml", "- serving-guests\n      - §serving-guests\n", old="- serving-guests\n"),
    Mistake("duplicate-id", QUIZ, "- §id: bitter\n    type: cloze", old="- id: gaps\n    type: cloze"),
    Mistake(
        "duplicate-id",
        GLOSSARY,
        "- §id: tea\n  zh: 绿茶",
        old="- id: green-tea\n  zh: 绿茶",
        more=((SIX_TEAS, "terms: [green-tea, ", "terms: ["),),
    ),
    Mistake("duplicate-id", "docs/about.md", "## 出处 {#source}\n\n§### 又是许可 {#licence}\n", old="随便用。\n"),
    Mistake(
        "duplicate-id", GUESTS, "§/// check | how-full\n\n几分？\n\n- [x] 七\n- [ ] 十\n\n///\n\n## 练", old="## 练"
    ),
    Mistake("duplicate-id", QUIZ, "- {§id: time, zh: 茶的名字", old="- {id: name, zh: 茶的名字", together=True),
]
