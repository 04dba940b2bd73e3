import { Menu } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { isInside, useMe, useSignOut } from "../../api/me";
import { DUTIES } from "../../lib/duties";
import { IconChevronDown } from "../../parts/icons";
import { initials } from "./initials";
import styles from "./page.module.css";

const ChangePassword = lazy(() =>
  import("../signing/ChangePassword").then(({ ChangePassword }) => ({ default: ChangePassword })),
);

/** Who is signed in on the staff's pages, and what they can do about it. */
export function Account() {
  const inside = isInside(useLocation({ select: ({ pathname }) => pathname }));
  const { data: me } = useMe(inside);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  if (!inside || !me) return null;
  const go = (to: string) => () => void navigate({ to: to as never });
  return (
    <>
      <i className="vr" />
      <Menu position="bottom-end" width={232} withinPortal>
        <Menu.Target>
          <button type="button" className={styles.account} aria-label={`Your account: ${me.name}`}>
            <span className={styles.who} aria-hidden="true">
              {initials(me.name)}
            </span>
            <span className="el">{me.name}</span>
            <IconChevronDown />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label="Your account">
          <Menu.Label>{me.duties.map((duty) => DUTIES[duty].title).join(", ")}</Menu.Label>
          {me.rights.includes("list") && <Menu.Item onClick={go("/staff")}>Interviews</Menu.Item>}
          {me.rights.includes("practise") && <Menu.Item onClick={go("/staff/practice")}>Practice</Menu.Item>}
          {me.rights.includes("people") && <Menu.Item onClick={go("/staff/people")}>People</Menu.Item>}
          <Menu.Divider />
          {me.password && <Menu.Item onClick={() => setChanging(true)}>Another password…</Menu.Item>}
          <Menu.Item onClick={() => void signOut(false)}>Sign out</Menu.Item>
          {me.mail && <Menu.Item onClick={() => void signOut(true)}>Sign out everywhere</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {changing && (
        <Suspense>
          <ChangePassword onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}
