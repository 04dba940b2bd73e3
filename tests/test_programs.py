"""Tests that need a program a machine may lack are left out loudly, and never when CI says that all must run."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.programs import POSTGRESQL, Program, left_out

MISSING = Program("PostgreSQL", lambda: None, "apt-get install postgresql")


def test_a_missing_program_leaves_a_test_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL is missing"):
        MISSING.wanted()


def test_a_missing_program_is_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is missing"):
        MISSING.wanted()


def test_the_end_of_a_run_says_what_was_left_out_and_how_to_add_it() -> None:
    reports = [SimpleNamespace(longrepr=("file", 1, f"Skipped: PostgreSQL is missing ({POSTGRESQL.how})"))] * 3
    assert left_out(reports) == [  # type: ignore[arg-type]
        "3 tests left out: PostgreSQL is missing. To add them: apt-get install postgresql"
    ]
    assert left_out([]) == []
