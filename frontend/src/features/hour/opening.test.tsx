import { afterEach, expect, test } from "vitest";
import type { InterviewView, ScenarioCard } from "../../api/types";
import { isOver } from "../../lib/finished";
import { isWriting, openOf } from "./opening";

const card = (number: number, state: ScenarioCard["state"]) => ({ number, state }) as ScenarioCard;
const told = (kind: InterviewView["kind"], ...scenarios: ScenarioCard[]) => openOf({ kind, scenarios });

afterEach(() => document.body.replaceChildren());

test("the scenario that is open by the clock is the one to go to; in practice there is none", () => {
  expect(told("live", card(1, "closed"), card(2, "open"))).toBe(2);
  expect(told("live", card(1, "closed"), card(2, "locked"))).toBeNull();
  expect(told("practice", card(1, "ready"), card(2, "ready"))).toBeNull();
});

test("who has typed something, or answers a dialog, is not taken away", () => {
  const field = document.body.appendChild(document.createElement("textarea"));
  expect(isWriting(field)).toBe(false);
  field.value = "The interval";
  expect(isWriting(field)).toBe(true);
  expect(isWriting(document.body)).toBe(false);
  const dialog = document.body.appendChild(document.createElement("section"));
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  expect(isWriting(document.body)).toBe(true);
});

test("it is over however it ended", () => {
  expect(["ended", "aborted", "cancelled", "missed"].every((state) => isOver(state as InterviewView["state"]))).toBe(
    true,
  );
  expect(["live", "paused", "lobby", "ready", undefined].some((state) => isOver(state as InterviewView["state"]))).toBe(
    false,
  );
});
