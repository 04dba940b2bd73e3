import { expect, test } from "vitest";
import type { BoardRow } from "../../api/types";
import { post, prepared, standing, ways, when } from "./told";

const ROW: BoardRow = {
  id: "i1",
  kind: "live",
  state: "invited",
  standing: "not checked",
  today: false,
  candidate: "Anna",
  position: "",
  level: "mid",
  lead: "Ben",
  starts: "2026-12-01T09:00:00Z",
  zone: "Europe/Berlin",
  minutes: 60,
  scenarios: 3,
  prepared: 3,
  preparing: 1,
  unprepared: "",
  access: "",
  checked: null,
  post: "sent",
  posted: "2026-11-26T08:00:00Z",
  trouble: "",
  preflight: "",
  questions: 0,
  card: "",
  rights: [],
};

test("only a mail that came back or was not sent is red", () => {
  const tones = ["none", "copied", "waiting", "sent", "bounced", "failed"].map(
    (kind) => post({ ...ROW, post: kind }, "UTC").tone,
  );
  expect(tones).toEqual([undefined, undefined, "line", undefined, "error", "error"]);
  expect(post({ ...ROW, post: "bounced", trouble: "refused: 550" }, "UTC").title).toBe("refused: 550");
});

test("what is not checked is worth a look on its day", () => {
  expect(standing(ROW).tone).toBe("line");
  expect(standing({ ...ROW, today: true }).tone).toBe("warn");
  expect(standing({ ...ROW, standing: "ready", access: "green" })).toMatchObject({ tone: "ok", text: "ready" });
  expect(standing({ ...ROW, standing: "ready", access: "red" }).tone).toBe("warn");
  expect(standing({ ...ROW, standing: "over", state: "missed" }).text).toBe("did not come");
});

test("the candidate's clock stands beside the viewer's where it is another", () => {
  expect(when(ROW, "Europe/Berlin").theirs).toBe("");
  expect(when({ ...ROW, starts: "2030-12-01T09:00:00Z" }, "UTC")).toEqual({
    own: "Sun 1 Dec 2030 09:00",
    theirs: "10:00 Berlin",
  });
  expect(when({ ...ROW, starts: null }, "UTC").own).toBe("no time yet");
});

test("how far the scenarios are", () => {
  expect(prepared(ROW).text).toBe("3 of 3");
  expect(prepared({ ...ROW, prepared: 1, preparing: 0.42 }).text).toBe("42 %");
  expect(prepared({ ...ROW, prepared: 1, unprepared: "no disk" })).toMatchObject({ tone: "warn", title: "no disk" });
});

test("what was judged leads to the scorecard first, then to debrief and packet", () => {
  const lead = (right: string) => ["score", "debrief", "packet"].includes(right);
  const recruiter = (right: string) => ["debrief", "packet"].includes(right);
  const pages = (card: string, may: (right: string) => boolean) => ways({ card, may }).map(({ page }) => page);
  expect(pages("open", lead)).toEqual(["scorecard"]);
  expect(pages("late", recruiter)).toEqual(["debrief"]);
  expect(pages("submitted", lead)).toEqual(["scorecard", "debrief", "packet"]);
});

test("a scorecard that is late is worth a look", () => {
  const over = { ...ROW, standing: "over", state: "ended" } as const;
  expect(standing({ ...over, card: "late" })).toMatchObject({ tone: "warn", text: "scorecard late" });
  expect(standing({ ...over, card: "open" }).text).toBe("scorecard open");
  expect(standing({ ...over, card: "submitted" }).text).toBe("over");
});
