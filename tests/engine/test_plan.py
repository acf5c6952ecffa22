"""The lesson plan says what the lesson says."""

from __future__ import annotations

import pytest
from small_course import Project

from courseware.course import Course
from courseware.languages import language
from courseware.lessons.plan import Plan, make_plan

TO_LESSON = "../../lessons/leaf-and-cup/brewing.md"


def plan_of(course: Course, lesson: str = "brewing", code: str = "zh") -> Plan:
    return make_plan(course, course.lessons[lesson], language(code), TO_LESSON)


def rows(plan: Plan) -> list[tuple[str, int, str, str]]:
    return [(row.step, row.minutes, row.title, row.method) for row in plan.values["rows"]]


def test_the_process_has_a_row_for_each_step_in_order(small_course: Course) -> None:
    assert rows(plan_of(small_course)) == [
        ("organise", 5, "", "lecture"),
        ("lead-in", 10, "苦了的一杯", "case"),
        ("teach", 20, "水温和时间", "lecture"),
        ("discuss", 12, "讨论：谁的杯子", "group-discussion"),
        ("activity", 20, "泡三杯", "practice"),
        ("summary", 5, "小结", "lecture"),
        ("quiz", 10, "课后测验", "quiz"),
        ("homework", 8, "作业", "worksheet"),
    ]


@pytest.mark.parametrize("lesson", ["six-teas", "brewing", "serving-guests"])
def test_the_minutes_add_up_to_the_hours(small_course: Course, lesson: str) -> None:
    assert plan_of(small_course, lesson).values["total"] == 45 * small_course.lessons[lesson].hours


def test_steps_without_a_section_stand_behind(project: Project) -> None:
    project.edit("docs/lessons/leaf-and-cup/six-teas.md", "{organise: 2}", "{quiz: 1, organise: 1}")
    plan = plan_of(project.load(), "six-teas")
    assert [(step, minutes) for step, minutes, _, _ in rows(plan)][::6] == [("organise", 1), ("quiz", 1)]


def test_the_translations_plan_has_its_own_words_and_the_originals_times(small_course: Course) -> None:
    zh, en = rows(plan_of(small_course)), rows(plan_of(small_course, code="en"))
    assert [(r[0], r[1], r[3]) for r in zh] == [(r[0], r[1], r[3]) for r in en]
    assert [r[2] for r in en][:3] == ["", "A bitter cup", "Water temperature and time"]


def content(plan: Plan, number: int) -> str:
    return plan.pieces[plan.values["rows"][number].content]


def notes(plan: Plan, number: int) -> str:
    return plan.pieces[plan.values["rows"][number].notes]


def test_a_row_says_what_happens(small_course: Course) -> None:
    plan = plan_of(small_course)
    lead_in = content(plan, 1)
    assert "**虚构案例：办公室里的绿茶**" in lead_in
    assert "**真实案例：书里的一句话**" in lead_in
    assert "小林用刚烧开的水" not in lead_in, "the story itself is read from the lesson"
    assert "是茶不好，还是泡法不对？" in lead_in
    teach = content(plan, 2)
    assert teach.startswith("- 三件事\n- 出汤\n- ")
    assert "两种茶的水温" in teach
    assert "绿茶为什么用**凉一些**的水？" in teach
    assert "少出苦味" in teach
    assert "水温、时间" in teach, "a check with several right answers names them all"
    assert "1. 先倒的一杯淡" in content(plan, 3)
    assert "每组用三种水温" in content(plan, 4)
    assert "冷水也能泡吗" in content(plan, 4)


def test_notes_and_solutions_are_for_the_teacher(small_course: Course) -> None:
    plan = plan_of(small_course)
    assert notes(plan, 1) == "请一名学生读案例，约2分钟。先不评对错。"
    assert "热水由教师倒。" in notes(plan, 4)
    assert "苦味少，香味也淡" in notes(plan, 4)
    assert "苦味少，香味也淡" not in content(plan, 4)


def test_nothing_is_kept_of_a_step_that_says_nothing(small_course: Course) -> None:
    plan = plan_of(small_course)
    assert [row.notes is None for row in plan.values["rows"][:2]] == [True, False]
    assert all(plan.pieces)


@pytest.mark.parametrize("after", ["每组用三种水温", "热水由教师倒。"])
def test_a_step_with_a_table_in_its_content_or_notes_is_wide(project: Project, after: str) -> None:
    path = "docs/lessons/leaf-and-cup/brewing.md"
    assert not any(row.wide for row in plan_of(project.load()).values["rows"])
    project.edit(path, after, f"| 杯 | 水温 |\n|---|:--:|\n| 1 | 80 |\n\n{after}")
    assert [row.step for row in plan_of(project.load()).values["rows"] if row.wide] == ["activity"]


def test_the_board_stands_by_itself(small_course: Course) -> None:
    plan = plan_of(small_course)
    assert plan.pieces[plan.values["board"]].startswith("- 泡茶三件事\n    - 水温")
    assert "泡茶三件事" not in notes(plan, 2)
    assert plan_of(small_course, "six-teas").values["board"] is None


def test_the_homework_is_the_sections_text_without_notes(small_course: Course) -> None:
    plan = plan_of(small_course)
    assert plan.pieces[plan.values["homework"]].startswith("在家泡一次茶，记下水温、时间和味道。")
    assert "提醒学生" not in plan.pieces[plan.values["homework"]]
    assert "///" not in plan.pieces[plan.values["homework"]]
    assert notes(plan, 7) == "提醒学生请大人倒开水。"
    assert plan_of(small_course, "serving-guests").values["homework"] is None


def test_links_lead_from_the_plan_to_where_they_led_from_the_lesson(small_course: Course) -> None:
    plan = plan_of(small_course)
    assert "[六大茶类](../../lessons/leaf-and-cup/six-teas.md)" in notes(plan, 2)
    assert "[六大茶类](../../lessons/leaf-and-cup/six-teas.md#oxidation)" in notes(plan, 4)
    assert "[上一课](../../lessons/leaf-and-cup/six-teas.md)" in plan.pieces[plan.values["homework"]]


def test_links_to_other_places_stay(project: Project) -> None:
    lines = "[a](https://example.org/) [b](#brew) [c](mailto:a@example.org) [d](/x/) [e](../a.md)"
    project.edit("docs/lessons/leaf-and-cup/brewing.md", "热水由教师倒。", lines)
    plan = plan_of(project.load())
    expected = lines.replace("(#brew)", f"({TO_LESSON}#brew)").replace("../a.md", "../../lessons/leaf-and-cup/../a.md")
    assert expected in notes(plan, 4)


def test_the_head_names_methods_prerequisites_and_references(small_course: Course) -> None:
    values = plan_of(small_course, code="en").values
    assert values["module_title"] == "From leaf to cup"
    assert values["methods"] == ["lecture", "case", "group-discussion", "practice"]
    assert values["prerequisites"] == [("The six teas", "../../lessons/leaf-and-cup/six-teas.md")]
    assert [r.id for r in values["references"]] == ["lu-yu-780", "iso-3103"]
    assert values["head"].materials == ["One thermometer for each group", "One fairness cup for each group"]


def test_homework_in_blocks_is_told_without_their_marks(project: Project) -> None:
    project.edit(
        "docs/lessons/tea-for-guests/serving-guests.md",
        "## 练一练 {#practice step=activity minutes=20 method=role-play}",
        "## 回家做 {#practice step=homework minutes=20}\n\n先想一想。\n\n"
        "/// check | cups\n\n几只杯？\n\n- [x] 三只\n- [ ] 四只\n\n///",
    )
    plan = plan_of(project.load(), "serving-guests")
    homework = plan.pieces[plan.values["homework"]]
    assert homework.startswith("先想一想。")
    assert "几只杯？" in homework
    assert "主人和客人" in homework
    assert "///" not in homework
    assert "[x]" not in homework
