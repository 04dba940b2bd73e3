/** How pages are displayed: colours, text size, contrast, motion, the timer. Applied at once, kept by this browser. */

import { Popover, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useAccessCommand } from "../../api/access";
import { CHOICES, type Choice, choose, named, useDisplay } from "../../lib/display";
import { Button } from "../../parts/Button";
import { Segments, Switch } from "../../parts/Choices";
import { IconContrast2 } from "../../parts/icons";
import styles from "./questions.module.css";

export function DisplayMenu() {
  const chosen = useDisplay();
  const { send } = useAccessCommand();
  const scheme = useComputedColorScheme("dark");
  const { setColorScheme } = useMantineColorScheme();
  const change = (choice: Choice, on: boolean) => {
    void send("display", { choices: named(choose(choice, on)) }); // staff are told the effect, not why
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button kind="quiet" icon={<IconContrast2 />}>
          Display
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="How pages are displayed">
        <div className={styles.choices}>
          <Segments
            label="Colours"
            value={scheme}
            choices={[
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
            onChange={setColorScheme}
          />
          {CHOICES.map(({ choice, title, what }) => (
            <div key={choice}>
              <Switch label={title} checked={chosen[choice]} onChange={(on) => change(choice, on)} />
              <p>{what}</p>
            </div>
          ))}
          <small>Your interviewers see that you chose it. It changes nothing in how you are judged.</small>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
