import { useEffect, useRef, useState } from "react";
import { useSize } from "../../lib/useSize";
import { isReady } from "./addresses";
import styles from "./follow.module.css";

const WIDTH = 1440;
const HEIGHT = 900;

type Props = { frame: string; address: string | null; label: string };

/** A candidate's view in small, rendered anew from its address by a frame. It cannot be clicked: it is theirs. */
export function FollowPane({ frame: home, address, label }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
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
    if (ready && address) frame.current?.contentWindow?.postMessage({ rounds: "show", address }, location.origin);
  }, [ready, address]);
  const scale = width / WIDTH;
  return (
    <div ref={box} className={styles.box} style={{ height: HEIGHT * scale }}>
      <iframe
        ref={frame}
        title={label}
        src={home}
        className={styles.frame}
        style={{ width: WIDTH, height: HEIGHT, transform: `scale(${scale})` }}
        tabIndex={-1}
        inert
      />
    </div>
  );
}
