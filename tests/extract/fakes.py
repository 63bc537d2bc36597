"""A format whose documents say what their reader is to do; for tests of readers in a process of their own."""

from __future__ import annotations

import os
import time

from lint.errors import InputError
from lint.extract.grid import End, Grid, Line, Parsed, Slot
from lint.extract.source import Limits


def parse(data: bytes, limits: Limits) -> Parsed:
    """Do what the text says; any other text becomes a cell."""
    text = data.decode()
    if text == "refuse":
        raise InputError("这个文件加了密码")
    if text == "abort":
        os.abort()
    if text == "memory":
        bytearray(limits.memory * 2)
    if text == "crash":
        raise KeyError("styles.xml")
    if text == "hang":
        time.sleep(60)
    return Parsed([Grid([Slot(0, 0, text)]), Line("一段"), End()], ["整个文件的问题"])
