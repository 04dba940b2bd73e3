import { css } from "../../charts/colours";
import { percent } from "../../lib/units";
import { IconDatabase, IconServer, IconStack2, IconTransfer, IconWorld } from "../../parts/icons";
import { changesText, groundsOf, latencyText, rateText } from "./changes";
import { type DrawnNode, HEIGHT } from "./picture";
import styles from "./services.module.css";

export const KINDS: Record<string, { title: string; Icon: typeof IconServer }> = {
  service: { title: "service", Icon: IconServer },
  database: { title: "database", Icon: IconDatabase },
  cache: { title: "cache", Icon: IconStack2 },
  messaging: { title: "queue", Icon: IconTransfer },
  external: { title: "external host", Icon: IconWorld },
};

type Props = {
  drawn: DrawnNode;
  chosen: boolean;
  tabbable: boolean;
  hold: (id: string, element: SVGGElement | null) => void;
  onFocus: () => void;
  onOpen: () => void;
};

/** A service, database, cache, queue or host as a box: its name, calls per second and 95th percentile. */
export function NodeBox({ drawn, chosen, tabbable, hold, onFocus, onOpen }: Props) {
  const { node, x, y, width, name, rate, p95, warm, failing, halo, dim, idle, share } = drawn;
  const { Icon } = KINDS[node.kind] ?? KINDS.service!;
  return (
    <g
      ref={(element) => {
        hold(node.id, element);
        return () => hold(node.id, null);
      }}
      role="button"
      aria-label={nameOf(drawn)}
      aria-pressed={chosen}
      tabIndex={tabbable ? 0 : -1}
      transform={`translate(${x} ${y})`}
      className={styles.node}
      data-node={node.id}
      data-dim={dim}
      data-idle={idle || drawn.unsure}
      data-failing={failing}
      data-chosen={chosen}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <title>{`${node.hosts.length > 0 ? node.hosts.join(", ") : node.name}\n${groundsOf(node, true)}`}</title>
      {halo > 0 && (
        <rect
          x={-halo / 2 - 1}
          y={-halo / 2 - 1}
          width={width + halo + 2}
          height={HEIGHT + halo + 2}
          rx={6 + halo / 2}
          fill={css("during")}
          opacity={0.3}
        />
      )}
      <rect className={styles.ring} x={-3.5} y={-3.5} width={width + 7} height={HEIGHT + 7} rx={8} />
      <rect
        className={styles.box}
        width={width}
        height={HEIGHT}
        rx={5}
        strokeDasharray={node.kind === "external" ? "4 2.5" : undefined}
      />
      {share > 0 && <rect className={styles.shareBar} x={1} y={HEIGHT - 3.5} width={share * (width - 2)} height={3} />}
      <Icon x={9} y={6} width={14} height={14} className={styles.kind} />
      <text x={29} y={16.5} className={styles.name}>
        {name}
      </text>
      <text x={29} y={32} className={styles.figure}>
        {rate}
      </text>
      <text x={width - 9} y={32} textAnchor="end" className={styles.figure} data-warm={warm}>
        {p95}
      </text>
      {failing && (
        <g transform={`translate(${width - 4} 2)`} className={styles.badge}>
          <circle r={7.5} />
          <path d="M-2.6-2.6l5.2 5.2M2.6-2.6l-5.2 5.2" />
        </g>
      )}
    </g>
  );
}

function nameOf({ node, inTrace }: DrawnNode): string {
  const { during, sends } = node;
  const calls = `${rateText(during.rate)} ${sends ? "sent" : "received"}, ${percent(during.errors)} errors, p95 ${latencyText(during.p95_ns)}`;
  return `${node.name}, ${KINDS[node.kind]?.title ?? node.kind}: ${calls}, ${changesText(node)}${inTrace && `; ${inTrace}`}`;
}
