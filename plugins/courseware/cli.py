"""The `courseware` command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import yaml

from courseware.assignments.kits import Kit
from courseware.assignments.report import Gathered, gather, report
from courseware.assignments.rows import MOST_BYTES
from courseware.course import Course
from courseware.languages import available, language
from courseware.loading import load_course
from courseware.problems import as_json
from courseware.translations import BrokenHeadError, mark_translated


class _SiteLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` for its options alone: its own tags (`!ENV`) are passed over."""


_SiteLoader.add_multi_constructor("", lambda *_: None)


def _site_options(root: Path) -> tuple[Path, list[str]]:
    """The documents' folder and the languages that `mkdocs.yml` names."""
    try:
        data = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _SiteLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise click.UsageError(f"mkdocs.yml 读不懂 / mkdocs.yml cannot be read\n{error}") from error
    plugins = data.get("plugins") or []
    # MkDocs takes plugins as a list of names and mappings, or as one mapping.
    mappings = [plugins] if isinstance(plugins, dict) else [entry for entry in plugins if isinstance(entry, dict)]
    options: dict[str, Any] = next((m["courseware"] for m in mappings if m.get("courseware")), {})
    return root / data.get("docs_dir", "docs"), options.get("languages", ["zh", "en"])


def _load(root: Path) -> Course:
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"{root} 里没有 mkdocs.yml / there is no mkdocs.yml in {root}")
    docs, languages = _site_options(root)
    return load_course(root, docs, languages)


project = click.option(
    "-C", "--project", "root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Project folder."
)


@click.group()
def main() -> None:
    """Check a course, keep its translations in step, score surveys. 检查课程，标记译文，计算实训结果。"""


@main.command()
@project
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
def check(root: Path, form: str) -> None:
    """List everything that is wrong with the course. 列出课程里的全部问题。"""
    problems = _load(root).problems
    if form == "json":
        click.echo(as_json(problems))
    else:
        for problem in problems:
            click.echo(problem.as_github() if form == "github" else str(problem))
    if form == "text" and not problems:
        click.echo("没有发现问题。No problems found.")
    if any(problem.severity == "error" for problem in problems):
        raise SystemExit(1)


@main.command()
@project
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def translated(root: Path, pages: tuple[Path, ...]) -> None:
    """Mark translations as made from the present originals. 把译文标记为已按现在的原文更新。"""
    course = _load(root)
    for page in pages:
        try:
            changed = mark_translated(course, page)
        except LookupError as error:
            raise click.UsageError(f"{page} 不是译文 / {page} is not a translation") from error
        except BrokenHeadError as error:
            message = f"{page} 的页首信息有错，先运行 courseware check / the head of {page} cannot be read"
            raise click.ClickException(message) from error
        click.echo(f"{page}: {'已标记 marked' if changed else '没有变化 unchanged'}")


def _printed(text: str) -> None:
    """Print; what the terminal's encoding lacks is marked, not a traceback."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)


def _bytes_of(file: Path) -> bytes | None:
    """The file's beginning, as far as it is read at all; None where it cannot be opened."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        return None


def _workbook(kit: Kit, code: str, gathered: Gathered) -> bytes:
    from courseware.assignments.workbook import workbook  # what writes it is slow to load, and rarely wanted

    return workbook(kit, code, gathered.responses)


@main.command("score")
@project
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-a", "--assignment", "name", required=True, help="Id of the assignment.")
@click.option("--language", "code", type=click.Choice(available()), help="Language of the report.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report, too: .txt, or .xlsx with formulas and charts.",
)
def score_responses(root: Path, files: tuple[Path, ...], name: str, code: str | None, output: Path | None) -> None:
    """Compute an assignment's statistics from CSV or JSON files. 用CSV或JSON数据计算实训的结果。"""
    if output is not None and output.suffix.lower() not in (".txt", ".xlsx"):
        raise click.UsageError(f"{output} 的结尾应为 .txt 或 .xlsx / {output} should end in .txt or .xlsx")
    course = _load(root)
    kit = course.assignments.get(name)
    if kit is None:
        if (course.root / "assignments" / f"{name}.yml").is_file():
            message = f"实训“{name}”有错，先运行 courseware check / run courseware check: “{name}” has mistakes"
            raise click.ClickException(message)
        listed = ", ".join(course.assignments) or "–"
        raise click.UsageError(f"没有实训“{name}”，只有：{listed} / there is no assignment “{name}”, only: {listed}")
    code = code or course.languages[0]
    gathered = gather(kit, {str(file): _bytes_of(file) for file in files})
    text = report(kit, gathered, code)
    _printed(text)
    if output is not None:
        is_workbook = output.suffix.lower() == ".xlsx"
        data = _workbook(kit, code, gathered) if is_workbook else text.encode()
        try:
            output.write_bytes(data)
        except OSError as error:
            raise click.ClickException(f"{output} 写不进去 / {output} cannot be written: {error.strerror}") from error
        _printed(language(code)["assignment.score.written"].format(file=output) + "\n")
    if not gathered.is_sound:
        raise SystemExit(1)
