"""What stands around a lesson's text, and the lists of lessons: module page, course map, routes, plans."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from courseware.course import Module, PlannedLesson, assignment_page, key_page, module_page, plan_page
from courseware.lessons.lesson import Lesson
from courseware.rendering import PageContext, in_words, render, spoken


def lesson_head(context: PageContext, lesson: Lesson) -> str:
    """Place in the course, title, hours, opening questions and objectives."""
    version, code = lesson.version(context.language.code)
    prerequisites = [context.course.lessons.get(p) for p in lesson.original.head.prerequisites]
    return render(
        "lesson_head.html",
        code,
        lesson=lesson,
        module_number=lesson.number.split(".")[0],
        head=version.head,
        reading=version.reading_minutes,
        changed=in_words(context.changed, context.language) if context.changed else "",
        prerequisites=[(spoken(p.titles, code), context.link(p.path)) for p in prerequisites if p],
    )


def lesson_foot(context: PageContext, lesson: Lesson) -> str:
    """Key terms, references, and the way on."""
    course, words = context.course, context.language
    code = words.code
    head = lesson.original.head
    terms = [course.glossary.terms[t] for t in head.terms if t in course.glossary.terms]
    glossary = context.link("glossary.md")
    before, after = course.neighbours(lesson)
    if after:
        onward = (
            words["lesson.next"],
            Markup("{} {}").format(after.number, spoken(after.titles, code)),
            context.link(after.path),
        )
    else:
        module = next(m for m in course.modules if m.id == lesson.module)
        title = spoken(module.title, code)
        onward = (words["lesson.module_done"], title, context.link(module_page(module.id)))
    return render(
        "lesson_foot.html",
        code,
        terms=[(spoken(t.text, code), f"{glossary}#{t.id}") for t in terms],
        references=[course.references[r] for r in head.references if r in course.references],
        previous=(spoken(before.titles, code), context.link(before.path)) if before else None,
        onward=onward,
        assignment=_assignment(context, head.assignment),
        plan=context.link(plan_page(lesson.id)),
    )


def _assignment(context: PageContext, name: str | None) -> tuple[str, str] | None:
    """Title and link of the lesson's assignment."""
    versions = context.course.pages.get(assignment_page(name), {}) if name else {}
    page = versions.get(context.language.code) or next(iter(versions.values()), None)
    return (page.title, context.link(page.uri)) if page else None


def _item(context: PageContext, lesson: Lesson | PlannedLesson, number: str) -> dict[str, Any]:
    code = context.language.code
    key = context.link(key_page(lesson.id)) if lesson.id in context.course.quizzes else ""
    if isinstance(lesson, PlannedLesson):
        title = spoken(lesson.title, code)
        return {
            "number": number,
            "title": title,
            "hours": lesson.hours,
            "link": "",
            "plan": "",
            "key": key,
        }
    return {
        "quiz": lesson.id if key else "",
        "number": number,
        "title": spoken(lesson.titles, code),
        "hours": lesson.hours,
        "link": context.link(lesson.path),
        "plan": context.link(plan_page(lesson.id)),
        "key": key,
    }


def _numbers(context: PageContext) -> dict[str, str]:
    modules = enumerate(context.course.modules, 1)
    return {name: f"{m}.{n}" for m, module in modules for n, name in enumerate(module.lesson_ids, 1)}


def _module(context: PageContext, module: Module, numbers: dict[str, str]) -> dict[str, Any]:
    lessons = list(context.course.lessons_of(module))
    return {
        "id": module.id,
        "title": spoken(module.title, context.language.code),
        "hours": sum(lesson.hours for lesson in lessons),
        "keys": any(lesson.id in context.course.quizzes for lesson in lessons),
        "written": any(isinstance(lesson, Lesson) for lesson in lessons),
        "lessons": [_item(context, lesson, numbers[lesson.id]) for lesson in lessons],
    }


def _modules(context: PageContext) -> list[dict[str, Any]]:
    numbers = _numbers(context)
    return [_module(context, module, numbers) for module in context.course.modules]


def module_foot(context: PageContext, module: Module) -> str:
    """The lessons of one module."""
    lessons = _module(context, module, _numbers(context))["lessons"]
    return render("module_foot.html", context.language.code, lessons=lessons)


def course_map(context: PageContext) -> str:
    """All modules with their lessons and hours."""
    lessons = list(context.course.all_lessons())
    return render(
        "course_map.html",
        context.language.code,
        modules=_modules(context),
        hours=sum(lesson.hours for lesson in lessons),
        written=sum(lesson.hours for lesson in lessons if isinstance(lesson, Lesson)),
    )


def routes(context: PageContext) -> str:
    """The routes through the course, each with its lessons and hours."""
    numbers, code = _numbers(context), context.language.code
    entries = []
    for route in context.course.routes:
        lessons = context.course.route_lessons(route)
        entries.append(
            {
                "title": spoken(route.title, code),
                "summary": spoken(route.summary, code),
                "hours": sum(lesson.hours for lesson in lessons),
                "lessons": [_item(context, lesson, numbers[lesson.id]) for lesson in lessons],
            }
        )
    return render("routes.html", code, routes=entries)


def plan_list(context: PageContext) -> str:
    """The plans of all lessons, with hours."""
    return render("plans.html", context.language.code, modules=_modules(context))


def start(context: PageContext) -> str:
    """The two ways in: the first lesson and the teachers' page."""
    course = context.course
    first = next(iter(course.lessons.values()), None)
    teachers = "teachers/index.md"
    return render(
        "start.html",
        context.language.code,
        first=_item(context, first, first.number) if first else None,
        teachers=context.link(teachers) if teachers in course.pages else "",
    )
