"""More mistakes to make: in banks, and in the blocks that place them.

`invalid/quizzes/` has those of banks as teachers make them.
"""

from __future__ import annotations

from mistakes import BREWING, QUIZ, Mistake

TEST, TEST_EN = "docs/test.md", "docs/test.en.md"
PLACED = "/// quiz | brewing\n"
HOTSPOT = """  - id: table
    type: hotspot
    stem: {zh: 找一找, en: Find it}
    §image: images/tabel.png
    alt: {zh: 桌子, en: a table}
    regions:
      - {id: a, zh: 左, en: left, left: 0, top: 0, width: 10, height: 10, correct: true}
      - {id: b, zh: 右, en: right, left: 50, top: 0, width: 10, height: 10}
"""


def question(code: str, kind: str, fields: str, *, stem: str = "问") -> Mistake:
    """A mistake in the one question of a bank of its own."""
    text = f"title: {{zh: 茶}}\nquestions:\n  - {{id: q, type: {kind}, stem: {{zh: {stem}}}, {fields}}}\n"
    return Mistake(code, f"quizzes/{code}.yml", text, together=True)


def placed(code: str, options: str) -> Mistake:
    """A mistake in the options of a block."""
    return Mistake(code, BREWING, f"{PLACED}{options}\n", old=PLACED)


def checked(code: str, check: str) -> Mistake:
    """A mistake in the check of a page that is no lesson, in its second language."""
    original = "/// check | tea\n\n哪一种是茶？\n\n- [x] 绿茶\n- [ ] 水\n\n///\n\n## 考查"
    text = f"§/// check | {check}\n\n///\n\n## Test"
    return Mistake(code, TEST_EN, text, old="## Test", more=((TEST, "## 考查", original),))


DRAWING = "image: lessons/leaf-and-cup/images/temperatures.svg, alt: {zh: 图}"
CHOICE = "options: [{zh: 甲, correct: true}, {zh: 乙, correct: true}]"
IN_QUIZZES = [
    # Files
    Mistake("quiz-file-name", "quizzes/Six Teas.yml", "§title: {zh: 茶}\n", together=True),
    Mistake("quiz-file-name", "quizzes/tea.yaml", "title: {zh: 茶}\n", at=("quizzes/tea.yaml", 1, 1)),
    Mistake("quiz-file-name", "quizzes/check.yml", "§title: {zh: 茶}\n", together=True),
    Mistake(
        "quiz-not-used",
        "quizzes/black-tea.yml",
        "§title: {zh: 茶}\nquestions:\n  - {id: a, type: true-false, stem: {zh: 问}, answer: true}\n",
        together=True,
    ),
    Mistake("list-too-short", "quizzes/none.yml", "title: {zh: 题}\n§questions: []\n"),
    # Banks
    Mistake("quiz-questions", "quizzes/nothing.yml", "§title: {zh: 茶}\n", together=True),
    Mistake("quiz-source", "quizzes/tea-test.yml", "from: [§brewin, ", old="from: [", together=True),
    Mistake("quiz-draw", "quizzes/quiz-draw.yml", "title: {zh: 茶}\n§draw: 2\nquestions:\n"
            "  - {id: q, type: true-false, stem: {zh: 问}, answer: true}\n", together=True),
    Mistake("quiz-draw", "quizzes/much.yml", "title: {zh: 茶}\n§draw: 99\nfrom: [six-teas]\n",
            more=((BREWING, PLACED, "/// quiz | much\n\n///\n\n" + PLACED),)),
    Mistake("quiz-draw", "quizzes/tags.yml", "title: {zh: 茶}\n§draw: {a: 1, b: 1}\nquestions:\n"
            "  - {id: q, type: true-false, stem: {zh: 问}, tags: [a, b], answer: true}\n"),
    Mistake("translation-missing", "quizzes/half.yml", "title: {zh: 茶, en: Tea}\nquestions:\n"
            "  - {id: q, type: true-false, §stem: {zh: 问}, answer: true}\n", together=True),
    question("quiz-case", "true-false", "§case: guests, answer: true"),
    # Questions
    Mistake("quiz-type", QUIZ, "§type: match\n", old="type: matching\n"),
    Mistake("quiz-type", QUIZ, "§type: true_false\n", old="type: true-false\n", together=True),
    question("quiz-single-key", "single", f"§{CHOICE}"),
    question("quiz-multiple-key", "multiple", f"§{CHOICE}"),
    Mistake("quiz-same-words", QUIZ, "- §zh: 换一罐更贵的茶\n        en: other",
            old="- zh: 用大一些的杯子\n        en: use a bigger cup", together=True),
    Mistake("quiz-same-words", QUIZ, "§en: use cooler water", old="en: use a bigger cup"),
    question("quiz-number", "numeric", "min: 1, §tolerance: 1"),
    question("quiz-range", "numeric", "min: 2, §max: 1"),
    question("quiz-wrong-is-right", "numeric", "answer: 2, wrong: [{§value: 2.0, feedback: {zh: 错}}]"),
    question("quiz-parameter-name", "numeric", "parameters: {§杯: {min: 1, max: 2}}, answer: 1"),
    question("quiz-parameter-range", "numeric", "parameters: {§a: {min: 2, max: 1}}, answer: a"),
    question("quiz-parameter-unknown", "numeric", "parameters: {a: {min: 1, max: 2}}, §answer: b"),
    question("quiz-formula", "numeric", "parameters: {a: {min: 1, max: 2}}, §answer: (a"),
    question("quiz-formula-value", "numeric", "parameters: {a: {min: 0, max: 2}}, §answer: 1 / a"),
    question("quiz-accept-empty", "text", 'accept: {zh: [§"\\u200b"]}'),
    question("quiz-pattern", "text", "accept: {zh: [甲]}, patterns: [§'(']"),
    Mistake("quiz-blanks", QUIZ, "§zh: 绿茶用[[green]]度的水，红茶用[[blak]]度",
            old="zh: 绿茶用[[green]]度的水，红茶用[[black]]度", together=True),
    question("quiz-blank-kind", "cloze", "blanks: [§{id: a}]", stem="'[[a]]'"),
    question("quiz-blank-group", "cloze", "blanks: [{id: a, answer: 1, §group: g}]", stem="'[[a]]'"),
    question("quiz-group-same", "cloze", "blanks: [{id: a, group: g, accept: {zh: [茶, 水]}}, "
             "{id: b, group: g, §accept: {zh: [叶, “水”]}}]", stem="'[[a]][[b]]'"),
    question("quiz-distractor", "matching", "pairs: [{left: {zh: 甲}, right: {zh: 乙}}, "
             "{left: {zh: 丙}, right: {zh: 丁}}], distractors: [{§zh: 丁}]"),
    Mistake("quiz-category", QUIZ, "§category: warm}\n", old="category: hot}\n", together=True),
    question("quiz-phrases", "highlight", "text: {zh: '[[a|甲]][[b|乙]]'}, §phrases: [{id: a}, {id: b}]"),
    question("quiz-region", "hotspot", f"{DRAWING}, regions: ["
             "{id: a, zh: 甲, left: 0, top: 0, width: 9, height: 9, correct: true}, "
             "§{id: b, zh: 乙, left: 95, top: 0, width: 9, height: 9}]"),
    question("quiz-regions", "hotspot", f"{DRAWING}, §regions: ["
             "{id: a, zh: 甲, left: 0, top: 0, width: 9, height: 9}, "
             "{id: b, zh: 乙, left: 9, top: 0, width: 9, height: 9}]"),
    Mistake("quiz-picture", QUIZ, f"{HOTSPOT}  - id: letter\n", old="  - id: letter\n", together=True),
    question("quiz-level", "essay", "model_answer: {zh: 文}, rubric: "
             "[{id: a, criterion: {zh: 甲}, points: 1, levels: [§{points: 2, zh: 好}]}]"),
    Mistake("unknown-objective", QUIZ, "§objective: brewing\n    difficulty: 3",
            old="objective: brew\n    difficulty: 3", together=True),
    # Blocks
    Mistake("unknown-quiz", BREWING, "§/// quiz | brew\n", old=PLACED, together=True),
    Mistake("unknown-quiz", BREWING, f"§/// quiz | {'说明' * 99}\n", old=PLACED),
    Mistake("unknown-quiz", TEST, "§/// quiz-key | tea\n\n///\n\n## 考查", old="## 考查"),
    Mistake("quiz-question", TEST, "/// quiz | all-types\n    §questions: [singel]\n\n///\n\n## 考查", old="## 考查",
            together=True),
    Mistake("quiz-twice", TEST, "/// quiz | six-teas\n\n///\n\n§/// quiz | six-teas\n\n///\n\n## 考查", old="## 考查",
            together=True),
    placed("quiz-question", "    §questions: [bitter，gap]"),
    checked("checks-differ", "teas\n\nWhich is tea?\n\n- [x] green tea\n- [ ] water"),
    checked("check-differs", "tea\n\nWhich is tea?\n\n- [ ] water\n- [x] green tea"),
    placed("quiz-draw", "    §draw: 99"),
    placed("quiz-draw", "    questions: [bitter, gaps]\n    §draw: 3"),
    Mistake("quiz-draw", TEST, "/// quiz | tea-test\n    §draw: 500\n", old="/// quiz | tea-test\n"),
    placed("not-one-of", "    mode: test\n    §draw: 3题"),
    placed("not-one-of", "    §mode: exam"),
    placed("not-one-of", "    §source: yes"),
    placed("not-one-of", "    §questions: []"),
    placed("empty-value", "    §questions:"),
    placed("unknown-key", "    §shuffle: [options]"),
    placed("yaml-full-width-colon", "    §mode：test"),
    placed("yaml-full-width-colon", "    draw: 1\n    §mode：test"),
]  # fmt: skip
