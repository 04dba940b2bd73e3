import { useEffect, useState } from "react";
import { IconWifiOff } from "../../parts/icons";
import { Note } from "../../parts/States";

/** Said under the header while the browser has no network: nothing is lost, nothing is a wall. */
export function OfflineBar() {
  const [offline, setOffline] = useState(() => navigator.onLine === false);
  useEffect(() => {
    const look = () => setOffline(navigator.onLine === false);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  if (!offline) return null;
  return (
    <section aria-label="Connection">
      <Note tone="warn">
        <span className="row g6">
          <IconWifiOff size={14} /> This browser has no network. What you see stays; new questions wait for the
          connection.
        </span>
      </Note>
    </section>
  );
}
