"""青岚县财政局的插件：一条规则、两个词典、一个规则集。

jixiao 启动时各调用一次下面的挂钩。规则的模块在挂钩里面才导入，别的命令不受拖累。
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lint.plugins.hookspecs import hookimpl
from lint.rules.base import Rule

_HERE = Path(__file__).parent


@hookimpl
def jixiao_rules() -> Iterable[type[Rule]]:
    """用 Python 写的规则。"""
    from jixiao_qinglan.ql001_no_data_source import NoDataSource  # noqa: PLC0415

    return [NoDataSource]


@hookimpl
def jixiao_dictionaries() -> Iterable[Path]:
    """词典：自己的一个，给自带词典加词的一个。"""
    return sorted(_HERE.glob("dictionaries/*.yaml"))


@hookimpl
def jixiao_rulesets() -> Iterable[Path]:
    """规则集，名称就是文件名：jixiao check --ruleset qinglan。"""
    return sorted(_HERE.glob("rulesets/*.yaml"))
