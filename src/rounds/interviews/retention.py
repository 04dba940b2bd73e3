"""For how long an interview's words are kept: by the region whose law holds, within what that law wants.

The days of a region count from the last contact: the last entry of the record, or the start where nothing came after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rounds.kit.errors import Invalid

WARNING = timedelta(days=30)  # before its day that an interview is said to be due
AUDIT, AUDIT_LEAST, AUDIT_MOST = 400, 183, 3650  # days that accesses are kept; AI Act, art. 26(6): six months at least
LONGEST = 3650
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Pack:
    """A region with its usual days, and what its law wants: at least and at most so many. `basis` says where that stands."""

    region: str
    title: str
    days: int
    basis: str
    least: int = 1
    most: int = LONGEST


PACKS = {
    one.region: one
    for one in (
        Pack(
            "US",
            "United States",
            400,
            "29 CFR 1602.14: what was made for a hiring decision is kept for a year from the decision, and until the end "
            "where a charge was filed.",
            least=366,
        ),
        Pack(
            "FR",
            "France",
            730,
            "CNIL, recruitment guide: at most two years after the last contact with the candidate.",
            most=730,
        ),
        Pack(
            "DE",
            "Germany",
            180,
            "AGG § 15(4) with ArbGG § 61b: claims within two months, suits within three more; about six months are "
            "usual.",
            most=365,
        ),
        Pack(OTHER, "Elsewhere", 365, "No law that we know names days; a year is what most expect."),
    )
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What an organisation decided: the region of interviews that name none, days by region, days that accesses are kept."""

    region: str = OTHER
    days: Mapping[str, int] = field(default_factory=lambda: {one.region: one.days for one in PACKS.values()})
    audit: int = AUDIT

    def until(self, last: datetime, region: str = "") -> datetime:
        """The day on which it is due."""
        return last + timedelta(days=self.days[region or self.region])

    def since(self, last: datetime, region: str = "") -> datetime:
        """From when on it may be erased, whoever asks."""
        least = PACKS[region or self.region].least
        return last + timedelta(days=least) if least > 1 else last

    def told(self) -> dict[str, Any]:
        return {"region": self.region, "days": dict(self.days), "audit": self.audit}


def policy_of(told: Mapping[str, Any] | None) -> Policy:
    """As it was kept; of a region that was not known then the usual days."""
    if not told:
        return Policy()
    days = {name: int(told["days"].get(name, pack.days)) for name, pack in PACKS.items()}
    return Policy(told.get("region", OTHER), days, told.get("audit", AUDIT))


def policy(region: str, days: Mapping[str, int], audit: int) -> Policy:
    """
    Raises:
        Invalid: a region is not known, or days are beyond what its law wants.
    """
    known(region)
    for name, given in days.items():
        pack = PACKS.get(name)
        if pack is None:
            raise Invalid(f"There is no region {name}.", field=f"days.{name}")
        if not pack.least <= given <= pack.most:
            raise Invalid(
                f"{pack.title}: from {pack.least} to {pack.most} days. {pack.basis}",
                field=f"days.{name}",
            )
    if not AUDIT_LEAST <= audit <= AUDIT_MOST:
        raise Invalid(f"Accesses are kept for {AUDIT_LEAST} to {AUDIT_MOST} days.", field="audit")
    return Policy(region, {name: days.get(name, pack.days) for name, pack in PACKS.items()}, audit)


def known(region: str) -> None:
    if region not in PACKS:
        raise Invalid(f"There are the regions {', '.join(PACKS)}.", field="region")
