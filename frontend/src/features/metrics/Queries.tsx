import { Menu } from "@mantine/core";
import { useState } from "react";
import { useSuggest } from "../../api/answers";
import { duration, plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { copyText } from "../../parts/CopyLink";
import { IconArrowDown, IconArrowUp, IconCopy, IconDotsVertical, IconPlus, IconTrash } from "../../parts/icons";
import { QueryField } from "../../parts/QueryField";
import { type Lane, letter } from "./lanes";
import styles from "./metrics.module.css";
import type { LaneAnswers } from "./useCurves";
import type { LaneActions } from "./useLanes";

type Props = {
  lanes: Lane[];
  answers: LaneAnswers;
  actions: LaneActions;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The lane whose query a click on a label changes. */
  active: number;
  onActive: (lane: number) => void;
};

const SHOWN = 2;

/** The expressions of all lanes: A, B, C. Enter runs what was typed; an emptied one goes. */
export function Queries({ lanes, answers, actions, open, onOpen, active, onActive }: Props) {
  const [adding, setAdding] = useState(false);
  const suggest = useSuggest("metrics");
  const rows = lanes.flatMap((lane, place) =>
    lane.expressions.map((expression, query) => ({ lane: place, query, expression })),
  );
  const broken = rows.findIndex(({ lane, query }) => answers[lane]?.parts[query]?.problem);
  const shown = open ? rows : rows.filter((_, index) => index < SHOWN || index === broken);
  const more = rows.length - shown.length;
  return (
    <section aria-label="Queries" className={styles.queries}>
      {shown.map(({ lane, query, expression }) => {
        const index = rows.findIndex((row) => row.lane === lane && row.query === query);
        const part = answers[lane]?.parts[query];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the editor inside has the focus; this only follows it
          <div
            key={`${lane}.${query}`}
            className={styles.query}
            data-on={lane === active}
            data-last={index === rows.length - 1}
            onFocus={() => onActive(lane)}
          >
            <span className={styles.letter}>{letter(index)}</span>
            <QueryField
              bare
              language="promql"
              label={`Query ${letter(index)}`}
              value={expression}
              suggest={suggest}
              submitOnBlur
              fault={part?.problem ?? null}
              onSubmit={(text) => actions.setExpression(lane, query, text)}
            />
            <span className="s11 t3 nw wide">
              {part?.data && `${plural(part.data.series_total, "series", "series")} in ${duration(part.data.took_ms)}`}
            </span>
            {shown.at(-1)?.lane === lane &&
              shown.at(-1)?.query === query &&
              (more > 0 || open) &&
              rows.length > SHOWN && (
                <Button
                  size={24}
                  kind="quiet"
                  icon={more > 0 ? <IconPlus /> : undefined}
                  onClick={() => onOpen(!open)}
                  aria-expanded={open}
                >
                  {more > 0 ? `${more} more` : "Fewer"}
                </Button>
              )}
            <QueryMenu
              name={letter(index)}
              expression={expression}
              onRemove={() => actions.setExpression(lane, query, "")}
              onAdd={() => setAdding(true)}
              onJoin={lane > 0 ? () => actions.join(lane, query) : undefined}
              onPart={lanes[lane]!.expressions.length > 1 ? () => actions.part(lane, query) : undefined}
            />
          </div>
        );
      })}
      {(adding || rows.length === 0) && (
        <div className={styles.query}>
          <span className={styles.letter}>{letter(rows.length)}</span>
          <QueryField
            bare
            language="promql"
            label={`Query ${letter(rows.length)}`}
            placeholder="PromQL, such as sum by (service) (rate(http_server_requests_total[1m]))"
            value=""
            suggest={suggest}
            submitOnBlur
            onSubmit={(text) => {
              setAdding(false);
              if (text.trim()) actions.add([text.trim()]);
            }}
          />
        </div>
      )}
    </section>
  );
}

type MenuProps = {
  name: string;
  expression: string;
  onRemove: () => void;
  onAdd: () => void;
  onJoin?: () => void;
  onPart?: () => void;
};

function QueryMenu({ name, expression, onRemove, onAdd, onJoin, onPart }: MenuProps) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton label={`What to do with query ${name}`} size={24}>
          <IconDotsVertical />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={`Query ${name}`}>
        <Menu.Item leftSection={<IconCopy />} onClick={() => void copyText(expression)}>
          Copy the expression
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus />} onClick={onAdd}>
          Add a query
        </Menu.Item>
        {onJoin && (
          <Menu.Item leftSection={<IconArrowUp />} onClick={onJoin}>
            Draw in the lane above
          </Menu.Item>
        )}
        {onPart && (
          <Menu.Item leftSection={<IconArrowDown />} onClick={onPart}>
            Draw in a lane of its own
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash />} onClick={onRemove}>
          Remove it
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
