"""What ``docs/generate.py`` writes: pages of rules, and the parts of the guide that come from the code."""
