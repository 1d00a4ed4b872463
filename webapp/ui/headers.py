"""Security headers on every response, and what may keep a copy of it."""

from flask import Flask, Response, request

SHARED = "public, max-age=60, stale-while-revalidate=600"
PRIVATE = "no-store"

_CSP = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "object-src 'none'",
))
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def init(app: Flask) -> None:
    """Add the headers after every request."""
    fixed = {
        "Content-Security-Policy": _CSP,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if app.config["SETTINGS"].https:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def add_headers(response: Response) -> Response:
        kept = SHARED if _may_be_shared(app, response) else PRIVATE
        given = {name.lower() for name, _value in response.headers}  # asked once: werkzeug looks through all each time
        ours = [*fixed.items(), ("Cache-Control", kept)]
        response.headers.extend([(name, value) for name, value in ours if name.lower() not in given])
        return response


def _may_be_shared(app: Flask, response: Response) -> bool:
    """Only whole reading pages, without a cookie."""
    view = app.view_functions.get(request.endpoint or "")
    access = getattr(view, "access", None)
    return (
        access is not None and access.shared and request.method in {"GET", "HEAD"}
        and response.status_code == 200 and "Set-Cookie" not in response.headers
    )
