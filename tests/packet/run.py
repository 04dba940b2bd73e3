"""Runs the case files of this folder."""

from __future__ import annotations

from rounds.packet.blind import Blind


def blind(given: str) -> str:
    who, _, text = given.partition(": ")
    name, _, mail = who.partition(" | ")
    return Blind("they", name, mail)(text)


RUN = {"blind": blind}
