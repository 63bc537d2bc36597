"""Workflow commands, by the rules of the runner that reads them."""

from __future__ import annotations

from dataclasses import dataclass

KNOWN = {"error", "warning", "notice"}


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(text: str) -> list[Command]:
    """Every line as the command that the runner takes it for; a line that is none is refused."""
    assert text.endswith("\n")
    return [_command(line) for line in text[:-1].split("\n")]


def _command(line: str) -> Command:
    line = line.lstrip()
    assert line.startswith("::")
    end = line.index("::", 2)
    name, _, listed = line[2:end].partition(" ")
    assert name in KNOWN
    pairs = (pair.split("=", 1) for pair in listed.strip().split(",") if pair)
    properties = {pair[0]: _unescaped(pair[1], "%0D\r", "%0A\n", "%3A:", "%2C,", "%25%") for pair in pairs if pair[1:]}
    return Command(name, properties, _unescaped(line[end + 2 :], "%0D\r", "%0A\n", "%25%"))


def _unescaped(text: str, *mappings: str) -> str:
    for mapping in mappings:
        text = text.replace(mapping[:3], mapping[3:])
    return text
