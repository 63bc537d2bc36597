"""What was measured of each rule, as tables for the guide."""

from __future__ import annotations

from builder.markdown import table
from lint.config.confidence import UNSEEN, USES, Counts, load_confidence
from lint.report.rule_page import CONFIDENCES
from lint.rules import builtin_rules

USE_NAMES = {
    "seen": "写规则时看着的",
    "reworked": "没有看过，量过以后照它改过",
    UNSEEN: "没有看过，也没有照它改过",
}


def share(part: int, whole: int) -> str:
    """A share in percent; a dash where there is nothing."""
    return f"{100 * part / whole:.0f}%" if whole else "—"


def measured_sets() -> str:
    """The sets, and how well the rules did on each."""
    measured = load_confidence().measured
    rows = []
    for one in measured.sets:
        found = [by_set[one.name] for by_set in measured.counts.values() if one.name in by_set]
        whole = Counts(*map(sum, zip(*found, strict=True))) if found else Counts()
        size = [f"{number:,}".replace(",", " ") for number in (one.documents, one.projects, one.rows)]
        rows.append([f"`{one.name}`", USE_NAMES[one.use], *size, *_figures(whole)])
    header = ["材料", "规则写好以前", "文件", "项目", "指标", *_HEADER]
    return "\n".join([*table(header, rows), ""])


_HEADER = ["应报", "报到", "查全率", "报了", "报对", "准确率"]


def _figures(counts: Counts) -> list[str]:
    must, found, flags, right = counts
    return [str(must), str(found), share(found, must), str(flags), str(right), share(right, flags)]


def measured_rules() -> str:
    """Rule by rule: confidence, and the figures on documents seen and not seen before."""
    known = load_confidence()
    rows = []
    for rule in builtin_rules():
        meta = rule.meta
        counted = known.measured.of(meta.code, known.levels.counted)
        unseen = known.measured.of(meta.code, [UNSEEN])
        seen = known.measured.of(meta.code, [use for use in USES if use not in known.levels.counted])
        name = f"[{meta.code}](../rules/{meta.code}.md) {meta.title}"
        level = CONFIDENCES[known.of(meta.code, meta.preview)] + ("（预览）" if meta.preview else "")
        rows.append([name, level, *map(_pair, (counted, unseen, seen))])
    header = ["规则", "把握", "没有看过的材料", "其中没有照它改过的", "写规则时看着的"]
    return "\n".join([*table(header, rows), ""])


def _pair(counts: Counts) -> str:
    """Recall and precision with the numbers behind them."""
    if not any(counts):
        return "没有"
    must, found, flags, right = counts
    return f"查全 {share(found, must)}（{found}/{must}），准确 {share(right, flags)}（{right}/{flags}）"


def confidence_levels() -> str:
    """The thresholds."""
    levels = load_confidence().levels
    rows = [
        [CONFIDENCES[name], f"`{name}`", f"报过 {flags} 处以上，其中 {precision:.0%} 以上报得对"]
        for name, flags, precision in levels.levels
    ]
    rows.append(["低", "`low`", "够不上上面的；没有量过的；预览规则"])
    return "\n".join([*table(["把握", "报告里", "在写规则时没有看过的材料上"], rows), ""])
