"""What an author of a rule needs to test it: cases in readable YAML, run through the real reader and engine.

A file of cases:

    rule: SD001
    cases:
      - id: 百分之一等于没有目标
        doc: bad                        # bad and good cases are printed on the rule's page
        table: |                        # a header row and indicator rows, cells parted by bars
          一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
          …
        expect:                         # the complete list of findings; none where it is missing
          - at: 指标值@1                # field@row; 绩效目标; 项目2 指标值@3; 总体 绩效目标; 职责 …
            severity: error
            message: …
            suggestion: …
            fix: …                      # the text of the fix, where there is one

Instead of ``table`` a case may have ``text``: a whole document; or ``files``: several of them by name, checked in one
run, and places that begin with the name (乙镇.txt 指标值@1). ``options`` sets options of the rule.
"""

from lint.testing.cases import Case, load_cases, run

__all__ = ["Case", "load_cases", "run"]
