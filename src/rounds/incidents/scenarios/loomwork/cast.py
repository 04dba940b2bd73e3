"""Who is in the story: customers, their endpoints and the names that differ from one seed to the next."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.simulator import Chance, Endpoint, ms

FIRST = (
    "acme", "north", "bright", "fern", "stone", "river", "maple", "atlas", "nova", "ember", "harbor", "cedar", "polar",
    "lumen", "orchid", "falcon", "summit",
)  # fmt: skip
SECOND = (
    "crm", "labs", "retail", "desk", "freight", "foods", "bank", "media", "motors", "energy", "travel", "legal",
    "games", "studio", "cloud", "parts",
)  # fmt: skip
HOSTS = ("hooks.{}.example", "hooks.{}.example", "in.{}.example", "api.{}.example", "events.{}.example")


@dataclass(frozen=True)
class Customer:
    """`name` is the id in telemetry, `company` what people call them."""

    name: str
    company: str


@dataclass(frozen=True)
class Cast:
    customers: tuple[Customer, ...]
    endpoints: tuple[Endpoint, ...]  # one of each customer

    @property
    def weights(self) -> tuple[int, ...]:
        """How much of the traffic is whose: a few large customers, many small ones."""
        return tuple(4000 // (rank + 8) for rank in range(len(self.customers)))


def cast(chance: Chance, size: int = 38) -> Cast:
    companies = chance.several("companies", [f"{first}-{second}" for first in FIRST for second in SECOND], size)
    numbers = chance.several("customers", range(2001, 9999), size)
    customers = tuple(Customer(f"cust_{number}", name) for number, name in zip(numbers, companies, strict=True))
    return Cast(customers, tuple(endpoint(customer, chance) for customer in customers))


def endpoint(customer: Customer, chance: Chance) -> Endpoint:
    own = f"endpoint/{customer.company}"
    middle, slow = chance.number(f"{own}/middle", 60, 240), chance.number(f"{own}/slow", 500, 1500)
    host = chance.one(f"{own}/host", HOSTS).format(customer.company)
    return Endpoint(
        host, customer.name, customer.company, f"wh_{chance.token(own, 6)}", ms(middle, slow), "/webhooks/loomwork"
    )
