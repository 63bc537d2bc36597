"""Formats without a reader of their own, and files that their reader refuses, by way of LibreOffice if it is installed.

LibreOffice writes the file anew as docx or xlsx, which the own reader then reads; places are those of that new file.
Each call has a fresh profile in a temporary folder: one hung conversion would block all later ones with its profile.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, structs

from lint.errors import InputError
from lint.extract.grid import Describe, Origin
from lint.extract.readers.grids import GRID_READERS, GridReader
from lint.extract.source import Reading, Source
from lint.model.place import Chars, Location, SheetLocation, WordLocation

_NOTE = "（转换后）"


class OfficeReader(Struct, frozen=True):
    """Reads formats with their own reader, or where there is none or it gives up, through LibreOffice."""

    formats: frozenset[str]
    into: str

    def read(self, source: Source) -> Reading:
        """Read a source; `InputError` where neither way leads anywhere."""
        own = _own(source.format)
        if own is None:
            return self._converted(source)
        try:
            return own.read(source)
        except InputError as error:
            if not error.elsewhere:
                raise
            refusal = error
        try:
            return self._converted(source)
        except InputError:
            from lint.extract.libreoffice import find_office  # noqa: PLC0415

            hint = "" if find_office() else "；安装 LibreOffice 以后可以再试"
            raise InputError(f"{refusal}{hint}", skipped=refusal.skipped) from None

    def _converted(self, source: Source) -> Reading:
        from lint.extract.libreoffice import convert  # noqa: PLC0415 - few files need it

        reader = _own(self.into)
        assert reader is not None
        data = convert(source, self.into)
        noted = structs.replace(reader, describe=_noted(reader.describe))
        return noted.read(structs.replace(source, data=data, format=self.into))


OFFICE_READERS = (
    OfficeReader(frozenset({"rtf", "odt", "doc", "wps", "wordml"}), "docx"),
    OfficeReader(frozenset({"spreadsheetml"}), "xlsx"),
)
"""The shipped ones."""


def _own(format_name: str) -> GridReader | None:
    return next((reader for reader in GRID_READERS if format_name in reader.formats), None)


def _noted(describe: Describe) -> Callable[[Origin, str, Chars], Location]:
    """Locations that say that the place is one of the converted file."""

    def described(origin: Origin, raw: str, stretch: Chars) -> Location:
        location = describe(origin, raw, stretch)
        if isinstance(location, WordLocation | SheetLocation):
            return structs.replace(location, note=location.note + _NOTE)
        return location

    return described
