"""Showing a mail inside a page without trusting it. Pure."""

import base64
import hashlib
import re

_BASE = "default-src 'none'; base-uri 'none'; object-src 'none'; img-src 'self' data:; "
FRAMING = (
    _BASE + "script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_DARK = "@media (prefers-color-scheme: dark)"


def in_scheme(html: str, *, dark: bool) -> str:
    """The mail as it shows in the dark or in the light, whatever this browser prefers."""
    return html.replace(_DARK, "@media all" if dark else "@media not all")


def headers(html: str) -> dict[str, str]:
    """Nothing may run or load but the mail's own style block, known by its hash; only we may frame it."""
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    hashes = " ".join(f"'sha256-{_hash(style)}'" for style in styles) or "'none'"
    policy = f"{_BASE}style-src {hashes}; form-action 'none'; frame-ancestors 'self'; sandbox"
    return {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN"}


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
