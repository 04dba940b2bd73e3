/** Edge cases: what is hard to judge is talked about once, and what comes of it stands beside the rubric. */

import { type FormEvent, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { CaseShown, CasesShown } from "../../api/types";
import { param, useView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconPlus } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import styles from "../calibration/calibration.module.css";
import { CalibrationPage } from "../calibration/Places";
import { Card } from "../page/Page";

const CASES = "/api/v1/staff/edge-cases";
const VIEW = { scenario: param.text(""), new: param.flag(), about: param.text("") };

export function EdgeCases() {
  const { data, problem, again } = useRead<CasesShown>(CASES);
  const [view, change] = useView(VIEW);
  const cases = (data?.cases ?? []).filter(({ scenario }) => !view.scenario || scenario === view.scenario);
  const scenarios = new Map((data?.cases ?? []).map((one) => [one.scenario, one.scenario_title]));
  return (
    <CalibrationPage
      title="Edge cases"
      act={
        <Button kind="primary" icon={<IconPlus />} disabled={!data || view.new} onClick={() => change({ new: true })}>
          New case
        </Button>
      }
    >
      {problem && !data && (
        <Card label="Edge cases">
          <ErrorState problem={problem} onAgain={again} />
        </Card>
      )}
      {!data && !problem && <SkeletonRows rows={8} height={40} />}
      {data && view.new && (
        <NewCase
          known={data}
          about={view.about || view.scenario}
          onDone={() => {
            change({ new: false, about: "" });
            again();
          }}
          onClose={() => change({ new: false, about: "" })}
        />
      )}
      {data && data.cases.length === 0 && !view.new && (
        <Card label="Edge cases">
          <EmptyState title="Nothing was hard to judge yet">
            Where the rubric leaves two of you apart, write the case down. What is ruled stands in the scorecard, beside
            the words that it is about, for everybody who scores that scenario.
          </EmptyState>
        </Card>
      )}
      {scenarios.size > 1 && (
        <div className="row">
          <SelectField
            label="Scenario"
            value={view.scenario}
            choices={[
              { value: "", label: "Every scenario" },
              ...[...scenarios].map(([value, label]) => ({ value, label })),
            ]}
            onChange={(scenario) => change({ scenario })}
          />
        </div>
      )}
      {data &&
        groupsOf(cases).map(({ key, name, these }) => (
          <section key={key} className={styles.cases} aria-label={name}>
            <h2 className={styles.group}>{name}</h2>
            {these.map((one) => (
              <OneCase key={one.id} of={one} rules={data.may_rule} again={again} />
            ))}
          </section>
        ))}
    </CalibrationPage>
  );
}

/** By scenario and version of the rubric, in the order of their newest. Two scenarios may have one title. */
function groupsOf(cases: readonly CaseShown[]): { key: string; name: string; these: CaseShown[] }[] {
  const groups = new Map<string, CaseShown[]>();
  for (const one of cases) {
    const key = `${one.scenario} ${one.rubric}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, these]) => ({
    key,
    name: `${these[0]!.scenario_title}, rubric ${these[0]!.rubric}`,
    these,
  }));
}

/** Sends what a form holds, and says why that was refused. */
function useSent(done: () => void) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (address: string, body: object) => {
    setBusy(true);
    setRefused(null);
    try {
      await ask<CasesShown>(address, body);
      done();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refused, send };
}

type NewProps = { known: CasesShown; about: string; onDone: () => void; onClose: () => void };

function NewCase({ known, about, onDone, onClose }: NewProps) {
  const [scenario, setScenario] = useState(
    Object.hasOwn(known.scenarios, about) ? about : (Object.keys(known.scenarios)[0] ?? ""),
  );
  const [anchor, setAnchor] = useState(Object.keys(known.anchors)[0] ?? "");
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const { busy, refused, send } = useSent(onDone);
  const field = useId();
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void send(CASES, { scenario, anchor, title, text });
  };
  return (
    <form className={styles.case} onSubmit={keep} aria-label="New case">
      <SelectField
        label="Scenario"
        value={scenario}
        choices={Object.entries(known.scenarios).map(([value, label]) => ({ value, label }))}
        onChange={setScenario}
      />
      <SelectField
        label="What of the rubric it is about"
        value={anchor}
        choices={Object.entries(known.anchors).map(([value, label]) => ({ value, label }))}
        onChange={setAnchor}
      />
      <TextField label="The case in a line" value={title} onChange={setTitle} autoFocus />
      <div className={styles.form}>
        <label htmlFor={field}>What happened, and what speaks for either side</label>
        <textarea
          id={field}
          rows={4}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <p className="s12 t3">Name no candidate: a case stays longer than an interview does.</p>
      <Refused problem={refused} />
      <div className="row">
        <Button submit kind="primary" busy={busy} disabled={!title.trim() || !text.trim()}>
          Open the case
        </Button>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const day = (moment: number) =>
  new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function OneCase({ of, rules, again }: { of: CaseShown; rules: boolean; again: () => void }) {
  const [says, setSays] = useState<"remark" | "ruling" | null>(null);
  const title = useId();
  const done = () => {
    setSays(null);
    again();
  };
  return (
    <article className={styles.case} aria-labelledby={title}>
      <div className="row">
        <h3 id={title}>{of.title}</h3>
        <span className="sp" />
        <Badge tone={of.ruling ? "ok" : "line"}>{of.ruling ? "ruled" : "open"}</Badge>
      </div>
      <p className="s12 t2">
        About {of.about}. {of.by && `Opened by ${of.by}`} on {day(of.opened)}, scenario version {of.version}.
      </p>
      <ul className={styles.remarks} aria-label="What was said">
        {of.remarks.map((one) => (
          <li key={`${one.at} ${one.text}`}>
            <p className="s12 t3">
              {one.by || "Somebody"}, {day(one.at)}
            </p>
            <p className={styles.words}>{one.text}</p>
          </li>
        ))}
      </ul>
      {of.ruling && (
        <div className={styles.ruling}>
          <p className="s12 t2">
            Ruling of {day(of.ruled ?? 0)}
            {of.ruled_by && ` by ${of.ruled_by}`}
          </p>
          <p className={styles.words}>{of.ruling}</p>
        </div>
      )}
      {says ? (
        <Say of={of} what={says} onDone={done} onClose={() => setSays(null)} />
      ) : (
        <div className="row">
          <Button size={24} onClick={() => setSays("remark")}>
            Add a remark
          </Button>
          {rules && (
            <Button size={24} onClick={() => setSays("ruling")}>
              {of.ruling ? "Rule again" : "Rule it"}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

type SayProps = { of: CaseShown; what: "remark" | "ruling"; onDone: () => void; onClose: () => void };

function Say({ of, what, onDone, onClose }: SayProps) {
  const [text, setText] = useState(what === "ruling" ? of.ruling : "");
  const { busy, refused, send } = useSent(onDone);
  const field = useId();
  const ruling = what === "ruling";
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const address = `${CASES}/${encodeURIComponent(of.id)}`;
    void send(`${address}/${ruling ? "ruling" : "remarks"}`, ruling ? { ruling: text } : { text });
  };
  return (
    <form className={styles.form} onSubmit={keep}>
      <label htmlFor={field}>{ruling ? "What holds from now on" : "Remark"}</label>
      <textarea
        id={field}
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {ruling && <p className="s12 t3">It stands in every scorecard of this scenario, with today's date.</p>}
      <Refused problem={refused} />
      <div className="row">
        <Button submit kind="primary" busy={busy} disabled={!text.trim()}>
          {ruling ? "Rule" : "Add"}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
