"""The candidate's notebook: of each scenario one, written in while it is worked on and read at any time."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from rounds.actions import notebook
from rounds.interviews.acts import Judged, Pinned, Unpinned, Wrote
from rounds.web.access import Candidate, Here
from rounds.web.notebook_views import NewEntry, NewJudgement, NewPin, NotebookView, PinTakenBack, notebook_view

router = APIRouter(tags=["notebook"])
MARKDOWN: dict[int | str, Any] = {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}


@router.get("/notebook.md", response_class=Response, responses=MARKDOWN)
def candidate_notebooks_taken_along(here: Here, seat: Candidate) -> Response:
    """Of all scenarios, as Markdown."""
    return taken_along(notebook.markdown(notebook.all_own(here, seat)), "notebook.md")


@router.get("/scenarios/{number}/notebook.md", response_class=Response, responses=MARKDOWN)
def candidate_notebook_taken_along(number: int, here: Here, seat: Candidate) -> Response:
    return taken_along(notebook.markdown([notebook.own(here, seat, number)]), f"notebook-{number}.md")


@router.get("/scenarios/{number}/notebook")
def candidate_notebook(number: int, here: Here, seat: Candidate) -> NotebookView:
    return notebook_view(notebook.own(here, seat, number))


@router.post("/scenarios/{number}/notebook/write")
def notebook_write(number: int, new: NewEntry, here: Here, seat: Candidate) -> NotebookView:
    act = Wrote(new.entry, number, new.kind, new.text)
    return notebook_view(notebook.do(here, seat, act, new.command))


@router.post("/scenarios/{number}/notebook/judge")
def notebook_judge(number: int, new: NewJudgement, here: Here, seat: Candidate) -> NotebookView:
    return notebook_view(notebook.do(here, seat, Judged(new.entry, number, new.state), new.command))


@router.post("/scenarios/{number}/notebook/pin")
def notebook_pin(number: int, new: NewPin, here: Here, seat: Candidate) -> NotebookView:
    told = new.model_dump(exclude={"command"})
    return notebook_view(notebook.do(here, seat, Pinned(scenario=number, **told), new.command))


@router.post("/scenarios/{number}/notebook/unpin")
def notebook_unpin(number: int, new: PinTakenBack, here: Here, seat: Candidate) -> NotebookView:
    return notebook_view(notebook.do(here, seat, Unpinned(new.pin, number), new.command))


def taken_along(text: str, name: str) -> Response:
    """To be kept as a file, never shown by a browser as a page."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)
