import type { VersionShown } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import styles from "./scorecard.module.css";
import { useSheet } from "./sheet";
import { seeing } from "./words";

/** What was handed in and when; each later version with its reason and what it changed. */
export function Versions() {
  const { page, view, change } = useSheet();
  if (page.versions.length === 0) return null;
  const open = view.version ?? (page.versions.length > 1 ? page.version : null);
  return (
    <section aria-label="Versions" className={styles.versions}>
      <h3>Versions</h3>
      <ol>
        {[...page.versions].reverse().map((one) => (
          <li key={one.version}>
            <div className="row">
              <b>Version {one.version}</b>
              <span className="s12 t3 nw">{clock(new Date(one.at).toISOString(), here())}</span>
              <span className="sp" />
              {one.differences.length > 0 && (
                <Button
                  size={24}
                  kind="quiet"
                  aria-expanded={open === one.version}
                  onClick={() => change({ version: open === one.version ? 0 : one.version })}
                >
                  {one.differences.length === 1 ? "1 change" : `${one.differences.length} changes`}
                </Button>
              )}
            </div>
            {one.reason && <p className="s12 t2">{one.reason}</p>}
            <Told version={one} open={open === one.version} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Told({ version, open }: { version: VersionShown; open: boolean }) {
  return (
    <>
      {version.after_seeing.length > 0 && <Badge tone="warn">{seeing(version)}</Badge>}
      {open && <Differences of={version.differences} />}
    </>
  );
}

export function Differences({ of }: { of: VersionShown["differences"] }) {
  return (
    <dl className={styles.differences}>
      {of.map(({ what, before, after }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            <del>{before || "nothing"}</del> <ins>{after || "nothing"}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
