"""More mistakes to make: slips of an input method, headings, links, pictures and names of files."""

from __future__ import annotations

from mistakes import BREWING, BREWING_EN, GUESTS, PAGE, SIX_TEAS, SIX_TEAS_EN, Mistake

FULL = "茶倒七分满，客人端得住，也不烫手。\n"
OF_FORM = [
    # What an input method makes of a block
    Mistake("block-mark", GUESTS, "§/// teacher ｜ board\n\n板书\n", old=FULL),
    Mistake("block-mark", GUESTS, "§／／／ teacher\n", old=FULL),
    Mistake("block-mark", GUESTS, FULL + "\n§///\n", old=FULL),
    Mistake("block-mark", GUESTS, "//// activity\n\n§/// think\n\n？\n\n///\n\n////\n", old=FULL),
    Mistake("yaml-full-width-colon", BREWING_EN, "    §source：lu-yu-780\n", old="    source: lu-yu-780\n"),
    Mistake("yaml-full-width-mark", "quizzes/comma.yml", "title: {zh: 茶§， en: Tea}\n", together=True),
    Mistake("yaml-full-width-mark", "quizzes/braces.yml", "title: §｛zh: 茶, en: Tea｝\n"),
    Mistake("check-mark", GUESTS, "- §［x］ 七分满", old="- [x] 七分满"),
    Mistake("not-one-of", GUESTS, FULL + "\n§/// teacher | bord\n\n七分满\n\n///\n", old=FULL),
    # Headings
    Mistake("heading-mark", GUESTS, FULL + "\n§##没有空格 {#no-space}\n", old=FULL),
    Mistake("heading-mark", GUESTS, FULL + "\n§# 又一个大标题\n", old=FULL),
    Mistake("heading-mark", GUESTS, FULL + "§---\n", old=FULL),
    Mistake("section-without-id", "docs/about.md", "随便用。\n\n§### 小标题\n", old="随便用。\n", together=True),
    Mistake("not-an-id", GUESTS, "§## 七分满 {#七分满 ", old="## 七分满 {#seven-tenths "),
    Mistake("id-of-the-engine", SIX_TEAS, "§### 小结 {#quiz}\n\n/// takeaways", old="/// takeaways"),
    Mistake("unknown-key", GUESTS, "§## 七分满 {#seven-tenths teacher=me ", old="## 七分满 {#seven-tenths "),
    Mistake("not-one-of", GUESTS, "§## 七分满 {#seven-tenths step=teach minutes=20 method=dancing}",
            old="## 七分满 {#seven-tenths step=teach minutes=20 method=demonstration}"),
    Mistake("neutral-key", SIX_TEAS_EN, "§## Sort them {#sort minutes=15}", old="## Sort them {#sort}"),
    # Links and pictures
    Mistake("absolute-link", "docs/about.md", "[茶](§/lessons/leaf-and-cup/brewing.md)",
            old="[泡一杯茶](lessons/leaf-and-cup/brewing.md)", together=True),
    Mistake("missing-link", "docs/about.md", "[茶](§http://[茶)", old="[泡一杯茶](lessons/leaf-and-cup/brewing.md)"),
    Mistake("missing-link", "docs/about.md", '随便用。<a href="§terms.md">条款</a>', old="随便用。"),
    Mistake("missing-anchor", "docs/about.md", "[泡一杯茶](§lessons/leaf-and-cup/brewing.md#nowhere)",
            old="[泡一杯茶](lessons/leaf-and-cup/brewing.md)"),
    Mistake("missing-anchor", "docs/about.md", "[术语](§glossary.md#coffee)\n", old="随便用。\n", together=True),
    Mistake("picture-without-words", "docs/about.md",
            "![](§lessons/leaf-and-cup/images/temperatures.svg)\n", old="随便用。\n"),
    # Names of files
    Mistake("first-language-in-name", "docs/tea.zh.md", PAGE, at=("docs/tea.zh.md", 1, 1)),
    Mistake("page-of-the-engine", "docs/teachers/plans/brewing.md", "§" + PAGE, together=True),
    Mistake("language-folder", "docs/en/sheet.txt", "一", at=("docs/en/sheet.txt", 1, 1)),
    # Heads
    Mistake("unknown-key", "docs/about.md", "§titel: 关于这门课", old="title: 关于这门课"),
    Mistake("not-a-text", "docs/about.md", "§title: [关于, 这门课]", old="title: 关于这门课", together=True),
    Mistake("duplicate-id", "course.yml", "- §id: full\n    title: {zh: 一课时版",
            old="- id: short\n    title: {zh: 一课时版"),
    Mistake("duplicate-id", GUESTS, "  - §seven-tenths: 双手", old="  - serve: 双手"),
    Mistake("unknown-lesson", GUESTS, "prerequisites: [§serving-guests]", old="prerequisites: [brewing]"),
    Mistake("section-minutes", BREWING, "§## 水温和时间 {#temperature step=teach minutes=5000}",
            old="## 水温和时间 {#temperature step=teach minutes=20}"),
]  # fmt: skip
