"""The built interface: one page for all addresses, files kept for ever, and nothing beside them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from rounds.web import interface

PAGE = "<!doctype html><title>Rounds</title>" + " " * 2000


@pytest.fixture
def ui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ui"
    files = {
        "index.html": PAGE,
        "favicon.svg": "<svg/>",
        "assets/index-a1b2.js": "let x;" * 500,
        "assets/index-a1b2.js.map": "{}",
        ".vite/manifest.json": "{}",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "outside.txt").write_text("outside")
    monkeypatch.setattr(interface, "UI", folder)
    return folder


@pytest.mark.usefixtures("ui")
class TestBuilt:
    @pytest.mark.parametrize(
        "path", ["/", "/join", "/staff/join", "/interview", "/interview/1/traces/0af7", "/staff/incidents/x.y/logs"]
    )
    def test_every_page_is_the_one_page(self, stranger: TestClient, path: str) -> None:
        answer = stranger.get(path)
        assert (answer.status_code, answer.text) == (200, PAGE)
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-cache"

    def test_an_unknown_page_says_so_in_the_interface(self, stranger: TestClient) -> None:
        answer = stranger.get("/no/such/page")
        assert (answer.status_code, answer.text) == (404, PAGE)

    def test_assets_are_kept_for_ever(self, stranger: TestClient) -> None:
        answer = stranger.get("/assets/index-a1b2.js")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        assert stranger.get("/favicon.svg").headers["cache-control"] == "no-cache"

    def test_files_come_packed_to_who_unpacks(self, stranger: TestClient) -> None:
        packed = stranger.get("/assets/index-a1b2.js", headers={"Accept-Encoding": "gzip"})
        plain = stranger.get("/assets/index-a1b2.js", headers={"Accept-Encoding": "identity"})
        assert (packed.headers["content-encoding"], packed.content) == ("gzip", plain.content)
        assert int(packed.headers["content-length"]) < len(gzip.compress(plain.content)) + 10

    @pytest.mark.parametrize(
        "path",
        [
            "/assets/index-a1b2.js.map",
            "/.vite/manifest.json",
            "/../outside.txt",
            "/%2e%2e/outside.txt",
            "/assets/..%2f..%2foutside.txt",
            "//etc/passwd",
            "/assets/nothing.js",
            "/assets%00.js",
        ],
    )
    def test_nothing_else_is_served(self, stranger: TestClient, path: str) -> None:
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert "outside" not in answer.text
        assert "root:" not in answer.text

    @pytest.mark.parametrize("path", ["/assets/" + "x" * 300, "/" + "x" * 300 + ".js", "/" + "x/" * 3000])
    def test_a_name_no_disk_can_hold_is_not_found(self, stranger: TestClient, path: str) -> None:
        with capture_logs() as lines:
            assert stranger.get(path).status_code == 404
        assert [line["log_level"] for line in lines] == ["info"]

    def test_a_new_build_is_served_at_once(self, stranger: TestClient, ui: Path) -> None:
        assert stranger.get("/").text == PAGE
        (ui / "index.html").write_text("new")
        assert stranger.get("/").text == "new"


class TestNotBuilt:
    def test_says_so_and_opens_the_page_later(
        self, stranger: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(interface, "UI", tmp_path / "nothing")
        answer = stranger.get("/interview")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert "being built" in answer.text
        assert '<script src="/again.js">' in answer.text
        script = stranger.get("/again.js")
        assert (script.status_code, script.headers["content-type"].split(";")[0]) == (200, "text/javascript")
        assert "location.reload()" in script.text
        assert stranger.get("/readyz").status_code == 503


def test_readiness_waits_for_the_page(
    stranger: TestClient, ui: Path, record_property: Callable[[str, object], None]
) -> None:
    assert stranger.get("/readyz").status_code == 200
    (ui / "index.html").unlink()
    assert stranger.get("/readyz").status_code == 503
