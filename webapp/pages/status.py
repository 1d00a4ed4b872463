"""Addresses of every public page, and the date a security contact must be looked at again. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

SECURITY_TXT_DAYS = 180


def security_txt(contact: str, site_url: str, languages: Iterable[str], today: date) -> str:
    """RFC 9116: how to tell us about a weakness. `contact` is a mail address or an https address."""
    where = contact if ":" in contact else f"mailto:{contact}"
    expires = today + timedelta(days=SECURITY_TXT_DAYS)
    return (
        f"Contact: {where}\nExpires: {expires.isoformat()}T00:00:00Z\n"
        f"Preferred-Languages: {', '.join(languages)}\nCanonical: {site_url}/.well-known/security.txt\n"
    )


def robots_txt(site_url: str) -> str:
    """Everything public may be read by search engines."""
    return f"User-agent: *\nDisallow: /manage\n\nSitemap: {site_url}/sitemap.xml\n"
