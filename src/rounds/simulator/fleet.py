"""The fleet: every pod that lives during the recording, numbered once."""

from __future__ import annotations

from dataclasses import dataclass, field

from .chance import Chance
from .durations import SECOND
from .world import Service, World

NODES = 6


@dataclass(frozen=True, slots=True)
class Pod:
    """One container's life; a restart is a gap within it."""

    name: str
    uid: str
    node: str
    service: Service
    since: int
    until: int
    started: int  # its process, at the beginning of the recording


@dataclass(slots=True)
class Fleet:
    """Pods in the order they appear; a new version of a service is a new set of pods."""

    pods: list[Pod] = field(default_factory=list)
    first: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, service: Service) -> int:
        """Of the service's first pod; the others follow it."""
        return self.first[service.name, service.version]


def fleet(chapters: list[tuple[World, int, int]], chance: Chance) -> Fleet:
    lives: dict[tuple[str, str], tuple[Service, int, int]] = {}
    for world, start, end in chapters:
        for service in world.services:
            key = (service.name, service.version)
            lives[key] = (service, lives[key][1] if key in lives else start, end)
    grown = Fleet()
    for (name, version), (service, since, until) in lives.items():
        release = f"{name}-{chance.word(f'{name}/{version}', 9)}"
        grown.first[name, version] = len(grown.pods)
        grown.pods += [pod(release, i, service, since, until, chance) for i in range(service.pods)]
    return grown


def pod(release: str, number: int, service: Service, since: int, until: int, chance: Chance) -> Pod:
    own = f"{release}/{number}"
    age = 0 if since else chance.number(f"{own}/age", 20_000, 900_000) * SECOND
    return Pod(
        name=f"{release}-{chance.word(own, 5)}",
        uid=f"{chance.number(f'{own}/uid', 0, (1 << 48) - 1):012x}",
        node=f"node-{chance.number(f'{own}/node', 1, NODES)}",
        service=service,
        since=since,
        until=until,
        started=since - age,
    )
