/** Fields with counts beside a search: a click narrows it. */
import { useDeferredValue, useMemo, useState } from "react";
import { useAnswer } from "../../api/answers";
import type { Facets } from "../../api/types";
import { toggleValue } from "../../lib/search";
import { type FacetGroup, FacetList } from "../../parts/FacetList";
import { Field } from "../../parts/Field";
import { IconFilter } from "../../parts/icons";
import { EmptyState, SkeletonRows } from "../../parts/States";
import { isChosen, isExcluded, onlyValue, withoutValue } from "./clauses";
import { Refused } from "./Stopped";
import styles from "./search.module.css";
import type { Stretch } from "./stretch";

type Props = {
  signal: "logs" | "traces";
  stretch: Stretch;
  onQuery: (query: string) => void;
  find: string;
  onFind: (find: string) => void;
  /** A colour for values that have one. */
  colour?: (field: string, value: string) => string | undefined;
};

const MANY = 40;

export function FacetPane({ signal, stretch, onQuery, find, onFind, colour }: Props) {
  const [typed, setTyped] = useState(find);
  const [seen, setSeen] = useState(find);
  if (find !== seen) {
    setSeen(find);
    setTyped(find);
  }
  const wanted = useDeferredValue(typed.trim());
  const [wide, setWide] = useState("");
  const view = `${signal}.facets`;
  const answer = useAnswer(`${signal}/facets`, { ...stretch, find: wanted }, { view });
  const more = useAnswer(
    `${signal}/facets`,
    { ...stretch, fields: [wide], values: MANY },
    { view: `${view}.more`, enabled: wide !== "" },
  );
  const groups = useMemo(
    () => groupsOf(answer.data, wide === "" ? undefined : more.data, stretch.query, answer.updating, colour),
    [answer.data, answer.updating, more.data, wide, stretch.query, colour],
  );
  const { query } = stretch;
  return (
    <>
      <h2 className="hidden-text">Fields</h2>
      <div className={styles.find}>
        <Field
          label="Find a field or value"
          icon={<IconFilter />}
          size={24}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            onFind(next);
          }}
        />
      </div>
      <div className="scroll">
        {answer.loading && <SkeletonRows rows={14} height={24} label="Loading fields" />}
        {answer.problem && !["invalid", "closed"].includes(answer.problem.kind) && (
          <Refused message="Nothing is counted here." onAgain={answer.again} />
        )}
        {groups.length === 0 && answer.data && (
          <EmptyState title={wanted ? `Nothing here is called “${wanted}”` : "No fields"}>
            {wanted
              ? "Neither a field nor one of its values contains it."
              : "Nothing matches, so there is nothing to count."}
          </EmptyState>
        )}
        <FacetList
          facets={groups}
          dimmed={answer.updating || answer.stopped}
          onToggle={(field, value) => onQuery(toggleValue(query, field, value))}
          onOnly={(field, value) => onQuery(onlyValue(query, field, value))}
          onWithout={(field, value) => onQuery(withoutValue(query, field, value))}
          onMore={setWide}
        />
      </div>
    </>
  );
}

function groupsOf(
  facets: Facets | undefined,
  more: Facets | undefined,
  query: string,
  updating: boolean,
  colour: Props["colour"],
): FacetGroup[] {
  const wide = more?.facets[0];
  return (facets?.facets ?? []).map((facet) => {
    const { field, distinct, values } = wide && wide.field === facet.field ? wide : facet;
    return {
      field,
      distinct,
      values: values.map((one) => ({
        ...one,
        // The box is ticked at once, and not when the counts arrive.
        chosen: isChosen(query, field, one.value) || (!updating && one.chosen),
        excluded: isExcluded(query, field, one.value),
        colour: colour?.(field, String(one.value)),
      })),
    };
  });
}
