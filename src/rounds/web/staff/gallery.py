"""The approach gallery: clips of replays, cut where somebody may see the replay, watched by all who calibrate."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import gallery
from rounds.actions.gallery import ClipsOfReplay, ClipWatched, GalleryShown
from rounds.web.access import Here, Staff
from rounds.web.gallery_views import NewClip, NewWords

router = APIRouter(tags=["gallery"])


@router.get("/gallery")
def staff_gallery(here: Here, who: Staff) -> GalleryShown:
    """Every clip whose candidate agrees, the newest first."""
    return gallery.listed(here, who)


@router.get("/gallery/{clip_id}")
def watch_clip(clip_id: str, here: Here, who: Staff) -> ClipWatched:
    """Its stretch of the replay and no more, without a name."""
    return gallery.watched(here, who, clip_id)


@router.post("/gallery/{clip_id}")
def reword_clip(clip_id: str, new: NewWords, here: Here, who: Staff) -> GalleryShown:
    return gallery.reworded(here, who, clip_id, new.title, new.text)


@router.post("/gallery/{clip_id}/remove", status_code=204)
def remove_clip(clip_id: str, here: Here, who: Staff) -> None:
    gallery.removed(here, who, clip_id)


@router.get("/interviews/{interview_id}/clips")
def clips_of_replay(interview_id: str, here: Here, who: Staff) -> ClipsOfReplay:
    """Whether and of what clips may be cut here, and those one has cut."""
    return gallery.of_replay(here, who, interview_id)


@router.post("/interviews/{interview_id}/clips")
def cut_clip(interview_id: str, new: NewClip, here: Here, who: Staff) -> ClipsOfReplay:
    return gallery.made(here, who, interview_id, new.cutting())
