"""What `rounds user` does on the data itself, when no server runs on it."""

from __future__ import annotations

from typing import Any

from rounds.actions import people
from rounds.actions.office import Office
from rounds.actions.people import Told
from rounds.interviews import OPERATOR, Duty
from rounds.web.people_views import link_view, person_view


class LocalPeople:
    def __init__(self, office: Office, url: str) -> None:
        self.office = office
        self.url = url

    def people(self) -> list[dict[str, Any]]:
        return [person_view(one).model_dump(mode="json") for one in people.listed(self.office, OPERATOR)]

    def add(self, name: str, mail: str, duties: list[str]) -> tuple[dict[str, Any], str]:
        added = people.add(self.office, OPERATOR, Told(name, mail, [Duty(one) for one in duties]))
        return person_view(added.account).model_dump(mode="json"), link_view(added.link, self.url).url

    def close(self, person: str) -> None:
        people.close(self.office, OPERATOR, person)

    def link(self, person: str) -> str:
        return link_view(people.link(self.office, OPERATOR, person), self.url).url

    def password(self, person: str, password: str) -> None:
        people.set_password(self.office, OPERATOR, person, password)
