import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useIncident, useSurface } from "../../api/surface";
import { FromInterviewer } from "../../features/hour/FromInterviewer";
import { TimeLeft } from "../../features/hour/TimeLeft";
import { NotebookButton } from "../../features/notebook/NotebookButton";
import { QuestionsButton } from "../../features/questions/Questions";
import { clock, day } from "../../lib/time";
import { useTitle } from "../../lib/useTitle";
import { IconButton } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconClockPause, IconCommand, IconFlag, IconHelpCircle, IconMoon, IconSun } from "../../parts/icons";
import { Mark } from "../../parts/Mark";
import styles from "./shell.module.css";
import { TOOLS } from "./tools";
import { useTools } from "./useTools";

type Props = {
  home: string;
  eventsOpen: boolean;
  onEvents: () => void;
  notebookOpen: boolean;
  onNotebook: () => void;
  onPalette: () => void;
  onKeys: () => void;
};

export function Header({ home, eventsOpen, onEvents, notebookOpen, onNotebook, onPalette, onKeys }: Props) {
  const { caption, who, tutorial, presented } = useSurface();
  const { title, now, events } = useIncident();
  const tools = useTools();
  useTitle(TOOLS.find(({ tool }) => tools.some((link) => link.current && link.tool === tool))?.title, title);
  return (
    <header className={styles.header}>
      <Go to={home} className={styles.brand} label="Rounds: back to the start page">
        <Mark />
      </Go>
      <div className={styles.who}>
        <div className={styles.two}>
          <span className="el">{caption === title ? "Recorded incident" : caption}</span>
          <h1 className="el" title={title}>
            {title}
          </h1>
        </div>
      </div>
      <nav aria-label="Tools" className={styles.tools}>
        {TOOLS.map(({ tool, title: name, key, Icon }) => {
          const link = tools.find((one) => one.tool === tool)!;
          return (
            <Go
              key={tool}
              to={link.to}
              search={link.search}
              className={styles.tool}
              current={link.current}
              title={`${name} (g ${key})`}
            >
              <Icon />
              {name}
            </Go>
          );
        })}
      </nav>
      <div className="sp" />
      <div className={styles.clock} title={`The incident's clock stands still at ${clock(now)} UTC on ${day(now)}`}>
        <IconClockPause />
        <div className={styles.two}>
          <span>Incident clock, frozen</span>
          <span>
            {clock(now)}{" "}
            <span className="t3" style={{ fontWeight: 400 }}>
              UTC
            </span>
          </span>
        </div>
      </div>
      {who === "candidate" && !tutorial && !presented && <TimeLeft className={styles.clock} />}
      <NotebookButton open={notebookOpen} onOpen={onNotebook} />
      <div className={styles.ends}>
        <IconButton label={`Events, ${events.length}`} keys="e" on={eventsOpen} onClick={onEvents}>
          <IconFlag />
        </IconButton>
        <SchemeButton />
        {who === "candidate" && !presented && <FromInterviewer />}
        {who === "candidate" && !presented && <QuestionsButton small />}
        <IconButton label="Commands" keys="Ctrl+K" onClick={onPalette}>
          <IconCommand />
        </IconButton>
        <IconButton label="Keys and help" keys="?" onClick={onKeys}>
          <IconHelpCircle />
        </IconButton>
      </div>
    </header>
  );
}

export function SchemeButton() {
  const dark = useComputedColorScheme("dark") === "dark";
  const { setColorScheme } = useMantineColorScheme();
  return (
    <IconButton label={dark ? "Light colours" : "Dark colours"} onClick={() => setColorScheme(dark ? "light" : "dark")}>
      {dark ? <IconSun /> : <IconMoon />}
    </IconButton>
  );
}
