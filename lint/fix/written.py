"""What becomes of a document that edits are made in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from lint.model.finding import Edit


class Written(Struct, frozen=True):
    """The new bytes; ``refused`` says of edits, by their number, why they were not made."""

    data: bytes
    refused: Mapping[int, str] = {}

    @staticmethod
    def refusing(data: bytes, edits: Sequence[Edit], reason: str) -> Written:
        """Nothing was changed."""
        return Written(data, dict.fromkeys(range(len(edits)), reason))
