"""Writes what can be written from the code: a page a rule, their index, the marked parts of the guide, the man page.

python docs/generate.py            write
python docs/generate.py --check    only say what is out of date; the exit code is 1 if anything is
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from builder.guide import guide_pages
from builder.manpage import man_page
from builder.rules import extra_pages, rule_pages

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Write or check all pages."""
    parser = argparse.ArgumentParser(description="写出文档里由代码生成的部分")
    parser.add_argument("--check", action="store_true", help="只检查有没有过时的，不写")
    check: bool = parser.parse_args().check
    stale, extra = stale_pages(), extra_pages()
    for path in [*stale, *extra]:
        print(("过时：" if check else "写好：") + path.relative_to(ROOT).as_posix())
    if not check:
        for path, text in stale.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        for path in extra:
            path.unlink()
    return int(check and bool(stale or extra))


def stale_pages() -> dict[Path, str]:
    """Pages that are missing or not as they should be, with the text that they should have."""
    wanted = {**rule_pages(), **guide_pages(), **man_page()}
    return {path: text for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text}


if __name__ == "__main__":
    sys.exit(main())
