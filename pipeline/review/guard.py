"""Who may talk to the page: this machine's browser with the token of this start, and nobody else's page in it."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.opening import leading_to

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # not `no-referrer`: with that a browser sends `Origin: null` with forms
    "Referrer-Policy": "same-origin",
}
MAX_BODY = 64 * 1024
"""Bytes of a form; a decision takes a few hundred."""


class Guard:
    """Middleware: refuses foreign hosts (DNS rebinding), requests without the token, and posts from other pages."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self.cookie = f"cardfile-{port}"  # cookies do not tell ports apart

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: passed on, or answered here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = self.refusal(scope) or self.welcome(scope)
        await (answer or self.app)(scope, receive, self._with_headers(send))

    def refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Why this request is not served, None where it may be."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if headers.getlist("host") != [host] or host not in self.hosts:
            return _no("This page is only for the browser on this machine.")
        if not (self._same(self._cookie(headers)) or self._same(_query_token(scope))):
            return _no(
                "Open the address that `cardfile review` printed when it started: it holds the key to this page."
            )
        if scope["method"] in ("GET", "HEAD"):
            return None
        if not self._same(self._cookie(headers)) or not _own_page(headers, host):
            return _no("This was not sent by the review page itself.")
        size = headers.get("content-length", "")
        if not size.isdecimal() or len(size) > 20 or int(size) > MAX_BODY:
            return PlainTextResponse("This is more than a decision takes.", 413)
        return None

    def welcome(self, scope: Scope) -> HTMLResponse | None:
        """The token of the printed address moves into a cookie, and out of the address bar and the history.

        Not by a redirect: a browser that was led here by a file, or by a link elsewhere, would leave the cookie out.
        """
        if not _query_token(scope):
            return None
        answer = HTMLResponse(leading_to("/", icon="/icon.svg"))
        answer.set_cookie(self.cookie, self.token, path="/", httponly=True, samesite="strict")
        return answer

    def _cookie(self, headers: Headers) -> str:
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return jar[self.cookie].value if self.cookie in jar else ""

    def _same(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        return sending


def _no(reason: str) -> PlainTextResponse:
    return PlainTextResponse(reason, 403)


def _query_token(scope: Scope) -> str:
    if scope["path"] != "/":
        return ""
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _own_page(headers: Headers, host: str) -> bool:
    """Whether a form came from this page: what the browser itself says, which a page cannot change."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{host}") and site in (None, "same-origin")
