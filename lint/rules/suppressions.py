"""SUP001 … SUP005: what there is to say of suppressions. Rules by name, page and severity; the engine does the checks.

They are on whatever a run selects, unless they are ignored by name: a suppression must not fail unseen.
"""

from __future__ import annotations

from lint.model.finding import Severity
from lint.rules.base import Group, Rule, RuleMeta


class _OnSuppressions(Rule):
    always = True


class NoReason(_OnSuppressions):
    """忽略的说明没有理由，或者看不懂，不起作用。

    检查什么：草稿的批注、注释和旁边的 .jixiao.yaml 里要忽略的说明：没有写理由；没有写规则，规则的名称不对；
    有效期不是日期；不是“jixiao: 忽略 规则 理由：……”的写法。
    为什么：没有理由的忽略，谁也说不清为什么不改。看不懂的如果悄悄放过，写的人会以为起了作用。
    怎样改：写成“jixiao: 忽略 SD001 理由：……”，理由说清为什么这样填是对的。
    依据：绩效目标要经过审核，没有按要求改的要说明情况（财预〔2015〕88号）。
    """

    meta = RuleMeta("SUP001", "suppression-without-reason", "忽略没有理由或看不懂", Severity.ERROR, Group.SUPPRESSION)


class Unused(_OnSuppressions):
    """忽略的说明没有用上：它说的地方没有这样的问题。

    检查什么：说明里的规则在这份草稿里查过，但它说的那一行、那一格没有问题。没有查过的规则、没有全部读懂的文件不报。
    为什么：问题已经改好的，说明就过时了；位置写错的，要忽略的问题还在。
    怎样改：删去这条说明；位置写错的，移到有问题的那一行。
    依据：绩效目标要经过审核，没有按要求改的要说明情况（财预〔2015〕88号）。
    """

    meta = RuleMeta("SUP002", "unused-suppression", "忽略没有用上", Severity.WARNING, Group.SUPPRESSION)


class Expired(_OnSuppressions):
    """忽略的说明过了有效期，不再起作用。

    检查什么：说明里写的“有效期至”是不是在检查的这一天以前；有效期的当天还算。
    为什么：写了期限的，说好到那时要改。
    怎样改：把问题改好，删去说明；确实还要忽略的，重新写明理由和期限。
    依据：绩效目标要经过审核，没有按要求改的要说明情况（财预〔2015〕88号）。
    """

    meta = RuleMeta("SUP003", "expired-suppression", "忽略过了有效期", Severity.WARNING, Group.SUPPRESSION)


class OfMandatory(_OnSuppressions):
    """规则集规定必须检查的规则，不能忽略。

    检查什么：说明里要忽略的规则，是不是规则集的 mandatory 里的；SUP001 这几条说的是忽略说明自己，也不能忽略。
    为什么：必须检查的由财政部门定，填表的人不能自己放过。
    怎样改：按规则改好，删去这条说明；确有特殊情况的，请定规则集的部门处理。
    依据：绩效目标要经过审核，没有按要求改的要说明情况（财预〔2015〕88号）。
    """

    meta = RuleMeta("SUP004", "mandatory-rule-suppressed", "必查的规则不能忽略", Severity.ERROR, Group.SUPPRESSION)


class TooMany(_OnSuppressions):
    """一份草稿里按说明忽略的问题太多。

    检查什么：一份文件里忽略的问题的个数，超过规则集里 max_suppressed 的就报；没有写 max_suppressed 的不限。
    为什么：大半都要忽略的草稿，多半是没有改。
    怎样改：能改的改好，只留下确实不用改的。
    依据：绩效目标要经过审核，没有按要求改的要说明情况（财预〔2015〕88号）。
    """

    meta = RuleMeta("SUP005", "too-many-suppressed", "忽略的问题太多", Severity.ERROR, Group.SUPPRESSION)


SUPPRESSION_RULES: tuple[type[Rule], ...] = (NoReason, Unused, Expired, OfMandatory, TooMany)
SUPPRESSION_CODES = frozenset(rule.meta.code for rule in SUPPRESSION_RULES)
