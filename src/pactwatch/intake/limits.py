"""How much intake takes before it refuses: sizes in bytes, times in seconds, counts."""

from __future__ import annotations

FILE_BYTES = 50_000_000
"""A whole file or standard input; line-wise rows are streamed and may be larger in total."""

DOWNLOAD_BYTES = 20_000_000
"""One response after decoding; a long article with its scripts is below 5 MB."""

ROW_BYTES = 20_000_000
"""One line of JSON rows."""

STREAM_BYTES = 2_000_000_000_000
"""All lines of one compressed file of rows after decompression."""

ARCHIVE_BYTES = 2_000_000_000_000
"""All records of one web archive after decompression."""

TEXT_CODE_POINTS = 1_000_000
"""One document: a book of five hundred pages, some minutes of reading. What is longer is to be split."""

RATIO_GRACE_BYTES = 5_000_000
RATIO = 200
"""Decompressed to compressed, beyond the grace; prose reaches 3 to 10, repetitive rows 50, a bomb 1000."""

TOTAL_SECONDS = 30.0
CONNECT_SECONDS = 10.0
REDIRECTS = 5
ROBOTS_BYTES = 512_000
"""RFC 9309 asks for at least 500 KiB of a robots.txt to be parsed."""

MARKUP_TAGS = 100_000
"""Elements of one HTML page; a long live blog has 50,000, and the extraction takes up to a minute beyond."""
FRAGMENT_LETTERS = 600
"""A feed entry with fewer letters is a teaser: its linked page is asked for."""

FEED_BYTES = 10_000_000
FEED_ENTRIES = 1_000
PDF_PAGES = 3_000
PDF_SECONDS = 60.0
LANGUAGE_LETTERS = 80
"""Fewer letters than this do not tell a language reliably."""
HEAD_BYTES = 65_536
"""How much of an input is looked at to tell its kind."""
TABLE_ROWS = 256
"""Rows of a Parquet table that are in memory at once."""
