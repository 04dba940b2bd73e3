/** The parts of an arrangement's form, each a card. */

import type { ArrangingView, InterviewerView, Level } from "../../api/types";
import { clock, moment } from "../../lib/zones";
import { Button, IconButton } from "../../parts/Button";
import { Badge, Segments, Switch } from "../../parts/Choices";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "../../parts/icons";
import { SelectField } from "../../parts/SelectField";
import { Note } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import { Card } from "../page/Page";
import styles from "./arranging.module.css";
import {
  ASSISTANTS,
  type Choice,
  chosen,
  type Draft,
  key,
  LEVELS,
  moved,
  type Place,
  ROLES,
  type SeatRole,
  suggested,
} from "./draft";

export type Parts = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  choices: ArrangingView;
  people: InterviewerView[];
  sees: { contact: boolean; reason: boolean };
  /** The invitation was sent. */
  fixed: boolean;
  problem: { field: string; message: string } | null;
};

const wrong = (problem: Parts["problem"], field: string) =>
  problem?.field === field ? { error: problem.message } : {};

export function CandidateFields({ draft, change, sees, fixed, problem }: Parts) {
  return (
    <Card title="Candidate">
      <div className={styles.fields}>
        <TextField
          label="Name"
          value={draft.candidate}
          onChange={(candidate) => change({ candidate })}
          {...wrong(problem, "candidate")}
        />
        {sees.contact && (
          <TextField
            label="Mail address"
            type="email"
            value={draft.mail}
            onChange={(mail) => change({ mail })}
            hint="For the invitation and reminders. Without one, the invitation is copied."
            {...wrong(problem, "mail")}
          />
        )}
        <TextField
          label="Position"
          value={draft.position}
          onChange={(position) => change({ position })}
          {...wrong(problem, "position")}
        />
        <div className={styles.labelled}>
          <span className="b5">Level</span>
          {fixed ? (
            <span>{LEVELS.find(({ value }) => value === draft.level)?.label}</span>
          ) : (
            <Segments<Level>
              label="Level"
              value={draft.level}
              choices={LEVELS}
              onChange={(level) => change({ level })}
            />
          )}
        </div>
      </div>
    </Card>
  );
}

export function WhenFields({ draft, change, choices, fixed, problem, viewer }: Parts & { viewer: string }) {
  const at = draft.starts ? moment(draft.starts, draft.zone) : null;
  const own = at && viewer !== draft.zone ? `${clock(at, viewer)} by your clock (${viewer}).` : "";
  const all = choices.zones.includes(draft.zone) ? choices.zones : [draft.zone, ...choices.zones];
  return (
    <Card title="When">
      <div className={styles.fields}>
        <SelectField
          label="The candidate's time zone"
          value={draft.zone}
          choices={all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          onChange={(zone) => change({ zone })}
          {...wrong(problem, "zone")}
        />
        {fixed ? (
          <p className="t2">{at ? `${clock(at, draft.zone)} in ${draft.zone}. ${own}` : "No time yet."}</p>
        ) : (
          <TextField
            label="Starts, by the candidate's clock"
            type="datetime-local"
            value={draft.starts}
            onChange={(starts) => change({ starts })}
            hint={own || "It may be left open until the invitation is sent."}
            {...wrong(problem, "starts")}
          />
        )}
        <TextField
          label="Link of the video call"
          type="url"
          value={draft.call}
          onChange={(call) => change({ call })}
          hint="Shown to both sides."
          {...wrong(problem, "call")}
        />
      </div>
    </Card>
  );
}

export function PeopleFields({ draft, change, people, problem }: Parts) {
  const put = (place: Place, part: Partial<Place>) =>
    change({ places: draft.places.map((one) => (one === place ? { ...one, ...part } : one)) });
  const seated = problem && ["lead", "panel", "shadows", "committee"].includes(problem.field) ? problem.message : "";
  return (
    <Card title="Interviewers" detail="one lead runs the clock; a shadow learns">
      <div className={styles.fields}>
        <ul className={styles.list} aria-label="Places">
          {draft.places.map((place, index) => (
            <li key={place.key} className={styles.place}>
              <SelectField<SeatRole>
                bare
                label={`What place ${index + 1} is`}
                value={place.role}
                choices={Object.entries(ROLES).map(([value, label]) => ({ value: value as SeatRole, label }))}
                onChange={(role) => put(place, { role })}
              />
              <SelectField
                bare
                label={`Who has place ${index + 1}`}
                value={place.person}
                choices={[{ value: "", label: "Choose somebody" }, ...able(people, place)]}
                onChange={(person) => put(place, { person })}
              />
              <IconButton
                label={`Remove place ${index + 1}`}
                disabled={draft.places.length === 1}
                onClick={() => change({ places: draft.places.filter((one) => one !== place) })}
              >
                <IconX />
              </IconButton>
            </li>
          ))}
        </ul>
        {seated && <p className={styles.error}>{seated}</p>}
        <div className="row">
          <Button
            size={24}
            icon={<IconPlus />}
            onClick={() => change({ places: [...draft.places, { key: key(), role: "panel", person: "" }] })}
          >
            Add a place
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Who interviews can lead, sit in or shadow; the committee is open to all. */
function able(people: InterviewerView[], { role, person }: Place) {
  const those = people.filter(
    ({ id, duties }) => role === "committee" || duties.includes("interviewer") || id === person,
  );
  return those.map(({ id, name }) => ({ value: id, label: name }));
}

export function ScenarioFields({ draft, change, choices, fixed, problem }: Parts) {
  const plan = choices.plans.plans.find(({ name }) => name === draft.plan);
  const count = draft.scenarios.length;
  const isTemplate = plan ? !plan.own : false;
  const put = (choice: Choice, part: Choice) =>
    change({ scenarios: draft.scenarios.map((one) => (one === choice ? part : one)) });
  const unused = choices.scenarios.filter(({ name }) => !draft.scenarios.some(({ scenario }) => scenario === name));
  const names = choices.plans.plans.map(({ name }) => name);
  const plans = names.includes(draft.plan) ? names : [draft.plan, ...names];
  const shipped = draft.scenarios.some(
    ({ scenario }) => choices.scenarios.find(({ name }) => name === scenario)?.is_public,
  );
  return (
    <Card
      title="Scenarios and plan"
      detail={fixed ? "fixed since the invitation was sent" : "in the order they are worked on"}
    >
      <div className={styles.fields}>
        <ol className={styles.list} aria-label="Scenarios">
          {draft.scenarios.map((choice, index) => (
            <Scenario
              key={choice.key}
              choice={choice}
              index={index}
              last={index === count - 1}
              choices={choices}
              fixed={fixed}
              unused={unused.map(({ name }) => name)}
              onChange={(part) => put(choice, part)}
              onMove={(by) => change({ scenarios: moved(draft.scenarios, index, by) })}
              onRemove={() => change({ scenarios: draft.scenarios.filter((one) => one !== choice) })}
            />
          ))}
        </ol>
        {problem?.field === "scenarios" && <p className={styles.error}>{problem.message}</p>}
        {!fixed && (
          <div className="row">
            <Button
              size={24}
              icon={<IconPlus />}
              disabled={unused.length === 0}
              onClick={() => change({ scenarios: [...draft.scenarios, chosen(choices, unused[0]!.name)] })}
            >
              Add a scenario
            </Button>
            <Button size={24} kind="quiet" onClick={() => change({ scenarios: suggested(choices, draft.level) })}>
              Suggest for this level
            </Button>
          </div>
        )}
        {shipped && (
          <Note tone="warn">
            A public scenario comes with Rounds, and its solution with it. It is for practice and demos; for real
            interviews write your own.
          </Note>
        )}
        <SelectField
          label="Plan"
          value={draft.plan}
          disabled={fixed}
          choices={plans.map((name) => ({ value: name, label: name }))}
          onChange={(name) => change({ plan: name })}
          {...wrong(problem, "plan")}
        />
        {plan && (!isTemplate || plan.scenarios === count) && (
          <>
            <p className="t2">{[`${plan.fit}.`, ...plan.said].join(" ")}</p>
            {plan.concerns.length > 0 && (
              <Note tone={plan.over > 0 ? "warn" : undefined}>
                {plan.concerns.map((concern) => (
                  <p key={concern}>{concern}</p>
                ))}
              </Note>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

type ScenarioProps = {
  choice: Choice;
  index: number;
  last: boolean;
  choices: ArrangingView;
  fixed: boolean;
  unused: string[];
  onChange: (choice: Choice) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

function Scenario({ choice, index, last, choices, fixed, unused, onChange, onMove, onRemove }: ScenarioProps) {
  const known = choices.scenarios.find(({ name }) => name === choice.scenario);
  const offered = choices.scenarios.filter(({ name }) => name === choice.scenario || unused.includes(name));
  const options = offered.map(({ name, title }) => ({ value: name, label: title }));
  const all = known ? options : [{ value: choice.scenario, label: choice.scenario }, ...options];
  const number = index + 1;
  return (
    <li className={styles.scenario}>
      <span className="t3 num">{number}</span>
      <div className={styles.which}>
        <SelectField
          bare
          label={`Scenario ${number}`}
          value={choice.scenario}
          choices={all}
          disabled={fixed}
          onChange={(scenario) => onChange({ ...chosen(choices, scenario), key: choice.key })}
        />
        <span className="row g12 s12">
          {known?.is_public && <Badge tone="warn">public</Badge>}
          {known?.seed !== null && known ? (
            <span className="t3">a bundle of seed {known.seed}</span>
          ) : fixed ? (
            <span className="t3">variant {choice.seed}</span>
          ) : (
            <>
              <Switch
                label="A variant of its own"
                title="Drawn when it is saved, and shown then"
                checked={choice.own}
                onChange={(own) => onChange({ ...choice, own, seed: own ? "" : choice.seed || "1" })}
              />
              {!choice.own && (
                <label className={styles.seed}>
                  variant
                  <input
                    value={choice.seed}
                    inputMode="numeric"
                    aria-label={`Seed of scenario ${number}`}
                    onChange={(event) => onChange({ ...choice, seed: event.currentTarget.value.trim() })}
                  />
                </label>
              )}
            </>
          )}
        </span>
      </div>
      {!fixed && (
        <span className="row g2">
          <IconButton size={24} label={`Scenario ${number} earlier`} disabled={index === 0} onClick={() => onMove(-1)}>
            <IconArrowUp />
          </IconButton>
          <IconButton size={24} label={`Scenario ${number} later`} disabled={last} onClick={() => onMove(1)}>
            <IconArrowDown />
          </IconButton>
          <IconButton size={24} label={`Remove scenario ${number}`} disabled={index === 0 && last} onClick={onRemove}>
            <IconX />
          </IconButton>
        </span>
      )}
    </li>
  );
}

export function FairFields({ draft, change, sees, fixed, problem }: Parts) {
  return (
    <>
      <Card
        title="Policy"
        detail={
          fixed ? "fixed since the invitation was sent" : "the candidate accepts it, and it is printed in the packet"
        }
      >
        <fieldset className={styles.fields} disabled={fixed}>
          <legend className="hidden-text">What the candidate may use</legend>
          <Switch label="Looking things up on the web" checked={draft.web} onChange={(web) => change({ web })} />
          <SelectField
            label="AI assistants"
            value={draft.assistants}
            disabled={fixed}
            choices={Object.entries(ASSISTANTS).map(([value, label]) => ({ value, label }))}
            onChange={(assistants) => change({ assistants })}
            {...wrong(problem, "policy")}
          />
          <Switch label="Asking other people" checked={draft.people} onChange={(people) => change({ people })} />
        </fieldset>
      </Card>
      <Card title="Accommodations" detail="raters see the effect, never the reason">
        <div className={styles.fields}>
          <TextField
            label="Times the usual minutes"
            type="number"
            value={draft.time}
            onChange={(time) => change({ time })}
            hint="1 is usual; 1.5 gives half as much again for work and discussion."
            {...wrong(problem, "accommodations")}
          />
          <Switch
            label="No timer is shown"
            checked={draft.hiddenTimer}
            onChange={(hiddenTimer) => change({ hiddenTimer })}
          />
          <Switch
            label="High contrast"
            checked={draft.highContrast}
            onChange={(highContrast) => change({ highContrast })}
          />
          {sees.reason && (
            <TextField
              label="Reason"
              value={draft.reason}
              onChange={(reason) => change({ reason })}
              hint="For you alone: nobody who rates reads it."
              {...wrong(problem, "reason")}
            />
          )}
        </div>
      </Card>
    </>
  );
}
