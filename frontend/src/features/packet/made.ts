/** A scenario of a packet, as tests want it. */

import type { Packet, PacketMoment, PacketScenario, PacketStep } from "../../api/types";

const reached = (seconds: number | null) => (seconds === null ? null : { seconds, at: seconds * 1000, note: "" });

export const step = (no: number, exposed: number | null, cited: number | null, seen: number | null): PacketStep => ({
  no,
  text: `Step ${no}`,
  bonus: false,
  exposed: reached(exposed),
  cited: reached(cited),
  recognised: reached(seen),
});

export const moment = (at: number, kind = "exposed"): PacketMoment => ({
  seconds: at / 1000,
  at,
  kind,
  text: kind,
  detail: "",
});

export const scenario = (number: number, more: Partial<PacketScenario> = {}): PacketScenario => ({
  number,
  title: `Scenario ${number}`,
  scenario: "orders-slow",
  version: "1",
  seed: 1,
  began: true,
  skipped: "",
  work: 840,
  worked: 840,
  whole: 1020,
  scores: [],
  mean: null,
  hint_load: 0,
  reached: 0,
  needed: 0,
  cause: null,
  cause_at: null,
  steps: [],
  hints: [],
  tools: [],
  mitigated: null,
  topics: [],
  moments: [],
  facts: [],
  ...more,
});

export const packet = (...scenarios: PacketScenario[]): Packet => ({ scenarios }) as Packet;
