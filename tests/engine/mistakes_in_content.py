"""More mistakes to make: in pages, in the course file and in lessons."""

from __future__ import annotations

from mistakes import BREWING, BREWING_EN, GUESTS, PAGE, SIX_TEAS, SIX_TEAS_EN, Mistake

IN_CONTENT = [
    # Pages
    Mistake(
        "missing-link",
        "docs/about.md",
        "[泡一杯茶](§lessons/brewing.md)",
        old="[泡一杯茶](lessons/leaf-and-cup/brewing.md)",
    ),
    Mistake(
        "missing-link",
        "docs/about.en.md",
        "[brewing a cup](§lessons/leaf-and-cup/brewing.en.md)",
        old="[brewing a cup](lessons/leaf-and-cup/brewing.md)",
    ),
    Mistake("missing-link", BREWING, "](§images/temperature.svg ", old="](images/temperatures.svg "),
    Mistake("missing-link", BREWING_EN, "[the six teas](§six-tea.md)", old="[the six teas](six-teas.md)"),
    Mistake(
        "missing-link",
        "docs/index.md",
        "见[关于][a]。\n\n[a]: §aboot.md\n",
        old="一门很小的双语课：认识茶，泡好茶，请人喝茶。\n\n/// start\n\n///",
        together=True,
    ),
    Mistake("unknown-block", BREWING, "§/// tink\n\n是茶", old="/// think\n\n是茶"),
    Mistake(
        "unknown-block",
        BREWING_EN,
        "//// think\n\n§/// note\n\nIs it?\n\n///\n\n////\n",
        old="/// think\n\nIs the tea poor, or the brewing?\n\n///\n",
        together=True,
    ),
    Mistake(
        "block-open",
        SIX_TEAS,
        "§/// takeaways\n\n- 六大茶类按发酵程度分。\n",
        old="/// takeaways\n\n- 六大茶类按发酵程度分。\n\n///\n",
        together=True,
    ),
    Mistake("translation-alone", "docs/contact.en.md", "§---\ntitle: Contact\n---\n", together=True),
    Mistake("language-folder", "docs/en/help.md", "§---\ntitle: 帮助\n---\n", together=True),
    # Course file
    Mistake("lesson-without-page", "course.yml", "- serving-guests\n      - §pouring\n", old="- serving-guests\n"),
    Mistake(
        "module-without-page",
        "course.yml",
        "- §id: tea-and-guests\n",
        old="- id: tea-for-guests\n",
        more=(
            (GUESTS, None, "docs/lessons/tea-and-guests/serving-guests.md"),
            ("docs/lessons/tea-for-guests/index.md", None, "docs/guests.md"),
            ("docs/lessons/tea-for-guests/index.en.md", None, "docs/guests.en.md"),
            ("docs/guests.md", "serving-guests.md", "about.md"),
            ("docs/guests.en.md", "serving-guests.md", "about.md"),
        ),
    ),
    Mistake(
        "planned-lesson-written",
        "docs/lessons/tea-for-guests/tea-market.md",
        PAGE,
        at=("course.yml", 18, 9),
    ),
    Mistake("lesson-not-in-course", "docs/lessons/leaf-and-cup/white-tea.md", "§" + PAGE, together=True),
    Mistake("missing-page", "course.yml", "- §abuot.md\n", old="- about.md\n"),
    Mistake("missing-page", "course.yml", "[§teachers/idnex.md, ", old="[teachers/index.md, ", together=True),
    Mistake("unknown-lesson", "course.yml", "lessons: [§brew]", old="lessons: [brewing]"),
    Mistake("unknown-lesson", GUESTS, "prerequisites: [§brew]", old="prerequisites: [brewing]", together=True),
    Mistake(
        "unknown-term", SIX_TEAS, "terms: [green-tea, §blck-tea]", old="terms: [green-tea, black-tea]", together=True
    ),
    Mistake("unknown-reference", BREWING, "[lu-yu-780, §iso-3130]", old="[lu-yu-780, iso-3103]"),
    Mistake(
        "unknown-reference",
        BREWING_EN,
        "§/// case | A line\n    source: lu-yu\n",
        old="/// case | A line in a book\n    source: lu-yu-780\n",
        together=True,
    ),
    Mistake("unknown-assignment", GUESTS, "§assignment: guest-book\nhours: 1", old="hours: 1"),
    # Lessons
    Mistake("neutral-key", SIX_TEAS_EN, "title: The six teas\n§hours: 1\n", old="title: The six teas\n", together=True),
    Mistake(
        "section-without-id",
        GUESTS,
        "§## 练一练 {step=activity minutes=20 ",
        old="## 练一练 {#practice step=activity minutes=20 ",
        together=True,
    ),
    Mistake(
        "section-step",
        GUESTS,
        "§## 七分满 {#seven-tenths step=tech ",
        old="## 七分满 {#seven-tenths step=teach ",
        together=True,
    ),
    Mistake(
        "section-minutes",
        SIX_TEAS,
        "§## 排一排 {#sort step=activity}",
        old="## 排一排 {#sort step=activity minutes=15}",
        together=True,
    ),
    Mistake("lesson-minutes", BREWING, "§hours: 1\n", old="hours: 2\n", together=True),
    Mistake("sections-differ", SIX_TEAS_EN, "§## Sort them {#sorting}", old="## Sort them {#sort}", together=True),
    Mistake(
        "objectives-differ", BREWING_EN, "  - how: Brew", old="  - brew: Brew", at=(BREWING_EN, 23, 1), together=True
    ),
    Mistake("checks-differ", SIX_TEAS_EN, "§/// check | one-plant", old="/// check | same-plant"),
    Mistake(
        "check-differs",
        SIX_TEAS_EN,
        "§/// check | same-plant\n\nWhich?\n\n- [ ] None\n- [x] One",
        old="/// check | same-plant\n\nWhat do green tea and black tea come from?\n\n- [x] One",
        together=True,
    ),
    Mistake("check-without-id", GUESTS, "§/// check\n", old="/// check | how-full\n"),
    Mistake("check-mark", GUESTS, "- §[√] 七分满", old="- [x] 七分满"),
    Mistake("check-options", GUESTS, "- [x] 七分满", old="- [ ] 全满\n    烫手。\n- [x] 七分满", at=(GUESTS, 17, 1)),
    Mistake("check-no-key", GUESTS, "- [ ] 七分满", old="- [x] 七分满", at=(GUESTS, 17, 1), together=True),
]
