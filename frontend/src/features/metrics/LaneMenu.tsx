import { Menu } from "@mantine/core";
import { IconButton } from "../../parts/Button";
import { copyText } from "../../parts/CopyLink";
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconCopy,
  IconDotsVertical,
  IconEye,
  IconTrash,
} from "../../parts/icons";
import { asCsv, type LaneCurves, ordered } from "./curves";
import type { Lane } from "./lanes";
import { howOften } from "./promql";
import type { LaneActions } from "./useLanes";

type Props = { title: string; lane: Lane; index: number; curves: LaneCurves; actions: LaneActions };

const SERIES = 12; // as many as the menu shows without being a list of its own

/** What can be done with a lane. Showing a series alone is here too, as large as a finger. */
export function LaneMenu({ title, lane, index, curves, actions }: Props) {
  const { drawn } = curves;
  const keys = drawn.map(({ key }) => key);
  const often = lane.expressions.map(howOften).find(Boolean);
  return (
    <Menu position="bottom-start" width={260} keepMounted={false}>
      <Menu.Target>
        <IconButton label={`What to do with ${title}`} size={24}>
          <IconDotsVertical />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={title} mah={520} style={{ overflow: "auto" }}>
        <Menu.Item
          leftSection={lane.log ? <IconCheck /> : <Blank />}
          onClick={() => actions.change(index, { log: !lane.log })}
        >
          Log scale
        </Menu.Item>
        {often && (
          <Menu.Item leftSection={<Blank />} onClick={() => actions.add([often])}>
            How often, as a lane
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArrowUp />} disabled={index === 0} onClick={() => actions.move(index, -1)}>
          Move up
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown />} onClick={() => actions.move(index, 1)}>
          Move down
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy />} onClick={() => void copyText(asCsv(curves))}>
          Copy as CSV
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash />} onClick={() => actions.remove(index)}>
          Remove the lane
        </Menu.Item>
        {lane.only.length > 0 && (
          <Menu.Item leftSection={<IconEye />} onClick={() => actions.change(index, { only: [] })}>
            All series
          </Menu.Item>
        )}
        {drawn.length > 1 &&
          ordered(drawn, "size", 0)
            .slice(0, SERIES)
            .map(({ key, name }) => (
              <Menu.Item
                key={key}
                leftSection={lane.only.includes(key) ? <IconCheck /> : <Blank />}
                onClick={() => actions.isolate(index, key, keys, false)}
              >
                Only {name}
              </Menu.Item>
            ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Blank() {
  return <span style={{ display: "block", width: 16 }} />;
}
