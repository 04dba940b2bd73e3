"""What differs from one seed to the next: whose office it is, where, and when on the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rounds.incidents.scenarios.loomwork import Cast, Customer, cast
from rounds.simulator import MINUTE, SECOND, Chance

NOW = 60 * MINUTE
ACTIVE = 10  # customers with traffic at this hour
NETWORKS = ("203.0.113", "198.51.100", "192.0.2")  # RFC 5737


@dataclass(frozen=True)
class City:
    """Where an office is: minutes it is ahead of UTC, and milliseconds from there to the gateway and back."""

    name: str
    ahead: int
    away: int


CITIES = (City("Pune", 330, 128), City("Colombo", 330, 141), City("Bangkok", 420, 166), City("Hanoi", 420, 188))


@dataclass(frozen=True)
class Visitor(Customer):
    """People of a customer, on one network: `away` is the usual round trip to there, in milliseconds."""

    address: str = ""
    away: int = 20


@dataclass(frozen=True)
class AtNight(Cast):
    """Some of the customers, each on one network; the others sleep."""

    customers: tuple[Visitor, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        whole = super().weights
        return tuple(weight if number < ACTIVE else 0 for number, weight in enumerate(whole))


@dataclass(frozen=True)
class Story:
    seed: int
    cast: AtNight
    city: City
    whose: int  # the customer with that office
    beside: int  # another, with an office in the same city
    office: Visitor
    elsewhere: Visitor  # the first customer's programs, in a data centre
    neighbour: Visitor  # the other's office
    began: datetime
    onset: int
    gateway: int  # when the gateway was released
    search: int  # when searching was slow
    report: int  # when billing worked out its reports


def story(seed: int) -> Story:
    chance = Chance(seed).apart("pages-slow")
    city = chance.one("city", CITIES)
    day = chance.number("day", 0, 3)
    opens = datetime(2026, 5, 11, 8, 30, tzinfo=UTC) + timedelta(
        days=day, minutes=chance.number("minute", 0, 12) - city.ahead
    )
    onset = chance.number("onset", 22 * 4, 25 * 4) * 15 * SECOND
    known = cast(chance)
    hosts = chance.several("hosts", range(2, 250), len(known.customers) + 3)
    whose, beside = chance.several("office and neighbour", range(3, ACTIVE), 2)
    return Story(
        seed=seed,
        cast=AtNight(
            tuple(seen(customer, n, hosts[n], chance) for n, customer in enumerate(known.customers)), known.endpoints
        ),
        city=city,
        whose=whose,
        beside=beside,
        office=visitor(known.customers[whose], 0, hosts[-1], city.away),
        elsewhere=visitor(known.customers[whose], 1, hosts[-2], 31),
        neighbour=visitor(known.customers[beside], 0, hosts[-3], city.away + 5),
        began=opens,
        onset=onset,
        gateway=onset - chance.number("gateway", 9 * 4, 12 * 4) * 15 * SECOND,
        search=onset + chance.number("search", 6 * 4, 9 * 4) * 15 * SECOND,
        report=onset + chance.number("report", 14 * 4, 18 * 4) * 15 * SECOND,
    )


def seen(customer: Customer, number: int, host: int, chance: Chance) -> Visitor:
    away = chance.number(f"{customer.name}/away", 8, 96)
    return visitor(customer, number % len(NETWORKS), host, away)


def visitor(customer: Customer, network: int, host: int, away: int) -> Visitor:
    return Visitor(customer.name, customer.company, f"{NETWORKS[network]}.{host}", away)
