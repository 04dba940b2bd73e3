"""The packet from records in PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rounds.packet import checking
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.web.conftest import opened
from tests.web.packets import card, content, held, rated, taken
from tests.web.test_cockpit import Clock, Laddered


def test_on_postgresql_it_is_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Records are read by another database: shares, looks, versions and the content are alike."""
    clock = Clock()
    with (
        postgresql.running(POSTGRESQL.wanted()) as server,
        opened(tmp_path_factory.mktemp("pg"), now=clock, small=Laddered(), records=server.emptied()) as house,
    ):
        for one in rated(house, clock):
            one.submits("l", card(2))
            one.submits("p", card(3))
            until = (clock.now + timedelta(days=3)).isoformat()
            assert one.post("r", "packet/share", person="faye", until=until).status_code == 200
            file = taken(one, "html", "f")
            assert content(one) == content(one, "f") == checking.opened(file).content
            assert held(one, file, "f")["current"]
            assert [row["what"] for row in one.get("r", "packet/readers").json()["looks"]][-1] == "packet shared"
