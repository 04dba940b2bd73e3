/** The approach gallery: clips worth watching, by scenario, step and word. */

import { useRead } from "../../api/interviews";
import type { ClipShown, GalleryShown } from "../../api/types";
import { plural } from "../../lib/units";
import { param, useView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { Go } from "../../parts/Go";
import { SelectField } from "../../parts/SelectField";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { CalibrationPage } from "../calibration/Places";
import { Card } from "../page/Page";
import { since } from "../replay/timeline";
import { SORTS, type Sort, scenariosOf, stepName, stepSaid, stepsOf, wanted } from "./clips";
import styles from "./gallery.module.css";
import { Tools } from "./Tools";

const VIEW = {
  find: param.text("", "replace"),
  scenario: param.text(""),
  step: param.text(""),
  sort: param.choice(SORTS),
};
const SORTED: Record<Sort, string> = {
  newest: "Newest first",
  longest: "Longest first",
  scenario: "By scenario and step",
  title: "By title",
};

export function Gallery() {
  const { data, problem, again } = useRead<GalleryShown>("/api/v1/staff/gallery");
  return (
    <CalibrationPage title="Approach gallery">
      {problem && !data && (
        <Card label="Approach gallery">
          <ErrorState problem={problem} onAgain={again} />
        </Card>
      )}
      {!data && !problem && <SkeletonRows rows={8} height={40} />}
      {data?.clips.length === 0 && (
        <Card label="Approach gallery">
          <EmptyState title="Nothing in the gallery yet">
            A clip is a stretch of a replay that is worth showing. Open the replay of an interview whose candidate
            agreed to training with it, and choose “Clip this”. Here it is shown without a name.
          </EmptyState>
        </Card>
      )}
      {data && data.clips.length > 0 && <Clips clips={data.clips} />}
    </CalibrationPage>
  );
}

function Clips({ clips }: { clips: ClipShown[] }) {
  const [view, change] = useView(VIEW);
  const found = wanted(clips, view);
  const { steps, others } = stepsOf(clips, view.scenario);
  return (
    <>
      <div className={styles.filters}>
        <div className={styles.find}>
          <Field label="Find clips" value={view.find} onChange={(find) => change({ find })} />
        </div>
        <SelectField
          label="Scenario"
          bare
          value={view.scenario}
          choices={[
            { value: "", label: "Every scenario" },
            ...scenariosOf(clips).map(({ name, title, clips: many }) => ({ value: name, label: `${title} (${many})` })),
          ]}
          onChange={(scenario) => change({ scenario, step: "" })}
        />
        {steps.length > 0 && (
          <SelectField
            label="Step"
            bare
            value={view.step}
            choices={[
              { value: "", label: "Every step" },
              ...steps.map((one) => ({ value: String(one.place), label: stepName(one) })),
              ...(others ? [{ value: "none", label: "No step" }] : []),
            ]}
            onChange={(step) => change({ step })}
          />
        )}
        <SelectField
          label="Order"
          bare
          value={view.sort}
          choices={SORTS.map((value) => ({ value, label: SORTED[value] }))}
          onChange={(sort) => change({ sort })}
        />
        <span className="sp" />
        <span className="t2" role="status">
          {found.length === clips.length ? plural(clips.length, "clip") : `${found.length} of ${clips.length} clips`}
        </span>
      </div>
      {found.length === 0 && (
        <Card label="Clips">
          <EmptyState
            title="No clip is like that"
            actions={<Button onClick={() => change({ find: "", scenario: "", step: "" })}>Show every clip</Button>}
          >
            Words are looked for in titles, reasons, scenarios and steps, and in who cut it.
          </EmptyState>
        </Card>
      )}
      <ul className={styles.clips} aria-label="Clips">
        {found.map((one) => (
          <OneClip key={one.id} clip={one} />
        ))}
      </ul>
    </>
  );
}

export const day = (moment: number) =>
  new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });

function OneClip({ clip }: { clip: ClipShown }) {
  const { id, title, text, by, mine, created, length, worked, scenario_title, step, strip } = clip;
  return (
    <li className={styles.clip}>
      <Tools strip={strip} length={length} />
      <div className={styles.told}>
        <h2>
          <Go to={`/staff/gallery/${id}`} className={styles.open}>
            {title}
          </Go>
        </h2>
        {text && <p className={`t2 ${styles.text}`}>{text}</p>}
        <p className="s12 t2">
          {scenario_title}
          {step && `, ${stepSaid(step)}`}
        </p>
        <p className={`s12 t3 ${styles.foot}`}>
          <span>
            {since(length)}, from {since(worked)} of the scenario
          </span>
          <span>
            {mine ? <Badge tone="line">yours</Badge> : by || "Somebody"}, {day(created)}
          </span>
        </p>
      </div>
    </li>
  );
}
