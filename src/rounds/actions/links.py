"""Links, badges and tokens: signed texts that say who somebody is, each good for one purpose only."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from rounds.kit.errors import Problem


class SignedOut(Problem):
    """Nobody is signed in here, or no longer."""


class Surface(StrEnum):
    CANDIDATE = "candidate"
    STAFF = "staff"


class Links:
    """Signs with one secret; a salt per purpose keeps a link, a badge and a recording's token apart."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def link(self, surface: Surface, seat: str, interview: str) -> str:
        """The token of a link. It is bound to one interview, and through it to that interview's scenarios."""
        return self._plain(f"link {surface}").dumps([seat, interview])

    def followed(self, surface: Surface, token: str) -> tuple[str, str]:
        """Seat and interview of a link.

        Raises:
            SignedOut: the token is not one of ours, or not for this surface.
        """
        try:
            seat, interview = self._plain(f"link {surface}").loads(token)
        except (BadSignature, ValueError):
            raise SignedOut("This link is not complete, or not one of ours. Ask for a new one.") from None
        return str(seat), str(interview)

    def invitation(self, seat: str, interview: str, invitation: str) -> str:
        """The token of a candidate's link that binds one browser. The same each time: it is kept nowhere."""
        return self._plain("invitation").dumps([seat, interview, invitation])

    def invited(self, token: str) -> tuple[str, str, str] | None:
        """Seat, interview and invitation of such a link; None for what is none."""
        try:
            seat, interview, invitation = self._plain("invitation").loads(token)
        except (BadSignature, ValueError):
            return None
        return str(seat), str(interview), str(invitation)

    def candidate(self, seat: str, browser: str) -> str:
        """A candidate's badge; without a browser where any may be used, in practice."""
        return self._timed(f"badge {Surface.CANDIDATE}").dumps([seat, browser])

    def seated(self, badge: str, *, seconds: int) -> tuple[str, str]:
        """Seat and browser of a candidate's badge.

        Raises:
            SignedOut: it is missing, forged, for the other surface, or older than `seconds`.
        """
        try:
            seat, browser = self._timed(f"badge {Surface.CANDIDATE}").loads(badge, max_age=seconds)
        except (BadSignature, ValueError, TypeError):
            raise SignedOut("Open your link again to continue.") from None
        return str(seat), str(browser)

    def badge(self, surface: Surface, seat: str) -> str:
        return self._timed(f"badge {surface}").dumps(seat)

    def worn(self, surface: Surface, badge: str, *, seconds: int) -> str:
        """The seat a badge is for.

        Raises:
            SignedOut: it is missing, forged, for the other surface, or older than `seconds`.
        """
        try:
            return str(self._timed(f"badge {surface}").loads(badge, max_age=seconds))
        except BadSignature:
            raise SignedOut("Open your link again to continue.") from None

    def recording(self, name: str) -> str:
        return self._plain("recording").dumps(name)

    def recorded(self, token: str) -> str:
        """The recording a token is for.

        Raises:
            SignedOut: it is not a recording's token.
        """
        try:
            return str(self._plain("recording").loads(token))
        except BadSignature:
            raise SignedOut("This is not a recording's token.") from None

    def _plain(self, salt: str) -> URLSafeSerializer:
        return plain(self.secret, salt)

    def _timed(self, salt: str) -> URLSafeTimedSerializer:
        return timed(self.secret, salt)


# Kept: to make one takes ten times as long as to check a badge with it, which every request does.


@lru_cache(64)
def plain(secret: bytes, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=salt)


@lru_cache(64)
def timed(secret: bytes, salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=salt)
