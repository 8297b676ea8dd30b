"""Why an input could not be taken in: one stable code for each reason, below IntakeError's PW2xx."""

from __future__ import annotations

import re
from enum import StrEnum

from pactwatch.errors import IntakeError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Code(StrEnum):
    """The codes of intake; `MEANINGS` says in a sentence what each stands for. Codes are never reused."""

    NOT_FOUND = "PW201"
    UNREADABLE = "PW202"
    TOO_LARGE = "PW203"
    TEXT_TOO_LONG = "PW204"
    EMPTY = "PW205"
    UNKNOWN_TYPE = "PW206"
    BROKEN_COMPRESSION = "PW207"
    DECOMPRESSION_BOMB = "PW208"
    NOT_JSON = "PW209"
    ROW_WITHOUT_TEXT = "PW210"
    BROKEN_PDF = "PW211"
    ENCRYPTED_PDF = "PW212"
    SCANNED_PDF = "PW213"
    NO_ARTICLE = "PW214"
    TOO_COMPLEX = "PW215"
    BROKEN_FEED = "PW216"
    EMPTY_FOLDER = "PW217"
    NOT_UNICODE = "PW218"
    BAD_URL = "PW220"
    HOST_NOT_FOUND = "PW221"
    ADDRESS_REFUSED = "PW222"
    NO_CONNECTION = "PW223"
    TIMEOUT = "PW224"
    TOO_MANY_REDIRECTS = "PW225"
    HTTP_STATUS = "PW226"
    ROBOTS = "PW227"
    BROKEN_RESPONSE = "PW228"
    WALL = "PW229"
    BROKEN_RECORD = "PW240"
    BROKEN_TABLE = "PW241"
    BROKEN_ARCHIVE = "PW242"
    BROKEN_SHARD = "PW243"
    UNEXPECTED = "PW299"


MEANINGS: dict[Code, str] = {
    Code.NOT_FOUND: "There is no such file or folder.",
    Code.UNREADABLE: "The file exists but cannot be read: permission, a device or pipe, an error of the disk.",
    Code.TOO_LARGE: "The file, download, row or input is larger than the limit in bytes.",
    Code.TEXT_TOO_LONG: "The text has more code points than one document may have.",
    Code.EMPTY: "The input holds no text at all.",
    Code.UNKNOWN_TYPE: "The type of the file is not one that is read: an archive, an image, an office document.",
    Code.BROKEN_COMPRESSION: "Compressed data is cut short or damaged.",
    Code.DECOMPRESSION_BOMB: "Compressed data unpacks to far more than it should.",
    Code.NOT_JSON: "The file or row is not valid JSON, or not an object, a list of objects or a list under a known key.",
    Code.ROW_WITHOUT_TEXT: "A row has no `text`, or its `text` is not a string.",
    Code.BROKEN_PDF: "The PDF is cut short or damaged.",
    Code.ENCRYPTED_PDF: "The PDF asks for a password.",
    Code.SCANNED_PDF: "The PDF holds only images of pages, no text.",
    Code.NO_ARTICLE: "The page holds no article text.",
    Code.TOO_COMPLEX: "The input is nested too deeply, or has too many elements or pages.",
    Code.BROKEN_FEED: "The feed cannot be parsed, has no entries, or an entry has neither text nor link.",
    Code.EMPTY_FOLDER: "The folder holds no visible files.",
    Code.NOT_UNICODE: "The text of a row holds halves of characters (lone surrogates), which no file can store.",
    Code.BAD_URL: "The URL is malformed, is not http or https, or carries a user name or password.",
    Code.HOST_NOT_FOUND: "The host's name does not resolve.",
    Code.ADDRESS_REFUSED: "The host is at a private, loopback, link-local or otherwise reserved address.",
    Code.NO_CONNECTION: "The host does not accept the connection, or its certificate is not trusted.",
    Code.TIMEOUT: "The host took longer than the time limit.",
    Code.TOO_MANY_REDIRECTS: "The URL redirects more often than allowed, or to nowhere.",
    Code.HTTP_STATUS: "The host answered with an error status.",
    Code.ROBOTS: "The site's robots.txt does not allow the page to be fetched, or could not be had.",
    Code.BROKEN_RESPONSE: "The response breaks HTTP, or ends before it is complete.",
    Code.WALL: "The page is a wall (bot check, consent, subscription), not the article.",
    Code.BROKEN_RECORD: "A record of a web archive is damaged or cut short.",
    Code.BROKEN_TABLE: "A Parquet table is damaged, or has no column of texts or pages.",
    Code.BROKEN_ARCHIVE: "A WACZ file is damaged, or holds no web archive.",
    Code.BROKEN_SHARD: "A file is no shard of readings, or is damaged.",
    Code.UNEXPECTED: "A library failed in an unforeseen way on this input; the others go on.",
}


def encodable(text: str) -> str:
    """Return `text` with lone surrogates (as in undecodable file names) replaced by U+FFFD, so that it can be written."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def printable(text: str) -> str:
    """Return `text` on one line for a terminal: lone surrogates and control characters are replaced by U+FFFD."""
    return _CONTROL.sub("\ufffd", encodable(text))


def failure(code: Code, message: str) -> IntakeError:
    """Return the IntakeError for `code`; `message` says in one line what is wrong and what to do."""
    return IntakeError(printable(" ".join(message.split())), code=code.value)


class StatusError(IntakeError):
    """The host answered, with a `status` that is none of success; the message says which."""

    def __init__(self, status: int, message: str, *, code: Code = Code.HTTP_STATUS) -> None:
        """Keep `status`; `code` says what could not be had because of it."""
        super().__init__(printable(" ".join(message.split())), code=code.value)
        self.status = status
