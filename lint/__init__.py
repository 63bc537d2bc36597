"""jixiao: a linter for the performance indicators (绩效指标) of Chinese budget units."""
