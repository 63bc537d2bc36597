"""The version, alone in its file so that ``jixiao --version`` imports nothing else."""

__version__ = "0.1.0"
