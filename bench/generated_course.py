"""What the generated courses of both benches have in common."""

from __future__ import annotations

import os

WORDS = "客户 服务 质量 期望 体验 员工 流程 门店 电话 投诉 回访 承诺 时间 价格 需要 部门 同事 问题 办法 结果".split()
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
SITE = """site_name: 课程
theme: {{name: material, font: false, language: zh}}
plugins:
{plugins}
markdown_extensions: [attr_list, tables, toc, pymdownx.superfences]
validation: {{omitted_files: ignore}}
"""
