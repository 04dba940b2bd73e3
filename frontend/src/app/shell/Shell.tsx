/** The frame of every tool: header, the tool's page, the events drawer, palette and key sheet. */

import { Outlet, useSearch } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useState } from "react";
import { useReading } from "../../api/answers";
import { useNotebook } from "../../api/notebook";
import { PLACE, usePinnedCrosshair } from "../../api/place";
import { IncidentContext, type Surface, SurfaceContext, useSurface } from "../../api/surface";
import { HourBars } from "../../features/hour/HourBars";
import { NotebookPane } from "../../features/notebook/NotebookPane";
import { Pinner } from "../../features/notebook/Pinner";
import { PresentingBar } from "../../features/presenting/PresentingBar";
import { TourBar } from "../../features/tour/TourBar";
import { type Search, useView, writeSearch } from "../../lib/view";
import { SkipLink } from "../../parts/PageHead";
import { Bone, EmptyState } from "../../parts/States";
import { Unopened } from "../errors";
import { EventsDrawer } from "./EventsDrawer";
import { Header } from "./Header";
import { KeySheet } from "./KeySheet";
import { OfflineBar } from "./OfflineBar";
import { Palette } from "./Palette";
import styles from "./shell.module.css";
import { useShellCommands } from "./useShellCommands";

export function Shell({ surface, home }: { surface: Surface; home: string }) {
  return (
    <SurfaceContext value={surface}>
      <Loaded home={home} />
    </SurfaceContext>
  );
}

function Loaded({ home }: { home: string }) {
  const { data, problem, again } = useReading("incident");
  if (problem) return <Unopened problem={problem} onAgain={again} />;
  if (!data) return <Shape />;
  return (
    <IncidentContext value={data}>
      <Frame home={home} />
    </IncidentContext>
  );
}

function Frame({ home }: { home: string }) {
  const { tutorial, hour, presents } = useSurface();
  const notebook = useNotebook();
  const [{ events, notebook: asked }, change] = useView(PLACE);
  const written = asked && notebook !== null;
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  usePinnedCrosshair();
  useSharedPlace(events || written, () => change({ events: false, notebook: false }));
  useShellCommands({
    onPalette: () => setOpen("palette"),
    onKeys: () => setOpen("keys"),
    onEvents: () => change({ events: !events, notebook: false }),
  });
  const onNotebook = () => change({ notebook: !written, events: false });
  return (
    <div className={styles.app}>
      <SkipLink />
      <Header
        home={home}
        eventsOpen={events}
        onEvents={() => change({ events: !events, notebook: false })}
        notebookOpen={written}
        onNotebook={onNotebook}
        onPalette={() => setOpen("palette")}
        onKeys={() => setOpen("keys")}
      />
      <div className={styles.body}>
        <div className={styles["tool-page"]}>
          <OfflineBar />
          {hour && <HourBars number={hour} />}
          {tutorial && <TourBar />}
          {presents && <PresentingBar id={presents} />}
          <Suspense fallback={<PageShape />}>
            <Outlet />
          </Suspense>
        </div>
        {events && !written && <EventsDrawer onClose={() => change({ events: false })} />}
        {written && <NotebookPane onClose={() => change({ notebook: false })} />}
      </div>
      {open === "palette" && <Palette onClose={() => setOpen(null)} />}
      {open === "keys" && <KeySheet onClose={() => setOpen(null)} />}
      {notebook && <Pinner onOpen={onNotebook} />}
      <TooSmall />
    </div>
  );
}

/** Details that a person opens take the place of the events or the notebook: whatever of the view changes while details are there. */
function useSharedPlace(events: boolean, close: () => void): void {
  const search = useSearch({ strict: false }) as Search;
  const own = writeSearch(Object.fromEntries(Object.entries(search).filter(([name]) => !(name in PLACE))));
  const before = useRef(own);
  useEffect(() => {
    const changed = before.current !== own;
    before.current = own;
    if (changed && events && document.querySelector('[data-edge="start"]')) close();
  });
}

function TooSmall() {
  return (
    <div className={styles.small}>
      <EmptyState title="Rounds needs 1280 × 720">
        Make the window larger, or zoom out with Ctrl and minus. What you see is kept in the address.
      </EmptyState>
    </div>
  );
}

function Shape() {
  return (
    <div className={styles.app} role="status" aria-label="Loading the incident">
      <div className={styles.header} style={{ padding: "0 16px", gap: 24 }}>
        <Bone width={260} height={14} />
        <Bone width={320} height={14} />
      </div>
      <PageShape />
    </div>
  );
}

function PageShape() {
  return (
    <div
      role="status"
      aria-label="Loading the page"
      style={{ padding: 12, display: "grid", gap: 12, alignContent: "start", flex: 1 }}
    >
      <Bone width={480} height={20} />
      <Bone height={220} />
      <Bone width="80%" />
      <Bone width="64%" />
    </div>
  );
}
