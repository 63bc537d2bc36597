"""The review opinion as a web page, in one file, to be read or printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from lint.review import texts
from lint.review.opinion import Opinion, Review

_SHADES = ("#c6e0b4", "#ddebf7", "#ffe699", "#f4b183")
_STYLE = """
@page{size:A4;margin:18mm}
*{box-sizing:border-box}
body{font:15px/1.6 "Songti SC","SimSun","Noto Serif CJK SC",serif;color:#111;
max-width:960px;margin:24px auto;padding:0 16px}
h1{font:bold 24px/1.4 "Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;text-align:center;margin:0 0 16px}
h2{font:bold 16px/1.4 "Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;margin:24px 0 8px}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:8px 0}
th,td{border:1px solid #777;padding:5px 7px;vertical-align:middle;overflow-wrap:anywhere}
th{background:#eee;font-weight:bold}
thead{display:table-header-group}
.c{text-align:center}
.small{font-size:13px;color:#444}
.alarm{border:2px solid #c00;padding:8px 12px;margin:12px 0;font-weight:bold}
.question{font-size:12px;color:#555}
ul{margin:0;padding-left:1.2em;font-size:13px}
.opinion{break-before:page;border-top:1px solid #ccc;padding-top:24px;margin-top:40px}
.sign{height:11em;vertical-align:bottom}.sign p{margin:0 0 5em}
svg{display:block;width:100%;height:auto}
@media print{body{max-width:none;margin:0;padding:0;font-size:12px}.opinion{border:0;margin:0;padding:0}
tr,li{break-inside:avoid}h1,h2{break-after:avoid}ul,.question{font-size:10.5px}.small{font-size:9px}
th,td{padding:3px 6px}body{line-height:1.4}.sign{height:9em}.sign p{margin:0 0 4em}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(review: Review) -> bytes:
    """The page's bytes; the same review gives the same bytes."""
    return "".join(_page(review)).encode()


def _page(review: Review) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{texts.COVER}</title><style>{_STYLE}</style></head><body>\n"
    yield f"<h1>{texts.COVER}</h1><p>{texts.intro(review)}</p>\n"
    for line in texts.unchecked(review):
        yield f'<p class="alarm">没有全部检查　{escape(line)}</p>\n'
    yield "<h2>各单位的等级</h2>" + _chart(review)
    yield "<h2>项目（需要改的在前）</h2>" + _cover(review)
    if review.elsewhere:
        yield f"<h2>{texts.ELSEWHERE}</h2>{_list(iter(texts.elsewhere(review)))}"
    yield f'<p class="small">{escape(texts.rule_of_grades(review))}<br>{escape(texts.basis(review))}</p>\n'
    for number, opinion in enumerate(review.opinions, 1):
        yield _opinion(number, opinion, review)
    yield "</body></html>\n"


def _shade(review: Review, grade: str) -> str:
    names = [entry.name for entry in review.grading.grades]
    return _SHADES[min(names.index(grade), len(_SHADES) - 1)]


def _grade(review: Review, grade: str) -> str:
    return f'<td class="c" style="background:{_shade(review, grade)}">{escape(grade)}</td>'


def _cover(review: Review) -> str:
    numbers = {id(opinion): number for number, opinion in enumerate(review.opinions, 1)}
    rows = []
    for opinion in review.by_need():
        counts = "".join(f'<td class="c">{count}</td>' for count in texts.counts(texts.all_findings(opinion)))
        name = f'<a href="#p{numbers[id(opinion)]}">{escape(texts.name_of(opinion))}</a>'
        weak = escape(texts.weak_items(opinion, review.grading))
        rows.append(
            f"<tr><td>{escape(texts.unit_of(opinion))}</td><td>{name}</td>{_grade(review, opinion.total.name)}"
            f"{counts}<td>{weak}</td></tr>"
        )
    widths = (20, 26, 10, 7, 7, 7, 23)
    head = "".join(
        f'<th style="width:{width}%">{text}</th>' for width, text in zip(widths, texts.COVER_HEADINGS, strict=True)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"


def _chart(review: Review) -> str:
    """A bar a unit, stacked by grade, with the numbers beside it."""
    bars = texts.bars(review)[: texts.MOST_BARS]
    names = [grade.name for grade in review.grading.grades]
    longest = max((sum(bar.counts) for bar in bars), default=1)
    drawn = []
    for row, bar in enumerate(bars):
        x, y = 260.0, row * 26
        words = "、".join(f"{name} {count}" for name, count in zip(names, bar.counts, strict=True) if count)
        drawn.append(f'<text x="250" y="{y + 17}" text-anchor="end" font-size="13">{escape(bar.unit[:18])}</text>')
        for name, count in zip(names, bar.counts, strict=True):
            wide = 420 * count / longest
            if count:
                fill = _shade(review, name)
                drawn.append(
                    f'<rect x="{x:.1f}" y="{y + 3}" width="{wide:.1f}" height="20" fill="{fill}" stroke="#777"/>'
                )
            x += wide
        drawn.append(f'<text x="{x + 8:.1f}" y="{y + 17}" font-size="13">{words}</text>')
    return (
        f'<svg viewBox="0 0 900 {max(len(bars), 1) * 26 + 4}" role="img" aria-label="各单位项目的建议等级">'
        f"{''.join(drawn)}</svg>\n"
    )


def _opinion(number: int, opinion: Opinion, review: Review) -> str:
    widths = (14, 42, 14, 30)
    head = "".join(
        "<tr>"
        + "".join(
            f'<{tag} style="width:{width}%">{escape(text)}</{tag}>'
            for tag, width, text in zip(("th", "td", "th", "td"), widths, row, strict=True)
        )
        + "</tr>"
        for row in texts.facts(opinion)
    )
    rows = []
    for block, group in groupby(opinion.items, key=lambda graded: graded.item.block):
        items = list(group)
        for at, graded in enumerate(items):
            first = f'<th rowspan="{len(items)}">{escape(block)}</th>' if at == 0 else ""
            what = f'{escape(graded.item.item)}<div class="question">{escape(graded.item.question)}</div>'
            evidence = _list(iter(texts.lines_of(graded))) if graded.findings or graded.excused else texts.NOTHING
            rows.append(f"<tr>{first}<td>{what}</td>{_grade(review, graded.grade.name)}<td>{evidence}</td></tr>")
    if opinion.remarks:
        rows.append(f'<tr><th>其他问题</th><td colspan="3">{_list(map(texts.evidence, opinion.remarks))}</td></tr>')
    total = "<br>".join(escape(line) for line in (texts.conclusion(opinion), texts.partial(opinion)) if line)
    rows.append(f'<tr><th>总评</th><td colspan="3">{total}</td></tr>')
    rows.append(
        f'<tr><th>{texts.OPINION}</th><td colspan="3" class="sign"><p>{texts.DECISION}</p>{texts.SIGNATURE}</td></tr>'
    )
    headings = _headings((12, 22, 11, 55))
    return (
        f'<section class="opinion" id="p{number}"><h1>{texts.TITLE}</h1><table>{head}</table>'
        f"<table><thead><tr>{headings}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f'<p class="small">{escape(texts.PROPOSAL)}{escape(texts.basis(review))}</p></section>\n'
    )


def _headings(widths: Sequence[int]) -> str:
    return "".join(
        f'<th style="width:{width}%">{text}</th>' for width, text in zip(widths, texts.HEADINGS, strict=True)
    )


def _list(lines: Iterator[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
