"""Web addresses, made whole: rsd12.org/sro becomes https://rsd12.org/sro."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from assistant.drafting.parsed import Fault, fault

_SCHEME = re.compile(r"\b(?P<scheme>[a-z][a-z0-9+.-]{1,20}):(?=//|[^\s/])(?P<rest>\S*)", re.IGNORECASE)
_HTTP = re.compile(r"\bhttps?://[^\s<>\"“”]*", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![@\w.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?::\d{2,5})?(?:[/?#][^\s<>\"“”]*)?(?![\w@])",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")


def find_address(text: str) -> str | None:
    """Return the first web address of a text, with https:// before it when it had no scheme."""
    m = _HTTP.search(text)
    if m:
        address = _trimmed(m[0])
    else:
        m = _BARE.search(text)
        if m is None:
            return None
        address = "https://" + _trimmed(m[0])
    try:
        parts = urlsplit(address)
        port_ok = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return None
    if not parts.hostname or not _HOST.fullmatch(parts.hostname) or not port_ok or "@" in parts.netloc:
        return None
    return f"{parts.scheme.lower()}://{address.split('://', 1)[1]}"


def read_address(text: str) -> str | Fault:
    """Return the web address that a message gives."""
    if re.search(r"\S@\S+\.\w", text) and not _HTTP.search(text):
        return fault("url.mail", typed=text)
    scheme = _SCHEME.search(text)
    if (
        scheme
        and scheme["scheme"].lower() not in ("http", "https")
        and "." not in scheme["scheme"]
        and not _HTTP.search(text)
    ):
        # "Web page: rsd12.org" has a colon too, but a space after it
        return fault("url.scheme", typed=text, scheme=scheme["scheme"])
    return find_address(text) or fault("url.none", typed=text)


def _trimmed(address: str) -> str:
    address = address.rstrip(".,;:!?'’*_")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?")
    return address
