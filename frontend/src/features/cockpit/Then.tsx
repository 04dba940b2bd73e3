import type { ReactNode } from "react";
import { viewOfThen } from "./addresses";
import { sinceBegun } from "./clock";
import { useDeck } from "./deck";

type Props = {
  /** The moment, and how far into its scenario that was, as it is shown. */
  time: number;
  figure: string;
  address: string;
  /** What happened then, and more about it. */
  what: string;
  more?: string[];
  children?: ReactNode;
};

/** A time of the scenario as a link to what the candidate's page showed then. Nobody leaves a running interview by it. */
export function Then({ time, figure, address, what, more = [], children }: Props) {
  const { cockpit } = useDeck();
  const there = viewOfThen(cockpit, time, address);
  const begun = sinceBegun(cockpit, time);
  const times = [`${what} ${figure} into the scenario`, begun && `${begun} into the interview`];
  const title = [...times, ...more, there && `open ${there.said}`].filter(Boolean).join(", ");
  if (!there)
    return (
      <span className="t1" title={title}>
        {children}
        {figure}
      </span>
    );
  const beside = cockpit.state === "ended" ? {} : { target: "_blank", rel: "noreferrer" };
  return (
    <a
      href={there.href}
      title={title}
      aria-label={`${what} ${figure} into the scenario: open ${there.said}`}
      {...beside}
    >
      {children}
      {figure}
    </a>
  );
}
