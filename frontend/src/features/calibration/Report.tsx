/** What a round says, or all of them: how far raters agree, each rater beside the others, and the scenarios. */

import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/interviews";
import type { AgreementView, IntervalView, OfRaterView, PairView, PlacedView, ReportView } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./calibration.module.css";
import {
  ALPHA,
  type Band,
  decimal,
  FEWEST,
  ICC,
  missing,
  ofAll,
  ofAlpha,
  ofContrast,
  ofDrift,
  ofHalo,
  ofLeniency,
  ofOne,
  ofSpread,
  percent,
  signed,
  words,
} from "./figures";
import { Hints } from "./Hints";
import { CalibrationPage } from "./Places";
import { Fair, Targets } from "./Targets";
import { Whisker } from "./Whisker";

export function Report() {
  const { round = "all" } = useParams({ strict: false }) as { round?: string };
  const all = round === "all";
  const address = all ? "report" : `${encodeURIComponent(round)}/report`;
  const { data, problem, again } = useRead<ReportView>(`/api/v1/staff/calibration/${address}`);
  const title = all ? "All rounds together" : `Round ${round}`;
  return (
    <CalibrationPage title={title}>
      {problem && !data && (
        <Card label={title}>
          {problem.kind === "conflict" ? (
            <EmptyState title="This round is open" actions={<Go to="/staff/calibration">To the rounds</Go>}>
              Its figures are shown once it is closed: nobody is to know how others rate before.
            </EmptyState>
          ) : (
            <ErrorState problem={problem} onAgain={again} />
          )}
        </Card>
      )}
      {!data && !problem && <SkeletonRows rows={10} height={40} />}
      {data && <Told report={data} />}
    </CalibrationPage>
  );
}

function Told({ report }: { report: ReportView }) {
  if (report.agreement.raters === 0)
    return (
      <>
        <Card label="Report">
          <EmptyState title="Nothing was rated yet">
            Once a round is closed, its figures stand here, each with its interval and with how much it rests on.
          </EmptyState>
        </Card>
        <Hints report={report} />
      </>
    );
  return (
    <>
      <Agreement agreement={report.agreement} />
      {report.raters.length > 0 && <Raters raters={report.raters} halo={report.halo} />}
      <Hints report={report} />
      <Targets targets={report.targets} />
      {report.pairs.length > 0 && <Pairs report={report} />}
      {report.scenarios.length > 0 && <Difficulty scenarios={report.scenarios} />}
      <Fair fair={report.fair} />
    </>
  );
}

function Agreement({ agreement }: { agreement: AgreementView }) {
  const { single, average, alpha, ac2, exact, within_one } = agreement;
  return (
    <Card title="How far you agree" detail={`${agreement.raters} raters; the line is the 95 % interval`}>
      <div className={styles.figures}>
        <Figure
          of={single}
          title="One rater alone"
          name="ICC(2,1)"
          bands={ICC}
          means="How much of what one rater's scores say is about candidates, and not about who rated."
          does={ofOne(agreement)}
        />
        <Figure
          of={average}
          title="All of you together"
          name={`ICC(2,${agreement.raters})`}
          bands={ICC}
          means="The same of the mean of everybody's scores."
          does={ofAll(agreement)}
        />
        <Figure
          of={alpha}
          title="Use of the four points"
          name="Krippendorff's α, ordinal"
          bands={ALPHA}
          means="Whether 0, 1, 2 and 3 mean the same to each of you, with chance taken out."
          does={ofAlpha(agreement)}
        />
        <Figure
          of={ac2}
          title="The same where scores are alike"
          name="Gwet's AC2, ordinal"
          bands={ALPHA}
          means="It keeps its meaning where nearly everybody gives the same points, where α falls to nothing."
          does=""
        />
        <Figure
          of={exact}
          title="Exactly the same points"
          name="share of pairs"
          means="Of two ratings of one scenario, how often both give the same points. Chance is in it."
          does=""
          share
        />
        <Figure
          of={within_one}
          title="At most one point apart"
          name="share of pairs"
          means="The rest are two or three points apart: each of those is worth a talk."
          does=""
          share
        />
      </div>
    </Card>
  );
}

type FigureProps = {
  of: IntervalView;
  title: string;
  name: string;
  bands?: readonly Band[];
  means: string;
  does: string;
  share?: boolean;
};

function Figure({ of, title, name, bands = [], means, does, share = false }: FigureProps) {
  const said = share ? percent : decimal;
  const none = missing(of);
  return (
    <section className={styles.figure} aria-label={title}>
      <div className="row">
        <h3>{title}</h3>
        <span className="sp" />
        <span className="s12 t3">{name}</span>
      </div>
      {none ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <>
          <div className="row g12">
            <b className={styles.value}>{said(of.value)}</b>
            <span className="s12 t2">
              {said(of.low)} to {said(of.high)}, n = {of.n}
            </span>
            <span className="sp" />
            {bands.length > 0 && <span className="b5">{words(of, bands)}</span>}
          </div>
          <Whisker
            of={of}
            from={0}
            to={1}
            bands={bands}
            label={`${title}: ${said(of.value)}, between ${said(of.low)} and ${said(of.high)}${bands.length ? `, ${words(of, bands)}` : ""}`}
          />
        </>
      )}
      <p className="s12 t2">
        {means} {does && !none && <span className="t1">{does}</span>}
      </p>
    </section>
  );
}

function Raters({ raters, halo }: { raters: OfRaterView[]; halo: number | null }) {
  return (
    <Card
      title={raters.some(({ you }) => !you) ? "Each rater beside the others" : "You beside the others"}
      detail="points more or fewer than the others give for the same"
    >
      <ul className={styles.raters}>
        {raters.map((one) => (
          <OneRater key={one.rater} of={one} halo={halo} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Note>
          The middle line is what the others gave; within the grey band there is nothing to talk about. A dot is drawn
          towards the middle as far as the ratings are few, so it may stand beside the middle of its line.
        </Note>
      </div>
    </Card>
  );
}

function OneRater({ of, halo }: { of: OfRaterView; halo: number | null }) {
  const who = of.you ? "You" : of.name || "Somebody";
  const { leniency } = of;
  const none = missing(leniency);
  return (
    <li>
      <div className={styles.rater}>
        <b className="el" title={who}>
          {who}
        </b>
        <span className="s12 t3 nw">n = {of.n}</span>
        {none ? (
          <span className="t2">{none}</span>
        ) : (
          <Whisker
            of={leniency}
            from={-1.5}
            to={1.5}
            zero={0}
            near={0.3}
            width={360}
            flagged={of.flagged}
            label={`Leniency of ${who}: ${signed(leniency.value ?? 0)} points, between ${decimal(leniency.low)} and ${decimal(leniency.high)}`}
          />
        )}
        <span className={styles.value}>{leniency.value !== null && signed(leniency.value)}</span>
        {of.flagged && <Badge tone="warn">worth a talk</Badge>}
      </div>
      {!none && <p className="s12 t2">{ofLeniency(of, who)}</p>}
      <dl className={styles.also}>
        <Also
          name="Spread"
          value={decimal(of.centrality)}
          title="Their spread of points over everybody's; 1 is the same"
        >
          {ofSpread(of.centrality)}
        </Also>
        <Also
          name="Halo"
          value={decimal(of.halo.value)}
          title="How alike the criteria of one interview are rated, as a correlation; near 1 one impression colours all"
        >
          {ofHalo(of.halo, halo)}
        </Also>
        <Also
          name="Contrast"
          value={decimal(of.contrast.value)}
          title="Correlation of how much more than the others they gave with what they gave the interview before; 0 is none"
        >
          {ofContrast(of.contrast)}
        </Also>
        <Also
          name="Drift"
          value={of.drift.slope.value === null ? "–" : signed(of.drift.slope.value)}
          title="How leniency moves from interview to interview, in the order in which they rated"
        >
          {ofDrift(of.drift)}
        </Also>
        {of.severity && (
          <Also
            name="Severity"
            value={`${signed(of.severity.logits)} ± ${decimal(of.severity.error)}`}
            title={`By the Rasch model, in logits, with how hard the scenarios were taken out; infit ${decimal(of.severity.infit)}`}
          >
            {of.severity.fits ? "regular" : "less regular than expected: look at single scores"}
          </Also>
        )}
      </dl>
    </li>
  );
}

function Also({ name, value, title, children }: { name: string; value: string; title: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> <span className="t2">{children}</span>
      </dd>
    </div>
  );
}

function Pairs({ report }: { report: ReportView }) {
  const names = new Map(report.raters.map(({ rater, name }) => [rater, name]));
  const pairs = [...report.pairs].sort((a, b) => (a.kappa.value ?? 2) - (b.kappa.value ?? 2));
  return (
    <Card title="Two and two" detail="quadratic weighted kappa, the furthest apart first">
      <table className="tbl r32" aria-label="Agreement of pairs of raters">
        <thead>
          <tr>
            <th scope="col">Raters</th>
            <th scope="col" className="num" style={{ width: 120 }}>
              Kappa
            </th>
            <th scope="col" className="num" style={{ width: 160 }}>
              95 % interval
            </th>
            <th scope="col" className="num" style={{ width: 120 }}>
              Targets
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.one} ${pair.other}`}>
              <td className="t1">
                {names.get(pair.one)} and {names.get(pair.other)}
              </td>
              <td className="num">{kappaOf(pair)}</td>
              <td className="num t2">
                {pair.kappa.value === null ? "" : `${decimal(pair.kappa.low)} to ${decimal(pair.kappa.high)}`}
              </td>
              <td className="num">{pair.kappa.n}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`s12 t2 ${styles.foot}`}>
        1 is always the same points, 0 no more than chance. Let the two at the top rate one interview together.
      </p>
    </Card>
  );
}

function kappaOf({ kappa }: PairView): string {
  return kappa.n < FEWEST ? "too few" : decimal(kappa.value);
}

function Difficulty({ scenarios }: { scenarios: PlacedView[] }) {
  const reach = Math.max(1, ...scenarios.map(({ logits, error }) => Math.abs(logits) + 2 * error));
  return (
    <Card title="How hard the scenarios are" detail="logits; the middle is their mean, further right is harder">
      <ul className={styles.raters}>
        {[...scenarios]
          .sort((a, b) => b.logits - a.logits)
          .map((one) => {
            const of = { value: one.logits, low: one.logits - 1.96 * one.error, high: one.logits + 1.96 * one.error };
            return (
              <li key={one.name}>
                <div className={styles.rater}>
                  <b className="el" title={one.name}>
                    {one.name}
                  </b>
                  <span className="s12 t3 nw">n = {one.n}</span>
                  <Whisker
                    of={{ ...of, value: one.n < FEWEST ? null : of.value, n: one.n }}
                    from={-reach}
                    to={reach}
                    zero={0}
                    width={360}
                    label={`Difficulty of ${one.name}: ${signed(one.logits)} ± ${decimal(one.error)} logits`}
                  />
                  <span className={styles.value}>{one.n < FEWEST ? "" : signed(one.logits)}</span>
                  {!one.fits && <Badge tone="warn">irregular</Badge>}
                </div>
              </li>
            );
          })}
      </ul>
      <p className={`s12 t2 ${styles.foot}`}>
        With who rated and who was rated taken out. Where two lines do not meet, the scenarios are not alike: a sum over
        one of them is not the same as over the other.
      </p>
    </Card>
  );
}
