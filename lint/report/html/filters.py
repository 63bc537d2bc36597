"""The filters: for browsers that run the page's script, which shows them."""

from __future__ import annotations

from lint.model.report import Report
from lint.report.html.anchors import Anchors
from lint.report.html.markup import Markup, tag
from lint.report.html.words import KINDS, kind


def filters(report: Report, anchors: Anchors) -> Markup:
    """The form, hidden until the script works, and the line that says what is shown."""
    found = anchors.findings
    if not found:
        return Markup("")
    kinds = {kind(entry.finding) for entry in found}
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="kind", value=name, checked=True),
            tag("span", f"{sign} {word} ", tag("span", class_="number"), class_=f"box {name}"),
        )
        for name, (sign, word) in KINDS.items()
        if name in kinds
    ]
    titles = dict(sorted((entry.finding.code, entry.finding.title) for entry in found))
    files = dict(sorted((entry.finding.input, report.inputs[entry.finding.input].path) for entry in found))
    rules = [tag("option", f"{code} {title}", value=code) for code, title in titles.items()]
    paths = [tag("option", path, value=number) for number, path in files.items()]
    form = tag(
        "form",
        tag("fieldset", tag("legend", "级别"), *boxes),
        _choice("rule", "规则", "全部规则", rules),
        _choice("file", "文件", "全部文件", paths, hidden=len(paths) < 2),
        _choice("project", "项目", "全部项目", []),
        tag("label", "文字", tag("input", type="search", name="text", placeholder="名称、原文、说明里的字")),
        tag("button", "清除筛选", type="reset"),
        tag("button", "打印", type="button", id="print"),
        id="filters",
        hidden=True,
        aria_label="筛选问题",
    )
    state = tag("p", f"共 {len(found)} 个问题", id="state", role="status")
    return tag("div", form, state, class_="bar-top")


def _choice(name: str, label: str, every: str, options: list[Markup], *, hidden: bool = False) -> Markup:
    return tag("label", label, tag("select", tag("option", every, value="*"), *options, name=name), hidden=hidden)
