"""``python -m tests.bench notes``: annotated copies of the largest draft, and large review opinions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import process_time

from lint.api import Item, Limits, Linter, Session
from lint.api.annotating import annotate
from lint.config.grading import load_grading
from lint.review.opinion import review
from lint.review.to_docx import render_docx
from lint.review.to_html import render_html
from lint.review.to_xlsx import render_xlsx
from tests.bench.generate import documents
from tests.fix.drafts import ORIGINALS, draft, item, session

ROUNDS = 3
UNITS, PROJECTS = 40, 10


def measure() -> None:
    """Print the figures."""
    name = max(ORIGINALS, key=lambda name: ORIGINALS[name].stat().st_size)
    print(f"最大的一份：{name}")
    for suffix in ("docx", "xlsx", "one.xlsx"):
        own = item(draft(name, suffix), suffix)
        session().check([own])  # dictionaries are loaded
        check = _best(partial(session().check, [own]))
        both = _best(partial(annotate, session(), own, Limits()))
        placed = annotate(session(), own, Limits()).placed
        took = f"检查 {1000 * check:5.0f} 毫秒，写批注 {1000 * both:5.0f} 毫秒（{both / check:.2f} 倍）"
        print(f"  {suffix:8} {took}，{placed} 条")
    linter = Linter(draws=True)
    items = [Item(f"{at}.txt", text.encode) for at, text in enumerate(documents(UNITS, PROJECTS))]
    made = review(Session(lambda item: linter).check(items), load_grading(linter.registry))
    print(f"审核意见：{len(made.opinions)} 个项目、{sum(opinion.findings for opinion in made.opinions)} 个问题")
    for suffix, render in (("docx", render_docx), ("xlsx", render_xlsx), ("html", render_html)):
        size = len(render(made)) / 2**20
        print(f"  {suffix:5} {_best(partial(render, made)):5.2f} 秒，{size:.2f} MiB")


def _best(call: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        call()
        times.append(process_time() - start)
    return min(times)
