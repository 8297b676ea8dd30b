"""Messages of the program as pages say them: what to press, where the message names a command of the terminal."""

from __future__ import annotations

PRESSED = {
    " (`pactwatch case sign`)": ": a reviewer who is no author of it opens it and presses “Sign as …”",
    "review some (`pactwatch review`) and add them (`pactwatch case add`)": "accept some under Review and add them under “Claims and exhibits”",
    "refer to a provision on which one stands (`pactwatch finding conclude`)": "refer to a provision on which a reviewer signed one under Provisions",
    "; `pactwatch case list` shows which there are": "; the page Cases lists which there are",
    "; `pactwatch case show` lists them": "",
    "; `pactwatch origins --least 1` lists them": "; the page Origins lists them",
    " shows it, `pactwatch review` decides": "",
}
SHOWN = "; `pactwatch show "


def pressed(message: str) -> str:
    """Return a message with what a person presses instead of the commands that it names."""
    for command, words in PRESSED.items():
        message = message.replace(command, words)
    before, shown, _ = message.partition(SHOWN)
    return f"{before}; decide about it under Review" if shown else message
