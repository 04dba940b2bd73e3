import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Go } from "../../parts/Go";
import { pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import styles from "./calibration.module.css";

const PLACES = [
  { to: "/staff/calibration", title: "Rounds" },
  { to: "/staff/calibration/all", title: "All rounds together" },
  { to: "/staff/edge-cases", title: "Edge cases" },
  { to: "/staff/scenarios", title: "Scenarios" },
  { to: "/staff/gallery", title: "Gallery" },
] as const;

/** A page about how scores are given, with the ways to the others of its kind. */
export function CalibrationPage({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <StaffPage title={title}>
      <div className={styles.grid}>
        <nav aria-label="Calibration" className={styles.places}>
          {PLACES.map(({ to, title: name }) => (
            <Go key={to} to={to} current={pathname === to}>
              {name}
            </Go>
          ))}
        </nav>
        <div className="row">
          <h1 className={pageStyles.title}>{title}</h1>
          <span className="sp" />
          {act}
        </div>
        {children}
      </div>
    </StaffPage>
  );
}
