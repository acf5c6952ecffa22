"""`courseware score`: what it prints, how it ends, and that no file brings it down."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from small_course import Project, environment

from courseware.assignments.fields import forms_of
from courseware.assignments.report import gather, printable, report
from courseware.assignments.responses import Response, write_csv, write_json
from courseware.assignments.rows import MOST_BYTES
from courseware.cli import main
from support.assignments import responses, tea_visit

KIT = tea_visit()
SAMPLES = "assignments/tea-visit"


def run(project: Project, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["score", "-C", str(project.root), "-a", "tea-visit", *map(str, arguments)])


def samples(project: Project) -> list[Path]:
    return sorted((project.root / SAMPLES).glob("*.csv"))


def save(folder: Path, instrument: str, rows: list[Response], name: str = "phone.csv") -> Path:
    file = folder / name
    is_csv = name.endswith(".csv")
    file.write_bytes(write_csv(forms_of(KIT)[instrument], rows) if is_csv else write_json(KIT, rows))
    return file


def test_the_samples_give_the_figures_in_the_first_language(project: Project) -> None:
    result = run(project, *samples(project))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "用到的数据\n  观察表：8份\n  客人问卷：8份\n  价值工作坊：6份\n" in result.output
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "总体 – – −0.68 100.00 −0.661" in lines
    assert "A 味道 6 9.00 5.50 3.50 31.50 优先改进 继续保持 0.63 0.55" in lines
    assert "东街茶馆 4 3.75 3.38 冷清" in lines
    assert "比率（每1,000） 4.00" in lines
    assert "没有采用" not in result.output


def test_the_same_in_english(project: Project) -> None:
    result = run(project, *samples(project), "--language", "en")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert lines[:2] == ["A visit to tea houses", ""]
    assert "Rate per 1,000 4.00" in lines
    assert not any("一" <= character <= "鿿" for character in result.output)


def test_columns_stand_below_each_other(project: Project) -> None:
    output = run(project, *samples(project)).output
    table = output.split("意见的原因\n")[1].split("\n\n")[0].splitlines()
    assert table == [
        "        次数  占比  累计占比",
        "  人员     6   60%       60%",
        "  茶       3   30%       90%",
        "  场地     1   10%      100%",
        "  合计    10  100%         –",
    ]


def test_small_samples_and_statistics_without_data_are_told(project: Project, tmp_path: Path) -> None:
    one = responses(KIT, "questionnaire", [{"recommend": 7}])
    output = run(project, save(tmp_path, "questionnaire", one)).output
    assert "只有1条记录，少于10条：样本小，只能参考。" in output.split("推荐意愿\n")[1].split("\n\n")[0]
    assert "当场答好的比例\n  没有数据。\n" in output


def test_files_are_merged_and_doubles_counted_once(project: Project, tmp_path: Path) -> None:
    rows = responses(KIT, "complaints", [{"cause": "people"}, {"cause": "tea"}])
    again = responses(KIT, "complaints", [{"cause": "place", "recorded": "2026-03-31T09:00:00Z"}])
    first, second = save(tmp_path, "complaints", rows), save(tmp_path, "complaints", [*again, rows[1]], "two.json")

    result = run(project, first, second)
    assert result.exit_code == 0  # a later version is no mistake
    assert "意见记录：2份" in result.output
    assert f"没有采用的内容：1处\n  {first}：编号complaints-1还有较晚的一份" in result.output
    assert [" ".join(line.split()) for line in result.output.splitlines()].count("场地 1 50% 100%") == 1
    assert run(project, second, first).output.replace(str(second), "") == result.output.replace(str(second), "")


def test_what_is_not_used_is_listed_with_file_row_and_reason(project: Project, tmp_path: Path) -> None:
    rows = responses(KIT, "questionnaire", [{"recommend": 11}, {"consent": False}, {"digest": "v0", "recommend": 3}])
    file = save(tmp_path, "questionnaire", rows)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")

    result = run(project, file, picture)
    assert result.exit_code == 1
    assert result.output.splitlines()[-5:] == [
        "没有采用的内容：4处",
        f"  {file}第2行：“recommend”里的“11”超出范围，当作空白。",
        f"  {file}第3行：没有记录对方同意，这一行没有采用。",
        f"  {file}编号questionnaire-3：用另一版表单填写，单独保存，不计入结果。",
        f"  {picture}：这不是文字文件。请在表格软件里另存为“CSV UTF-8”格式。",
    ]
    assert "客人问卷：1份" in result.output


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\0", b"\xff\xfe\xfa", b"[", b"{}", b"null", b"[[]]", b'"', b",", b"a,b\r\n1", b"\x1b]0;x\x07,"),
        *(b"x" * (MOST_BYTES + 1), bytes(range(256)) * 9, b"[" * 99_999, b"response,instrument\n\xe5\xae,log"),
    ],
    ids=range(15),
)
def test_no_file_brings_it_down(project: Project, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(data)
    result = run(project, file)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "没有采用的内容：" in result.output


def test_a_terminal_is_not_given_orders(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("response,instrument\na,\x1b[2J\x9b2J\u202ex\ny\n", encoding="utf-8")
    output = run(project, file).output
    assert "“[2J2Jx”" in output
    assert printable("a\u202eb\x9bc\u200bd\ne𪚥") == "abcd e𪚥"


def test_a_terminal_without_these_characters_gets_marks(project: Project) -> None:
    command = [sys.executable, "-m", "courseware.cli", "score", "-C", str(project.root), "-a", "tea-visit"]
    script = "from courseware.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", script, *command[3:], *map(str, samples(project))],
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"31.50" in result.stdout


def test_the_report_as_text(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    result = run(project, *samples(project), "-o", file)
    assert result.output == file.read_text(encoding="utf-8") + f"已写入{file}\n"


def test_the_report_as_a_workbook_with_the_data_as_text(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    hostile = responses(KIT, "complaints", [{"cause": "tea", "words": '=HYPERLINK("http://example.org")'}])
    result = run(project, save(tmp_path, "complaints", hostile), "-o", file)
    assert result.exit_code == 0
    sheets = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in cells] == [('=HYPERLINK("http://example.org")', "s")]


def test_wrong_use_ends_with_2(project: Project, tmp_path: Path) -> None:
    file = samples(project)[0]
    for arguments, said in (
        ([tmp_path / "gone.csv"], "gone.csv"),
        ([tmp_path], "directory"),
        ([], "FILES"),
        ([file, "-o", tmp_path / "report.pdf"], ".xlsx"),
        ([file, "--language", "fr"], "fr"),
        ([file, "-a", "tea-visits"], "tea-visit"),
    ):
        result = run(project, *arguments)
        assert result.exit_code == 2, arguments
        assert said in result.output
        assert "Traceback" not in result.output


def test_an_assignment_with_mistakes_is_not_scored(project: Project) -> None:
    project.edit("assignments/tea-visit.yml", "use: pareto", "use: paretto")
    result = run(project, *samples(project))
    assert result.exit_code == 1
    assert "courseware check" in result.output


def test_a_report_that_cannot_be_written_says_so(project: Project, tmp_path: Path) -> None:
    result = run(project, *samples(project), "-o", tmp_path / "gone" / "report.txt")
    assert result.exit_code == 1
    assert "report.txt 写不进去" in result.output


def test_a_file_that_cannot_be_opened_is_named() -> None:
    gathered = gather(KIT, {"gone.csv": None})
    assert not gathered.is_sound
    assert report(KIT, gathered, "en").endswith("Not used: 1\n  gone.csv: The file cannot be opened.\n")
