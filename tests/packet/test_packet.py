"""The packet as files: the same bytes each time, what people wrote as they wrote it, and nothing that is fetched or runs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rounds.kit.errors import Invalid
from rounds.packet import checking, page, paper
from rounds.packet.blind import Blind
from rounds.packet.canonical import canonical, hash_of, written
from rounds.packet.content import Packet
from rounds.packet.copy import Cover
from rounds.packet.lanes import axis_of, lane, rows
from tests.packet.sample import packet, scenario

# What somebody may write to leave their text, and what only looks like it.
CORPUS = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "]]> --> &lt;b&gt; &amp;",
    '#eval("1") #import "x.typ" $ x $ *bold* _it_ `raw` \\ @label <label> // comment',
    "#{ panic() } #sys.inputs",
    "javascript:alert(1)",
    "عربى قبل שלום \u202eend",
    "🤷🏽‍♀️ 漢字 नमस्ते ﷽",
    "\u2028\u2029 line ends",
    "half \ud800 a character",
    "= heading\n- list\n+ 1",
)


def cover(content: bytes) -> Cover:
    return Cover("Mia Lind <b>", "2026-05-15T08:00:00Z", "https://rounds.example", "0.1.0", hash_of(content))


def as_page(told: Packet) -> bytes:
    return page.page(told, cover(canonical(told)))


def as_paper(told: Packet) -> bytes:
    return paper.pdf(told, cover(canonical(told)))


class Words(HTMLParser):
    """Tags with their attributes, and what is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.within = tag

    def handle_data(self, data: str) -> None:
        if self.within not in ("script", "style"):
            self.text.append(data)

    @property
    def read(self) -> str:
        return "".join(self.text)


class TestContent:
    def test_it_is_written_in_one_way(self) -> None:
        assert written({"b": 2.0, "a": [1, 0.12345, None, True], "c": "</script>&"}) == (
            rb'{"a":[1,0.123,null,true],"b":2,"c":"\u003c/script\u003e\u0026"}'
        )
        assert canonical(packet()) == canonical(packet())
        assert hash_of(canonical(packet())) == sha256(canonical(packet())).hexdigest()

    def test_it_is_read_as_it_was_written(self) -> None:
        told = canonical(packet(word=" é\u2028<b>"))
        assert canonical(checking.content_of(told)) == told

    @pytest.mark.parametrize("name", ["about", "result", "basis", "scenarios"])
    def test_what_has_another_form_is_no_packet(self, name: str) -> None:
        told = json.loads(canonical(packet()))
        with pytest.raises(Invalid):
            checking.content_of(json.dumps({**told, name: "x"}).encode())
        del told[name]
        with pytest.raises(Invalid):
            checking.content_of(json.dumps(told).encode())

    def test_a_difference_is_named_by_its_path(self) -> None:
        one, other = packet(), packet()
        changed = replace(other, scenarios=(replace(other.scenarios[0], seed=1), *other.scenarios[1:]))
        found = checking.differences(canonical(one), canonical(changed))
        assert [(it.where, it.here, it.there) for it in found] == [("scenarios.0.seed", "4417", "1")]


class TestPage:
    def test_made_twice_it_has_the_same_bytes(self) -> None:
        assert as_page(packet()) == as_page(packet())

    @pytest.mark.parametrize("text", CORPUS)
    def test_what_people_wrote_is_text(self, text: str) -> None:
        found = Words(as_page(packet(candidate=f"Kim {text}", word=f" {text}")).decode())
        plain = Words(as_page(packet(candidate="Kim", word="")).decode())
        assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
        shown = text.encode(errors="replace").decode()
        assert found.read.count(shown) >= 10
        assert not any(name.startswith("on") for _, told in found.tags for name in told)

    def test_nothing_is_fetched_and_nothing_runs(self) -> None:
        found = Words(as_page(packet()).decode())
        scripts = [told for tag, told in found.tags if tag == "script"]
        assert [one["type"] for one in scripts] == ["application/json"] * 2
        assert {
            told["href"].split("/staff/")[0]
            for tag, told in found.tags
            if tag == "a" and told["href"] and told["href"][0] != "#"
        } == {"https://rounds.example"}
        fetched = [told for tag, told in found.tags if tag in ("img", "link", "iframe", "object") or "src" in told]
        assert fetched == []
        policy = next(told["content"] for _, told in found.tags if told.get("http-equiv") == "Content-Security-Policy")
        assert policy
        assert policy.startswith("default-src 'none'")

    def test_its_content_can_be_hashed_by_hand(self) -> None:
        told = as_page(packet()).decode()
        inside = re.search(r'id="packet">(.*?)</script>', told)
        assert inside
        assert sha256(inside[1].encode()).hexdigest() == hash_of(canonical(packet())) in told.split("<main>")[0]

    def test_every_time_opens_the_replay_there(self) -> None:
        found = Words(as_page(packet()).decode())
        links = {told["href"] for tag, told in found.tags if tag == "a"}
        assert f"https://rounds.example/staff/interviews/3f0ac418/replay?at={1_778_576_400_000 + 700_000}" in links

    def test_scores_stand_with_the_guides_sentences(self) -> None:
        read = Words(as_page(packet()).decode()).read
        assert "“Identified with one hint, proposed working solution”" in read
        assert "People scored. The software only collected what you see here; it ranks nobody." in read
        assert "changed after seeing others" in read


class TestPaper:
    def test_made_twice_it_has_the_same_bytes(self) -> None:
        assert as_paper(packet()) == as_paper(packet())

    @pytest.mark.parametrize("text", CORPUS)
    def test_what_people_wrote_is_text(self, text: str) -> None:
        """It is set, as many pages as ever, and what is attached is what was hashed."""
        told = packet(candidate=f"Kim {text}", word=f" {text}")
        file = as_paper(told)
        copy = checking.opened(file)
        assert copy.content == canonical(told)
        if text.isascii():
            assert "".join(text.split()) in "".join(text_of(file).split())
        assert copy.cover == cover(copy.content)

    def test_letters_that_its_own_fonts_lack_are_said_by_their_script(self) -> None:
        told = " ".join(text_of(as_paper(packet(candidate="王芳", word=" محمد שלום नमस्ते ✓"))).split())
        assert "not in this file’s own fonts: Arabic, Chinese, Devanagari, Hebrew." in told
        assert "own fonts" not in text_of(as_paper(packet(candidate="Ελένη Łucja Жанна", word=" naïve ✓")))

    def test_it_has_pages_and_holds_the_scores_as_text(self) -> None:
        told = as_paper(packet())
        assert len(PdfReader(BytesIO(told)).pages) == 5
        read = text_of(told)
        for words in ("7.5", "Pass", "2.47", "Not met", "Systematic Approach", "Scenario 3: one rater gave 2", "11:40"):
            assert words in read, words

    def test_a_changed_byte_is_named(self) -> None:
        told = as_paper(packet())
        torn = told[:5_000] + bytes([told[5_000] ^ 1]) + told[5_001:]
        assert checking.is_whole(checking.opened(told), told) is None
        assert checking.is_whole(checking.opened(torn), torn) == 5_000


def text_of(told: bytes) -> str:
    """What a reader of the PDF could copy."""
    return "\n".join(one.extract_text() for one in PdfReader(BytesIO(told)).pages)


@settings(max_examples=40)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=2, max_size=9), min_size=1, max_size=4), st.data())
def test_no_part_of_a_name_is_left(parts: list[str], data: st.DataObject) -> None:
    """Whatever is written around it."""
    name = data.draw(st.sampled_from([" ", "-"])).join(part.capitalize() for part in parts)
    around = st.sampled_from([" ", ", ", ".", "'s ", "\n", "(", ") ", "!", " – "])
    text = "".join(word + data.draw(around) for word in [*parts, name, name.upper(), *parts])
    left = Blind("THEY", name)(text).casefold()
    words = set(re.split(r"[^\w]+", left))
    assert words & {part.casefold() for part in parts if part not in PARTICLES} == set()


PARTICLES = frozenset(
    {
        "da",
        "de",
        "di",
        "do",
        "du",
        "el",
        "la",
        "le",
        "af",
        "al",
        "zu",
        "van",
        "von",
        "und",
        "ter",
        "ten",
        "den",
        "der",
        "del",
        "das",
        "dos",
        "bin",
        "della",
    }
)


class TestLanes:
    def test_steps_of_one_row_do_not_touch(self) -> None:
        axis = axis_of(scenario(3))
        placed = [*rows(scenario(3).steps, axis)]
        assert [step.no for step, _ in placed] == [1, 2, 3, 4, 5, 6]
        for row in {row for _, row in placed}:
            mine = [step for step, its in placed if its == row]
            for one, after in pairwise(mine):
                ends = [it.seconds for it in (one.exposed, one.cited, one.recognised) if it]
                assert after.exposed
                assert axis(max(ends)) < axis(after.exposed.seconds)

    def test_of_a_junior_no_time_to_the_cause_is_told(self) -> None:
        told = packet()
        told = replace(told, about=replace(told.about, level="junior"), scenarios=(scenario(2),))
        shown = Words(as_page(told).decode()).read
        assert "Cause understood; mitigation" in shown
        assert "cause 8:05" not in shown
        assert "cause 8:05" not in text_of(as_paper(told))

    def test_the_picture_says_what_it_shows(self) -> None:
        drawn = lane(scenario(1), lambda name: name)
        assert (
            'aria-label="Evidence of scenario 1 over time: 5 of 5 steps of the path, hint load 1.5, the cause at 11:40"'
            in drawn
        )
        assert "cause 11:40" in drawn
        assert "level 3" in drawn
