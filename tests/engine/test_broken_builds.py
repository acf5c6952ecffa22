"""A course with mistakes: a strict build fails and says each mistake once, an ordinary one goes on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from small_course import Project

pytestmark = pytest.mark.without_assignments

LESSON, TRANSLATION = "lessons/leaf-and-cup/brewing.md", "lessons/leaf-and-cup/brewing.en.md"
HEADS = {
    "docs/open.md": "---\ntitle: 秘密之一\n\n正文\n",
    "docs/colon.md": "---\ntitle：秘密之二\n---\n\n正文二\n",
    "docs/list.md": "---\n- 秘密之三\n---\n\n正文三\n",
    "docs/twice.md": "---\ntitle: 好的标题\ntitle: 秘密之四\n---\n\n正文四\n",
}
# MkDocs reads these heads otherwise than an author means them, and would print them.
READABLE = {
    "docs/date.md": "---\ntitle: 2024-13-45\nhide: [toc]\n---\n\n正文五\n",
    "docs/sign.md": "---\ntitle: =\n---\n\n正文六\n",
}
EXPECTED = [
    "course.yml:36:5: error missing-page",
    "docs/colon.md:2:6: error yaml-full-width-colon",
    "docs/gbk.md:2:8: error not-utf-8",
    "docs/lessons/leaf-and-cup/brewing.en.md:126:20: error missing-link",
    "docs/lessons/leaf-and-cup/brewing.en.md:126:35: error missing-anchor",
    "docs/lessons/leaf-and-cup/brewing.md:47:1: error unknown-block",
    "docs/lessons/leaf-and-cup/brewing.md:132:15: error missing-link",
    "docs/lessons/leaf-and-cup/brewing.md:158:13: error missing-link",
    "docs/lessons/leaf-and-cup/brewing.md:158:25: error missing-anchor",
    "docs/list.md:2:1: error front-matter-not-keys",
    "docs/open.md:1:1: error front-matter-open",
    "docs/twice.md:3:1: error duplicate-key",
    "quizzes/extra.yml:3:1: error yaml-syntax",
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.without_assignments(tmp_path_factory.mktemp("broken") / "project")
    for path, text in {**HEADS, **READABLE}.items():
        project.write(path, text)
    (project.root / "docs/gbk.md").write_bytes("---\ntitle: 泡\n---\n\n正文七\n".encode("gbk"))
    project.edit("course.yml", "- about.md", "- abuot.md")
    project.edit(f"docs/{LESSON}", "/// think", "/// tink")
    project.edit(f"docs/{LESSON}", "2. 没有公道杯呢？", "2. 没有公道杯呢？[一](no-1.md)")
    project.edit(f"docs/{LESSON}", "热水由教师倒。", "热水由教师倒。见[二](no-2.md)[三](six-teas.md#no-3)")
    translation = "2. Without: [four](no-4.md)[five](six-teas.md#no-5)"
    project.edit(f"docs/{TRANSLATION}", "2. And without a fairness cup?", translation)
    project.write("quizzes/extra.yml", "title: {zh: 题}\nquestions: [a\n")
    return project


@pytest.fixture(scope="module")
def strict(broken: Project) -> subprocess.CompletedProcess[str]:
    return broken.mkdocs("build", "--strict", "-d", "strict")


@pytest.fixture(scope="module")
def ordinary(broken: Project) -> subprocess.CompletedProcess[str]:
    return broken.mkdocs("build", "-d", "ordinary")


def test_a_strict_build_fails_and_names_every_mistake_once(strict: subprocess.CompletedProcess[str]) -> None:
    assert strict.returncode == 1
    told = re.findall(r"(?m)^WARNING -  (\S+: (?:error|warning) [a-z0-9-]+): ", strict.stderr)
    assert told == EXPECTED


def test_every_message_has_both_languages_and_the_mend(strict: subprocess.CompletedProcess[str]) -> None:
    mends = re.findall(r"(?m)^    → (.*)$", strict.stderr)
    assert len(mends) == 2 * len(EXPECTED)
    assert all(re.search("[一-鿿]", mend) for mend in mends[::2])
    assert not any(re.search("[一-鿿]", mend) for mend in mends[1::2])
    assert "不认识“/// tink”这种内容块 / the block “/// tink” is not known" in strict.stderr


def test_there_is_no_traceback(
    strict: subprocess.CompletedProcess[str], ordinary: subprocess.CompletedProcess[str]
) -> None:
    for result in (strict, ordinary):
        assert "Traceback" not in result.stdout + result.stderr
        assert "Error: " not in result.stdout + result.stderr


def test_a_missing_page_is_not_told_again_by_mkdocs(strict: subprocess.CompletedProcess[str]) -> None:
    for target in ("no-1.md", "no-2.md", "no-4.md"):
        assert len(re.findall(rf"“{target}”指向", strict.stderr)) == 1
        assert f"'{target}'" not in strict.stderr
        assert f"/{target}'" not in strict.stderr


def test_a_missing_place_on_a_page_is_not_told_again_by_mkdocs(strict: subprocess.CompletedProcess[str]) -> None:
    assert len(re.findall(r"“six-teas\.md#no-[35]”指向", strict.stderr)) == 2
    assert "does not contain an anchor" not in strict.stderr


def test_an_ordinary_build_says_the_same_and_goes_on(
    broken: Project, strict: subprocess.CompletedProcess[str], ordinary: subprocess.CompletedProcess[str]
) -> None:
    assert ordinary.returncode == 0
    warnings = [line for line in ordinary.stderr.splitlines() if line.startswith("WARNING")]
    assert warnings == [line for line in strict.stderr.splitlines() if line.startswith("WARNING")]
    for page in ("index.html", "en/index.html", "lessons/leaf-and-cup/brewing/index.html"):
        assert (broken.root / "ordinary" / page).is_file()


def article(site: Path, name: str) -> str:
    text = (site / name / "index.html").read_text(encoding="utf-8")
    found = re.search(r"(?s)<article.*</article>", text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("language", ["", "en"])
def test_a_head_is_never_printed_as_text(
    broken: Project, ordinary: subprocess.CompletedProcess[str], language: str
) -> None:
    site = broken.root / "ordinary" / language
    for path in [*HEADS, *READABLE]:
        shown = article(site, Path(path).stem)
        for left in ("秘密", "---", "hide:", "title:", "toc]"):
            assert left not in shown, f"{left} in {path}"
    bodies = {"colon": "正文二", "list": "正文三", "twice": "正文四", "date": "正文五", "sign": "正文六"}
    for name, words in bodies.items():
        assert words in article(site, name)
    assert "好的标题" in article(site, "twice")
    assert "2024-13-45" in article(site, "date")


@pytest.mark.parametrize("course", ["title: [\n", ""])
def test_a_course_whose_files_cannot_be_read_still_builds(project: Project, course: str) -> None:
    for path, content in {"course.yml": course, "glossary.yml": "a: b\n", "references.yml": "x"}.items():
        project.write(path, content)
    result = project.mkdocs("build")
    assert result.returncode == 0
    assert "Traceback" not in result.stdout + result.stderr
    for path in ("course.yml", "glossary.yml", "references.yml"):
        assert len(re.findall(rf"WARNING -  {path}:", result.stderr)) == 1
    assert (project.root / "site/en/lessons/leaf-and-cup/brewing/index.html").is_file()


def test_blocks_that_no_page_can_hold_do_not_break_the_build(project: Project) -> None:
    project.write(
        "docs/blocks.md",
        "/// check\n\nx\n\n///\n\n/// check | a\n\n<div>\x0c</div>\n\n- [v] b & <c>\n- [ ] d\n\n///\n\n"
        "/// quiz | no-quiz\n\n///\n\n/// lesson-plan | no-lesson\n\n///\n\n/// case\n    sourc: x\n\n///\n\n"
        "/// solution\n",
    )
    result = project.mkdocs("build")
    assert result.returncode == 0
    assert "Traceback" not in result.stdout + result.stderr
    codes = re.findall(r"WARNING -  docs/blocks\.md:\d+:\d+: error ([a-z-]+)", result.stderr)
    assert codes == ["check-without-id", "check-mark", "unknown-quiz", "unknown-lesson", "unknown-key", "block-open"]
