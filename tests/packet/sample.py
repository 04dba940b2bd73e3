"""A packet as a committee might read it: two raters, three scenarios, one of them disputed."""

from __future__ import annotations

from rounds.interviews.rubric import ANCHORS, CRITERIA, THRESHOLDS
from rounds.packet.content import (
    FORMAT,
    Packet,
    PacketAbout,
    PacketAgreement,
    PacketBasis,
    PacketChange,
    PacketCited,
    PacketCriterion,
    PacketDebrief,
    PacketDecision,
    PacketFact,
    PacketFeedback,
    PacketFlag,
    PacketHint,
    PacketLevel,
    PacketMoment,
    PacketNote,
    PacketPiece,
    PacketProcess,
    PacketRaised,
    PacketRater,
    PacketRating,
    PacketReached,
    PacketResult,
    PacketScenario,
    PacketScore,
    PacketSeen,
    PacketSettled,
    PacketSignal,
    PacketStay,
    PacketStep,
    PacketTopic,
    PacketVersion,
)

BEGAN = 1_778_576_400_000.0
TITLES = (
    "Webhook deliveries fail and everything is slow",
    "One customer’s workflows take 10+ minutes",
    "The workflow service restarts every few hours",
)
TOOLS = (
    "0 briefing 31 services 42 metrics 205 logs 268 metrics 300 services 352 metrics 446 database 492 metrics 521 database 562 traces 655 logs 716 traces 790 metrics 840",
    "0 briefing 22 metrics 96 traces 250 logs 284 traces 420 metrics 470 database 520 traces 640 heap 700 metrics 840",
    "0 briefing 40 metrics 205 logs 260 metrics 372 heap 590 traces 640 heap 760 traces 840",
)
STEPS = (
    ((72, 108, 125), (151, 184, 230), (588, 612, 640), (668, 690, 700), (690, 695, 700)),
    ((48, 70, 82), (131, 150, 165), (170, 186, 190), (298, 330, 352), (352, 380, 392)),
    ((58, 80, 96), (140, 172, 190), (392, 410, 425), (430, 470, 480), (560, 700, 735), (610, None, None)),
)
POINTS, CAUSES, LOADS = ((2, 2), (3, 3), (2, 3)), (700, 485, 750), (1.5, 0, 1)


def at(number: int, seconds: float) -> float:
    return BEGAN + (number - 1) * 1_020_000 + seconds * 1000


def reached(number: int, seconds: float | None, note: str = "") -> PacketReached | None:
    return None if seconds is None else PacketReached(seconds, at(number, seconds), note)


def stays(told: str) -> tuple[PacketStay, ...]:
    parts = told.split()
    moments, tools = [float(one) for one in parts[::2]], parts[1::2]
    return tuple(
        PacketStay(tool, since, until) for tool, since, until in zip(tools, moments, moments[1:], strict=False)
    )


def scenario(number: int, word: str = "") -> PacketScenario:
    steps, points = STEPS[number - 1], POINTS[number - 1]
    cause = float(CAUSES[number - 1])
    hints = (
        (
            PacketHint(
                9, 3, 566, at(1, 566), f"Check the traces – look at the retry_count tag{word}", False, False, "", 38
            ),
        )
        if number == 1
        else ()
    )
    return PacketScenario(
        number=number,
        title=TITLES[number - 1],
        scenario=("webhooks-slow", "workflows-slow", "service-restarts")[number - 1],
        version="3",
        seed=4417,
        began=True,
        skipped="",
        work=840,
        worked=840,
        whole=1020,
        scores=tuple(score(number, letter, point, cause, word) for letter, point in zip("AB", points, strict=True)),
        mean=sum(points) / 2,
        hint_load=LOADS[number - 1],
        reached=5,
        needed=len(steps),
        cause=cause,
        cause_at=at(number, cause),
        steps=tuple(
            PacketStep(
                no,
                f"What step {no} is about{word}",
                False,
                reached(number, a, "trace opened"),
                reached(number, b, "pin 7"),
                reached(number, c),
            )
            for no, (a, b, c) in enumerate(steps, 1)
        ),
        hints=hints,
        tools=stays(TOOLS[number - 1]),
        mitigated=775,
        topics=(
            PacketTopic("What caused it?", True, True, 3),
            PacketTopic("How would you fix it?", True, True, 2),
            PacketTopic("Circuit breaker or rate limiting?", False, False, None),
        ),
        moments=(
            PacketMoment(
                566, at(number, 566), "hint", f"Check the traces – look at the retry_count tag{word}", "quiet 38 s"
            ),
            PacketMoment(588, at(number, 588), "exposed", "What step 3 is about", "query 44"),
            PacketMoment(
                690,
                at(number, 690),
                "hypothesis",
                f"each failed delivery makes five new ones, none is bounded{word}",
                "hypothesis 1",
            ),
            PacketMoment(700, at(number, 700), "recognised", "What step 5 is about", "step 5"),
        ),
        facts=(PacketFact("First tools", "Services, then Metrics"), PacketFact("Queries", "44, 61 % with a filter")),
    )


def score(number: int, letter: str, points: int, cause: float, word: str) -> PacketScore:
    return PacketScore(
        rater=letter,
        points=points,
        anchor={one.points: one.text for one in ANCHORS}[points],
        cause=cause,
        cause_at=at(number, cause),
        explained=False,
        solution="comprehensive" if points == 3 else "working",
        ceiling=2,
        ceiling_why="hint load 1.5 allows 2",
        reason=f"They had named the growth before the hint{word}." if points == 3 else "",
        cited=(PacketCited(number, 184, at(number, 184), f"errors by status{word}"),),
    )


def criterion(place: int) -> PacketCriterion:
    one, a, b = CRITERIA[place], (2.333, 2.5, 2.5, 2.333, 2.0)[place], (2.5, 2.5, 2.667, 2.667, 2.0)[place]
    by = (PacketRating("A", a, ((1, 2.0), (2, 2.5), (3, 2.5))), PacketRating("B", b, ((0, b),)))
    return PacketCriterion(one.id, one.title, one.weight, one.questions, one.scale, by, (a + b) / 2)


def packet(candidate: str = "Candidate K-418", word: str = "") -> Packet:
    """`word` is put into every text that a person writes."""
    return Packet(
        format=FORMAT,
        about=PacketAbout(
            "3f0ac418", candidate, True, "Senior backend", "senior", "2026-05-12T09:00:00Z", "2026-05-12T10:00:12Z", 60
        ),
        result=PacketResult(
            outcome=7.5,
            of=9,
            word="Pass",
            sem=1.1,
            borderline=False,
            prior=True,
            targets=0,
            process=PacketProcess(2.47, 82.3, 1.0, True),
            levels=(
                PacketLevel("mid", "Mid-Level Candidates", False, True, True, (), ()),
                PacketLevel("senior", "Senior Candidates", True, False, False, ("hint load 2.5, at most 2",), ()),
            ),
            agreement=PacketAgreement(2, 3, 3),
            warnings=("Scenario 3: one rater gave 2, one gave 3. Discuss before you decide.",),
        ),
        raters=(
            PacketRater(
                "A",
                "Ben Okafor",
                "lead",
                False,
                7,
                "Pass",
                2.4,
                True,
                (
                    PacketVersion(1, "2026-05-12T11:00:00Z", "", (), ()),
                    PacketVersion(
                        2,
                        "2026-05-13T09:00:00Z",
                        f"I had the wrong second{word}.",
                        ("Mia Lind",),
                        (PacketChange("Scenario 3, points", "3", "2"),),
                    ),
                ),
            ),
            PacketRater(
                "B",
                "Mia Lind",
                "panel",
                False,
                8,
                "Strong Pass",
                2.5,
                False,
                (PacketVersion(1, "2026-05-12T12:00:00Z", "", (), ()),),
            ),
        ),
        scenarios=tuple(scenario(number, word) for number in (1, 2, 3)),
        wrap_up=(PacketTopic("Which scenario was most interesting to you?", True, True, None),),
        criteria=tuple(map(criterion, range(5))),
        signals=(
            PacketSignal(
                "tradeoffs",
                "Tradeoffs",
                (PacketSeen("A", "seen", f"weighed a breaker{word}"), PacketSeen("B", "not_asked", "")),
            ),
        ),
        flags=(
            PacketFlag(
                "hypotheses",
                "green",
                'Forms hypotheses ("I think it might be...")',
                2,
                2,
                (PacketRaised("A", 1, 108, at(1, 108), f"named it{word}"), PacketRaised("B", 2, 70, at(2, 70), "")),
            ),
            PacketFlag(
                "signals",
                "red",
                "Ignores obvious signals (exponential curves, huge numbers)",
                1,
                2,
                (PacketRaised("B", 1, 300, at(1, 300), ""),),
            ),
        ),
        feedback=(
            PacketFeedback(
                "A",
                (
                    (
                        PacketPiece(
                            f"Splits before explaining{word}: in the first scenario the errors were split by status and host after three minutes "
                        ),
                        PacketPiece("1, 3:04", at(1, 184), 1, 184),
                        PacketPiece("."),
                    ),
                    (
                        PacketPiece(
                            "The second scenario was fast and exact: the parse spans were counted, not guessed "
                        ),
                        PacketPiece("2, 6:20", at(2, 380), 2, 380),
                        PacketPiece("."),
                    ),
                ),
            ),
        ),
        notes=(PacketNote("A", 1, 108, at(1, 108), f"reads the whole card first{word}", ("systematic",), False),),
        debrief=PacketDebrief("", (PacketSettled("Scenario 3", "2 and 3", f"The hint came after the finding{word}."),)),
        decision=PacketDecision("advance", f"Clear reasoning throughout{word}.", "Ada Moss", "2026-05-14T10:00:00Z"),
        basis=PacketBasis(
            "Fit 60",
            "1",
            "web yes, AI assistants no, people no",
            "12 May 2026, version 1",
            "none that change the clock",
            tuple((one.points, one.text) for one in ANCHORS),
            THRESHOLDS,
        ),
    )
