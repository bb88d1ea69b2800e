"""Where articles come from: a file or standard input, its bytes, and what may be wrong with them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.problem import Problem

LIMIT = 5_000_000   # bytes of one document: a long book; what is longer is an archive, to be split into articles

# Control characters that no article holds; tab, line ends and the old printers' marks (\b \f \x1b) are let through.
CONTROLS = dict.fromkeys([*range(0x07), *range(0x0E, 0x1B), *range(0x1C, 0x20)])


@dataclass(slots=True)
class Source:
    """One file (or standard input, when `path` is None). `label` is what an error line calls it."""

    label: str
    path: Path | None = None
    peeked: bytes = b""

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower() if self.path else ""

    @property
    def stem(self) -> str:
        """The name of the one article in it, unless the article says its own."""
        return self.path.stem if self.path else "stdin"

    def open(self) -> BinaryIO:
        """The bytes from the first on. Raises Problem when there are none to be had."""
        try:
            if self.path is None:
                return _Rest(self.peeked, sys.stdin.buffer)
            return self.path.open("rb")
        except OSError as error:
            raise Problem(self.label, _cause(error)) from None

    def data(self) -> bytes:
        """All of it. Raises Problem: unreadable, empty, longer than LIMIT."""
        try:
            with self.open() as file:
                data = file.read(LIMIT + 1)
        except OSError as error:
            raise Problem(self.label, _cause(error)) from None
        if len(data) > LIMIT:
            raise Problem(self.label, f"longer than {LIMIT // 1_000_000} MB, the limit of one document; "
                                      "split it into its articles")
        if not data.strip():
            raise Problem(self.label, "empty")
        return data

    def text(self) -> str:
        """All of it as text, line ends untouched, so that offsets are those of the file. Raises Problem."""
        return decode(self.data(), self.label)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Line numbers from 1 and lines; a line over LIMIT is cut to LIMIT + 1 bytes. Raises Problem."""
        try:
            with self.open() as file:
                number = 0
                while line := file.readline(LIMIT + 1):
                    number += 1
                    yield number, line
                    rest = line
                    while len(rest) > LIMIT and not rest.endswith(b"\n"):
                        rest = file.readline(LIMIT + 1)
        except OSError as error:
            raise Problem(self.label, _cause(error)) from None


class _Rest(io.BufferedReader):
    """A stream with the bytes that were already looked at put back in front."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__(_Joined(first, rest))


class _Joined(io.RawIOBase):
    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first, self.rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:   # type: ignore[override]
        data = self.first[:len(buffer)]
        self.first = self.first[len(data):]
        if not data:
            data = self.rest.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)


def decode(data: bytes, label: str) -> str:
    """UTF-8 bytes as text. Any other encoding is refused: guessed wrongly, it would shift every offset."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Problem(label, "not UTF-8 but UTF-16; convert it, for example with iconv -f UTF-16 -t UTF-8")
    if b"\0" in data:
        raise Problem(label, "a binary file, not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _binary(data.decode("latin-1")):
            raise Problem(label, "a binary file, not text") from None
        raise Problem(label, f"not UTF-8: byte 0x{data[error.start]:02x} at {error.start}; "
                             "convert it, for example with iconv -f WINDOWS-1252 -t UTF-8") from None
    if _binary(text):
        raise Problem(label, "a binary file, not text")
    return text


def _binary(text: str) -> bool:
    """More than one character in a hundred is a control character that no article holds."""
    sample = text[:100_000]
    return len(sample) - len(sample.translate(CONTROLS)) > len(sample) // 100


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
