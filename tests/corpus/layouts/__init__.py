"""Forms in use, and forms that the next counties may have: filled with our own projects, each with what is to be read.

The names V1 … are those of the list of variants that the project's reference has; N1 … are forms that no list has.
"""

from tests.corpus.layouts import classic, coming, evaluation, flat, levels, system
from tests.corpus.layouts.base import LAYOUTS, Drawn

__all__ = ["LAYOUTS", "Drawn", "classic", "coming", "evaluation", "flat", "levels", "system"]
