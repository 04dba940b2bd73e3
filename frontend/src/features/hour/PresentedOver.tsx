/**
 * What the lead presents, over the candidate's own page, which stays as it is beneath and is there again afterwards.
 *
 * It stands in a frame of its own: its keys, title and address are not the page's, and what it asks is the lead's asking.
 */

import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useInterviewLive } from "../../api/live";
import { cover } from "../../lib/covered";
import { PRESENTED, presentedAt } from "../../lib/presented";
import { IconEye } from "../../parts/icons";
import { isReady } from "../follow/addresses";
import styles from "./hour.module.css";

export function PresentedOver() {
  const { data, view } = useInterviewLive();
  const address = data?.presenting ? (view?.address ?? data.presented) : null;
  const shown = address ? presentedAt(address) : null;
  const there = shown !== null;
  useEffect(() => {
    beneath(there);
    return () => beneath(false);
  }, [there]);
  if (!shown) return null;
  const who = data?.interviewer || "Your interviewer";
  return createPortal(
    <section className={styles.presented} aria-label={`${who} is showing you this`}>
      <div className={styles.banner} role="status">
        <IconEye />
        {who} is showing you this
        <span className="t3 s12">Your own page is kept, and comes back afterwards.</span>
      </div>
      <Frame address={shown} />
    </section>,
    document.body,
  );
}

/** The page beneath is not seen, and takes no keys. */
function beneath(now: boolean): void {
  cover(now);
  for (const id of ["root", "floating"]) document.getElementById(id)?.toggleAttribute("inert", now);
}

function Frame({ address }: { address: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const told = ({ origin, source, data }: MessageEvent) => {
      if (origin === location.origin && source === frame.current?.contentWindow && isReady(data)) setReady(true);
    };
    window.addEventListener("message", told);
    return () => window.removeEventListener("message", told);
  }, []);
  useEffect(() => {
    if (ready) frame.current?.contentWindow?.postMessage({ rounds: "show", address }, location.origin);
  }, [ready, address]);
  return <iframe ref={frame} title="What is shown to you" src={PRESENTED} tabIndex={-1} inert />;
}
