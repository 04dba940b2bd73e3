import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me";
import { Go } from "../../parts/Go";
import { Page } from "../page/Page";
import styles from "./staff.module.css";

const PLACES = [
  { to: "/staff", title: "Interviews", right: "list" },
  { to: "/staff/plans", title: "Plans", right: "list" },
  { to: "/staff/incidents", title: "Incidents", right: "incidents" },
  { to: "/staff/calibration", title: "Calibration", right: "calibrate" },
  { to: "/staff/practice", title: "Practice", right: "practise" },
  { to: "/staff/people", title: "People", right: "people" },
  { to: "/staff/retention", title: "Retention", right: "erase" },
  { to: "/staff/audit", title: "Audit log", right: "audit" },
] as const;

const CALIBRATING = ["/staff/calibration", "/staff/edge-cases", "/staff/scenarios", "/staff/gallery"];

/** A page of the staff's, with the ways to the others that they may see. */
export function StaffPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page title={title} home="/staff" place={<StaffPlaces />}>
      {children}
    </Page>
  );
}

export function StaffPlaces() {
  const { data: me } = useMe();
  const pathname = useLocation({ select: (location) => location.pathname });
  const there = PLACES.filter(({ right }) => me?.rights.includes(right));
  return (
    <nav aria-label="Pages" className={styles.places}>
      {there.map(({ to, title }) => (
        <Go key={to} to={to} current={here(pathname, to)}>
          {title}
        </Go>
      ))}
    </nav>
  );
}

/** Interviews are those pages that are nobody else's. */
function here(pathname: string, to: string): boolean {
  if (to === "/staff/calibration") return CALIBRATING.some((one) => pathname.startsWith(one));
  if (to !== "/staff") return pathname.startsWith(to);
  return pathname === to || pathname.startsWith("/staff/interviews");
}
