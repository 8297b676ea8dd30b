"""The stable codes of the web server and its accounts, one name each: PW169 and PW173 to PW179 for calls, PW8xx for requests."""

from __future__ import annotations

PORT_TAKEN = "PW173"
"""The port is taken, or the address is none of this machine, or that of a proxy is no address."""

NEEDS_ACCOUNTS = "PW174"
"""A server that others can reach, be it through a proxy, needs accounts, and there is none."""

UNKNOWN_ACCOUNT = "PW175"
"""No account, or no token, is called so."""

ACCOUNT_EXISTS = "PW176"
"""An account of this name is there already."""

BAD_NAME = "PW177"
"""The name of an account is empty, too long, or holds characters that cannot be shown."""

BAD_PASSWORD = "PW178"  # noqa: S105 - a code, no password
"""The password is too short or too long, or the two that were typed differ."""

BAD_ROLE = "PW179"
"""No role is called so, or a token was to be given more than its account may do."""

LAST_ADMIN = "PW169"
"""The last administrator cannot be disabled or given another role."""

MALFORMED = "PW800"
"""The request is malformed: its body is no JSON, or its address holds what none can."""

INVALID = "PW801"
"""A parameter or a field of the request is not as it must be; the detail names it."""

NO_PAGE = "PW802"
"""There is nothing at this address."""

NO_METHOD = "PW803"
"""What is at this address does not take this method."""

NOT_LOGGED_IN = "PW804"
"""The request needs somebody who is logged in, or a valid token."""

NOT_ALLOWED = "PW805"
"""The role of the one who asks does not allow this."""

BAD_FORM = "PW806"
"""The form's token is missing, forged, of another form or too old: the page is to be loaded again."""

FORM_REPLAYED = "PW807"
"""The form, or the request with this Idempotency-Key, was sent before and has been carried out."""

FOREIGN = "PW808"
"""The request comes from another site, or names a host that this server does not go by."""

TOO_MANY = "PW809"
"""Too many requests, or too many failed logins, in a short time."""

BODY_TOO_LARGE = "PW810"
"""The body of the request is larger than the server takes."""

MEDIA_TYPE = "PW812"
"""The body is of a media type that is not taken here."""

FAILED = "PW813"
"""The server failed in an unforeseen way; its log says how."""

NOT_READY = "PW814"
"""The answer is still being computed; ask again in a while."""

NOT_SEEN = "PW815"
"""A case is signed or published only by who says, with its ETag as If-Match, what it printed when they looked."""
