import { memo, useState } from "react";
import type { Part } from "../../api/answers";
import type { Curves, Exemplar } from "../../api/types";
import type { Diamond, PlotSeries } from "../../charts/LinePlot";
import { pinned } from "../../lib/pinning";
import type { Range } from "../../lib/time";
import { span } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Bone, Note } from "../../parts/States";
import type { LaneCurves, Order } from "./curves";
import { captionOf, titleOf } from "./describe";
import { LaneMenu } from "./LaneMenu";
import { LanePicture } from "./LanePicture";
import { Legend } from "./Legend";
import type { Lane } from "./lanes";
import styles from "./metrics.module.css";
import { withGroup } from "./promql";
import { SnapshotMarks } from "./SnapshotMarks";
import type { SnapshotMark } from "./snapshotMarks";
import { thingOf } from "./thing";
import type { LaneActions } from "./useLanes";

type Props = {
  lane: Lane;
  index: number;
  curves: LaneCurves;
  before: readonly PlotSeries[];
  parts: Part<Curves>[];
  diamonds: readonly Diamond<Exemplar>[];
  actions: LaneActions;
  range: Range;
  /** The height there is for each lane, pixels. */
  roomy: number;
  selection: Range | null;
  marks: readonly number[];
  cursor: "cross" | "values" | "off";
  order: Order;
  onSelect: (range: Range) => void;
  onPin: (at: number | null) => void;
  onBack: () => void;
  onExemplar: (exemplar: Exemplar) => void;
  /** Heap snapshots of what the lane is about. */
  snapshots: readonly SnapshotMark[];
  /** A label that would leave few enough series, for a lane whose series are cut. */
  split: string | null;
};

const LEGEND = 3; // rows of a shut legend in the lowest lane

/** One lane: its title, legend with values at the crosshair, and the picture. */
export const LaneView = memo(function LaneView(props: Props) {
  const { lane, index, curves, parts, actions } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const most = Math.max(LEGEND, Math.floor((props.roomy - 60) / 16) - 1);
  const rows = Math.min(lane.all ? curves.drawn.length + 1 : most + 1, Math.max(1, curves.drawn.length));
  const height = Math.max(86, props.roomy, 52 + rows * 17);
  const broken = lane.expressions.find((_, place) => parts[place]?.problem?.kind === "invalid");
  const title = lane.title || (broken ?? titleOf(lane.expressions)); // what cannot be read is shown as it was typed
  const warnings = [...new Set(parts.flatMap((part) => part.data?.warnings ?? []))];
  return (
    <section
      aria-label={`Lane ${index + 1}, ${title}`}
      className={styles.lane}
      {...pinned(thingOf(title, lane, curves))}
      data-pin-lane=""
    >
      <div className={styles.label} style={{ maxHeight: Math.max(height, 260) }}>
        <h2 className="el" title={title}>
          {title}
        </h2>
        <div className="s11 t3 el" title={lane.expressions.join("\n")}>
          {captionOf(lane, curves.unit) || " "}
        </div>
        <div className={styles["lane-menu"]}>
          <LaneMenu title={title} lane={lane} index={index} curves={curves} actions={actions} />
        </div>
        <Legend
          lane={lane}
          title={title}
          curves={curves}
          order={props.order}
          most={most}
          onHover={setHovered}
          onAll={(all) => actions.change(index, { all }, "replace")}
          onIsolate={(key, adding) =>
            actions.isolate(
              index,
              key,
              curves.drawn.map((one) => one.key),
              adding,
            )
          }
        />
      </div>
      {curves.drawn.length > 0 ? (
        <div className={`${styles.picture} ${parts.some((part) => part.updating) ? "dimmed" : ""}`}>
          <LanePicture {...props} title={title} height={height} hovered={hovered} />
          {props.snapshots.length > 0 && <SnapshotMarks marks={props.snapshots} range={props.range} />}
        </div>
      ) : (
        <Blank parts={parts} height={height} />
      )}
      {(curves.cut || warnings.length > 0) && (
        <div className={styles.note}>
          <Note tone="warn">
            {[curves.cut, ...warnings].filter(Boolean).join(" ")}
            {curves.cut && props.split && (
              <Button
                size={24}
                kind="link"
                onClick={() => actions.rewrite(index, (one) => withGroup(one, props.split!))}
              >
                Split by {props.split}
              </Button>
            )}
          </Note>
        </div>
      )}
    </section>
  );
});

const BY_CHANCE = new Set(["internal", "offline"]); // what may work when it is asked again

function Blank({ parts, height }: { parts: Part<Curves>[]; height: number }) {
  const failed = parts.find(({ problem }) => problem);
  const again = () => {
    for (const part of parts) part.again();
  };
  if (parts.some(({ loading }) => loading))
    return (
      <div className={styles.blank} style={{ height }} role="status" aria-label="Loading the lane">
        <Bone height={height - 32} />
      </div>
    );
  return (
    <div className={styles.blank} style={{ height }} role={failed ? "alert" : "status"}>
      <span className="el">
        {failed?.problem?.message ?? "No values in this range. The query is read well; nothing matches it here."}
      </span>
      {failed && BY_CHANCE.has(failed.problem!.kind) && (
        <Button size={24} kind="link" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Said where steps are wider than the window of a rate, or a gauge has none: what falls between is not seen. */
export function WindowNote({
  stepMs,
  windows,
  following,
  onFollow,
}: {
  stepMs: number;
  windows: number[];
  /** Some lanes look as far back as points stand apart. */
  following: boolean;
  onFollow: () => void;
}) {
  const narrow = windows.filter((window) => window < stepMs);
  const apart = span(stepMs);
  if (narrow.length === 0)
    return following ? (
      <Note>
        Points stand {apart} apart: rates are over {apart}, and of a gauge each point is the highest of its {apart}.
      </Note>
    ) : null;
  const least = Math.min(...narrow);
  return (
    <Note tone="warn">
      Points stand {apart} apart and {least === 0 ? "show one moment of a gauge" : `look ${span(least)} back`}: what is
      shorter may fall between.{" "}
      <Button size={24} kind="link" onClick={onFollow}>
        Look {apart} back
      </Button>
    </Note>
  );
}
