import { createContext } from "react";
import type { CockpitView } from "../../api/types";

/** The interview whose candidate is shown this page. */
export const PresentedContext = createContext<CockpitView | null>(null);
