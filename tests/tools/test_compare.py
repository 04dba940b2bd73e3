"""Two traces of the shop compared: a request that was well, and one whose database did not answer."""

from __future__ import annotations

import json

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.tools import compare, differences
from rounds.tools.digests import digest
from tests.tools import shop

WELL, ILL, JOB, HEALTH = (shop.trace_id(number) for number in (5, 35, 100, 200))
MS = shop.MS


def both(reader: Reader, a: str = WELL, b: str = ILL) -> compare.TwoTraces:
    answer: compare.TwoTraces = tools.ask(reader, compare.TwoTracesQuestion(a=a, b=b))
    return answer


def path(reader: Reader, path: str = "", a: str = WELL, b: str = ILL) -> differences.SamePath:
    answer: differences.SamePath = tools.ask(reader, compare.SamePathQuestion(a=a, b=b, path=path))
    return answer


def test_the_same_work_stands_side_by_side(reader: Reader) -> None:
    answer = both(reader)
    assert [(path.depth, path.service, path.name) for path in answer.paths] == [
        (0, "web", "GET /cart"),
        (1, "web", "GET"),
        (2, "cart", "GET /items"),
        (3, "cart", "SELECT items"),
    ]
    assert [path.parent for path in answer.paths] == [-1, 0, 1, 2]
    assert (answer.both, answer.only_a, answer.only_b, answer.paths_total) == (4, 0, 0, 4)
    select = answer.paths[3]
    assert (select.a.spans, select.a.errors, select.b.spans, select.b.errors) == (1, 0, 1, 1)
    assert (select.a.self_ns, select.b.self_ns) == (20 * MS, 2000 * MS)
    assert answer.most == select.key
    for side, whole in (("a", answer.a), ("b", answer.b)):
        parts = [getattr(path, side) for path in answer.paths]
        assert sum(one.self_ns for one in parts) == sum(one.critical_ns for one in parts) == whole.duration_ns
        assert [one.total_ns for one in parts] == [one.extent_ns for one in parts]
    assert (answer.a.errors, answer.b.errors, answer.b.spans, answer.b.services) == (0, 4, 4, 2)


def test_the_other_way_round_everything_changes_sides(reader: Reader) -> None:
    there, back = both(reader), both(reader, ILL, WELL)
    assert [(one.key, one.a, one.b) for one in there.paths] == [(one.key, one.b, one.a) for one in back.paths]
    assert (there.a, there.b, there.a_strip) == (back.b, back.a, back.b_strip)


def test_traces_with_nothing_in_common_are_still_told(reader: Reader) -> None:
    answer = both(reader, WELL, JOB)
    assert (answer.both, answer.only_a, answer.only_b) == (0, 4, 1)
    job = next(path for path in answer.paths if path.name == "job.process")
    assert (job.parent, job.a.spans, job.a.first_ns, job.b.spans) == (-1, 0, -1, 1)


def test_a_strip_is_the_trace_in_small(reader: Reader) -> None:
    strip = both(reader).b_strip
    assert strip == compare.Strip(
        path=(0, 1, 2, 3),
        depth=(0, 1, 2, 3),
        begin_ns=(0, 5 * MS, 8 * MS, 10 * MS),
        length_ns=(2040 * MS, 2025 * MS, 2010 * MS, 2000 * MS),
    )


def test_what_differs_comes_first_and_where_it_stands(reader: Reader) -> None:
    answer = path(reader)
    assert (answer.service, answer.name, answer.above) == ("cart", "SELECT items", ("GET /cart", "GET", "GET /items"))
    said = [(one.found, one.name, one.operation, one.a.values, one.b.values) for one in answer.attributes]
    one = differences.ValueCount
    assert said[:3] == [
        ("differs", "status", "SELECT items", (one("Unset", 1),), (one("Error", 1),)),
        ("differs", "status_message", "SELECT items", (), (one("connection timed out", 1),)),
        ("differs", "http.response.status_code", "GET /items", (one(200, 1),), (one(503, 1),)),
    ]
    assert said[3] == ("differs", "customer.id", "GET /items", (one("cus_1", 1),), (one("cus_3", 1),))
    assert {name for found, name, *_ in said if found == "same"} >= {"db.query.text", "k8s.pod.name", "url.path"}
    assert [one.found for one in answer.attributes] == sorted(one.found for one in answer.attributes)


def test_a_path_that_one_trace_has_does_not_differ_but_what_is_above_it_does(reader: Reader) -> None:
    only = next(path for path in both(reader, JOB, WELL).paths if path.name == "SELECT items")
    answer = path(reader, only.key, JOB, WELL)
    assert {one.found for one in answer.attributes} == {"only"}
    assert {one.name for one in answer.attributes} >= {"db.query.text", "customer.id", "k8s.pod.name"}
    assert all(one.a.spans == 0 and one.a.values == () for one in answer.attributes)
    assert (answer.a.total, answer.b.total) == (0, 1)


def test_numbers_are_compared_by_how_much(reader: Reader) -> None:
    answer = path(reader, a=shop.trace_id(101), b=shop.trace_id(102))
    found = {one.name: one for one in answer.attributes}
    assert (found["delay_ms"].ratio, found["delay_ms"].a.mean, found["delay_ms"].b.greatest) == (2, 1500, 3000)
    assert found["body_bytes"].found == "same"
    assert found["final"].found == "differs"
    assert found[shop.ODD].found == found[shop.BROKEN].found == "differs"
    assert [one.name for one in answer.attributes][:2] == ["delay_ms", "retry_count"]


def test_every_span_of_a_path_is_there_for_the_chart(reader: Reader) -> None:
    keys = {path.name: path.key for path in both(reader).paths}
    answer = path(reader, keys["GET /items"])
    assert answer.path == keys["GET /items"]
    assert (answer.a.total, answer.a.length_ns, answer.a.failed) == (1, (30 * MS,), (False,))
    assert (answer.b.span_id, answer.b.begin_ns, answer.b.failed) == ((shop.span_id(35, 2),), (8 * MS,), (True,))


def test_what_cannot_be_compared_is_said(reader: Reader) -> None:
    with pytest.raises(Invalid, match="same trace"):
        both(reader, WELL, WELL.upper())
    with pytest.raises(NotFound, match="Trace B is not"):
        both(reader, WELL, "f" * 32)
    with pytest.raises(NotFound, match="Trace A is not"):
        path(reader, a="nonsense")
    with pytest.raises(NotFound, match="such a path"):
        path(reader, "123456789abc")


def test_partners_are_of_the_same_root(reader: Reader) -> None:
    answer = tools.ask(reader, compare.PartnersQuestion(trace_id=ILL))
    assert (answer.root_name, answer.traces, answer.clean, answer.median_ns) == ("GET /cart", 59, 30, 60 * MS)
    assert {one.why: (one.errors, one.duration_ns) for one in answer.partners} == {
        "usual": (0, 60 * MS),
        "slowest": (4, 2040 * MS),
        "failed": (4, 2040 * MS),
    }
    assert ILL not in {one.trace_id for one in answer.partners}
    assert tools.ask(reader, compare.PartnersQuestion(trace_id=HEALTH)).traces == 9
    with pytest.raises(NotFound):
        tools.ask(reader, compare.PartnersQuestion(trace_id="nonsense"))


def test_a_comparison_is_written_down_with_what_came_first(reader: Reader) -> None:
    question = compare.TwoTracesQuestion(a=WELL, b=ILL)
    made = digest(question, tools.ask(reader, question), reader)
    assert (made["question"], made["traces"], made["errors"]) == ("compare.twotraces", [WELL, ILL], [0, 4])
    assert made["paths"][0]["name"] == "SELECT items"
    asked = compare.SamePathQuestion(a=WELL, b=ILL)
    told = digest(asked, tools.ask(reader, asked), reader)
    assert told["question"] == "compare.samepath"
    assert ["status", "SELECT items", "Unset", "Error"] in told["differs"]
    assert all(len(json.dumps(one)) < 8000 for one in (made, told))
    wanted = compare.PartnersQuestion(trace_id=ILL)
    assert "usual" in digest(wanted, tools.ask(reader, wanted), reader)["suggested"]
