"""The stable codes that belong to no one part of the program: those of calls, options, output and of reading itself."""

from __future__ import annotations

MEANINGS = {
    "PW000": "An error of no kind of its own.",
    "PW100": "The call is wrong in a way that has no code of its own.",
    "PW110": "Less than one process was asked for.",
    "PW120": "A day, month or year is not written as one, as in 2025-06-18, 2025-06 or 2025, or is still to come.",
    "PW121": "No claim type, or no measure of figures, is called so; the message lists them.",
    "PW122": "The folder of an output file does not exist, or a folder is named where a file is asked for.",
    "PW123": "What was found cannot be written: the disk is full, or the place does not allow it.",
    "PW124": "Words are missing: what a decision is about, what it says, or why.",
    "PW125": "A picture was asked for of more than one story.",
    "PW126": "Stories cannot be joined or split so: they are one already, or a document is not in the story, or none would stay.",
    "PW127": "An output file would overwrite the ledger, or a file that is read.",
    "PW128": "No engine is called so.",
    "PW190": "No format is called so; the message lists them.",
    "PW191": "A plugin's format or engine cannot be loaded, or failed; the message names it.",
    "PW192": "A format that is no text would go to a terminal.",
    "PW193": "The SDK of the Model Context Protocol is missing: `pip install 'pactwatch[mcp]'`.",
    "PW194": "A claim is of an earlier reading of its document.",
    "PW195": "What an assistant may do in review: options or fields that go together were given apart.",
    "PW185": "Texts were named without --read, which is what they would be named for.",
    "PW186": "The gate dropped no text that is called so.",
    "PW187": "A run on Spark lacks something: an output folder, PySpark, Java, or an input that the workers can reach.",
    "PW188": "A run on Spark failed; the message is Spark's own.",
    "PW200": "An input cannot be taken in for a reason that has no code of its own.",
    "PW300": "A text cannot be read for a reason that has no code of its own.",
    "PW301": "The engine failed in an unforeseen way on this document; the others go on.",
    "PW302": "A process that read this document died; the others go on.",
    "PW303": "A note, no error: the text is in another language than English, which alone is read, and no claim was found in it.",
    "PW304": "A note, no error: the text names no day of publication and none was given, so times relative to it stay open.",
    "PW400": "The ledger fails in a way that has no code of its own.",
    "PW500": "A sanctions list fails in a way that has no code of its own.",
    "PW700": "An alert cannot be delivered for a reason that has no code of its own.",
}
"""Each code with what it stands for, in a sentence. Codes are never reused."""
