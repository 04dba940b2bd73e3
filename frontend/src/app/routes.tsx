/** Every page and its address. The tools' pages are written once and stand under both surfaces. */

import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { parseSearch, writeSearch } from "../lib/view";
import { Failed, Missing, Waiting } from "./errors";

const root = createRootRoute({ component: Outlet, errorComponent: Failed, notFoundComponent: Missing });
const page = <Path extends string>(parent: AnyRoute, path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => parent, path, component });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/interview" as never });
  },
});
const join = page(
  root,
  "/join",
  lazyRouteComponent(() => import("../features/join/Join"), "CandidateJoin"),
);
const staffJoin = page(
  root,
  "/staff/join",
  lazyRouteComponent(() => import("../features/join/Join"), "StaffJoin"),
);
const dashboard = page(
  root,
  "/interview",
  lazyRouteComponent(() => import("../features/dashboard/Dashboard"), "Dashboard"),
);
const staff = page(
  root,
  "/staff",
  lazyRouteComponent(() => import("../features/board/Board"), "Board"),
);
const plans = page(
  root,
  "/staff/plans",
  lazyRouteComponent(() => import("../features/plans/Plans"), "Plans"),
);
const incidents = page(
  root,
  "/staff/incidents",
  lazyRouteComponent(() => import("../features/staff/Incidents"), "Incidents"),
);
const newInterview = page(
  root,
  "/staff/interviews/new",
  lazyRouteComponent(() => import("../features/arranging/Arrange"), "NewInterview"),
);
const overview = page(
  root,
  "/staff/interviews/$id",
  lazyRouteComponent(() => import("../features/arranging/Overview"), "Overview"),
);
const changeInterview = page(
  root,
  "/staff/interviews/$id/change",
  lazyRouteComponent(() => import("../features/arranging/Arrange"), "ChangeInterview"),
);
const prepare = page(
  root,
  "/staff/interviews/$id/prepare",
  lazyRouteComponent(() => import("../features/preparing/Prepare"), "Prepare"),
);
const record = page(
  root,
  "/staff/interviews/$id/record",
  lazyRouteComponent(() => import("../features/staff/Record"), "Record"),
);
const replay = page(
  root,
  "/staff/interviews/$id/replay",
  lazyRouteComponent(() => import("../features/replay/Replay"), "Replay"),
);
const scorecard = page(
  root,
  "/staff/interviews/$id/scorecard",
  lazyRouteComponent(() => import("../features/scorecard/Scorecard"), "Scorecard"),
);
const packet = page(
  root,
  "/staff/interviews/$id/packet",
  lazyRouteComponent(() => import("../features/packet/Packet"), "Packet"),
);
const debrief = page(
  root,
  "/staff/interviews/$id/debrief",
  lazyRouteComponent(() => import("../features/debrief/Debrief"), "Debrief"),
);
const ownData = page(
  root,
  "/interview/rights",
  lazyRouteComponent(() => import("../features/rights/Rights"), "Rights"),
);
const retention = page(
  root,
  "/staff/retention",
  lazyRouteComponent(() => import("../features/rights/Retention"), "Retention"),
);
const audit = page(
  root,
  "/staff/audit",
  lazyRouteComponent(() => import("../features/audit/Audit"), "Audit"),
);
const calibration = page(
  root,
  "/staff/calibration",
  lazyRouteComponent(() => import("../features/calibration/Rounds"), "Rounds"),
);
const calibrationReport = page(
  root,
  "/staff/calibration/$round",
  lazyRouteComponent(() => import("../features/calibration/Report"), "Report"),
);
const calibrationCard = page(
  root,
  "/staff/calibration/$round/$id",
  lazyRouteComponent(() => import("../features/calibration/Rating"), "RatingAgain"),
);
const edgeCases = page(
  root,
  "/staff/edge-cases",
  lazyRouteComponent(() => import("../features/edge-cases/EdgeCases"), "EdgeCases"),
);
const watched = page(
  root,
  "/staff/scenarios",
  lazyRouteComponent(() => import("../features/calibration/Scenarios"), "Scenarios"),
);
const practice = page(
  root,
  "/staff/practice",
  lazyRouteComponent(() => import("../features/drills/Practice"), "Practice"),
);
const comparison = page(
  root,
  "/staff/practice/$id",
  lazyRouteComponent(() => import("../features/drills/Compare"), "Comparison"),
);
const gallery = page(
  root,
  "/staff/gallery",
  lazyRouteComponent(() => import("../features/gallery/Gallery"), "Gallery"),
);
const clip = page(
  root,
  "/staff/gallery/$clip",
  lazyRouteComponent(() => import("../features/gallery/Watch"), "Watch"),
);
const signIn = page(
  root,
  "/staff/sign-in",
  lazyRouteComponent(() => import("../features/signing/SignIn"), "SignIn"),
);
const setPassword = page(
  root,
  "/staff/password",
  lazyRouteComponent(() => import("../features/signing/SetPassword"), "SetPassword"),
);
const people = page(
  root,
  "/staff/people",
  lazyRouteComponent(() => import("../features/people/People"), "People"),
);
const cockpit = page(
  root,
  "/staff/interviews/$id/cockpit",
  lazyRouteComponent(() => import("../features/cockpit/Cockpit"), "Cockpit"),
);
const scenario = page(
  root,
  "/interview/$number",
  lazyRouteComponent(() => import("./shell/Surfaces"), "CandidateShell"),
);
const tutorial = page(
  root,
  "/interview/tutorial",
  lazyRouteComponent(() => import("./shell/Surfaces"), "TutorialShell"),
);
const incident = page(
  root,
  "/staff/incidents/$name",
  lazyRouteComponent(() => import("./shell/Surfaces"), "StaffShell"),
);
const frame = page(
  root,
  "/staff/follow/$id",
  lazyRouteComponent(() => import("../features/follow/Framed"), "Frame"),
);
const framedOverview = page(
  frame,
  "/",
  lazyRouteComponent(() => import("../features/follow/Framed"), "FramedOverview"),
);
const framedScenario = page(
  frame,
  "/$number",
  lazyRouteComponent(() => import("../features/follow/Framed"), "FramedShell"),
);

const clipFrame = page(
  root,
  "/staff/watch/$clip",
  lazyRouteComponent(() => import("../features/follow/Framed"), "ClipFrame"),
);
const clipOverview = page(
  clipFrame,
  "/",
  lazyRouteComponent(() => import("../features/follow/Framed"), "FramedOverview"),
);
const clipScenario = page(
  clipFrame,
  "/$number",
  lazyRouteComponent(() => import("../features/follow/Framed"), "FramedClip"),
);

const presenting = page(
  root,
  "/staff/present/$id/$number",
  lazyRouteComponent(() => import("../features/presenting/Presenting"), "PresentingShell"),
);
const presented = page(
  root,
  "/presented",
  lazyRouteComponent(() => import("../features/hour/PresentedFrame"), "PresentedFrame"),
);
const presentedOverview = page(
  presented,
  "/",
  lazyRouteComponent(() => import("../features/hour/PresentedFrame"), "PresentedOverview"),
);
const presentedScenario = page(
  presented,
  "/$number",
  lazyRouteComponent(() => import("../features/hour/PresentedFrame"), "PresentedShell"),
);

function tools(parent: AnyRoute) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: "/",
      component: lazyRouteComponent(() => import("../features/briefing/Briefing"), "Briefing"),
    }),
    page(
      parent,
      "/briefing",
      lazyRouteComponent(() => import("../features/briefing/Briefing"), "Briefing"),
    ),
    page(
      parent,
      "/metrics",
      lazyRouteComponent(() => import("../features/metrics/Metrics"), "Metrics"),
    ),
    page(
      parent,
      "/traces",
      lazyRouteComponent(() => import("../features/traces/Traces"), "Traces"),
    ),
    page(
      parent,
      "/traces/compare",
      lazyRouteComponent(() => import("../features/compare/ComparePage"), "ComparePage"),
    ),
    page(
      parent,
      "/traces/$traceId",
      lazyRouteComponent(() => import("../features/traces/TracePage"), "TracePage"),
    ),
    page(
      parent,
      "/logs",
      lazyRouteComponent(() => import("../features/logs/Logs"), "Logs"),
    ),
    page(
      parent,
      "/database",
      lazyRouteComponent(() => import("../features/database/Database"), "Database"),
    ),
    page(
      parent,
      "/database/$statementId",
      lazyRouteComponent(() => import("../features/database/StatementPage"), "StatementPage"),
    ),
    page(
      parent,
      "/heap",
      lazyRouteComponent(() => import("../features/heap/Heap"), "Heap"),
    ),
    page(
      parent,
      "/services",
      lazyRouteComponent(() => import("../features/services/Services"), "Services"),
    ),
  ];
}

const tree = root.addChildren([
  home,
  join,
  staffJoin,
  signIn,
  setPassword,
  people,
  dashboard,
  ownData,
  staff,
  retention,
  audit,
  calibration,
  calibrationReport,
  calibrationCard,
  edgeCases,
  watched,
  gallery,
  clip,
  practice,
  comparison,
  plans,
  incidents,
  newInterview,
  overview,
  changeInterview,
  prepare,
  record,
  replay,
  scorecard,
  debrief,
  packet,
  tutorial.addChildren(tools(tutorial)),
  cockpit,
  scenario.addChildren(tools(scenario)),
  incident.addChildren(tools(incident)),
  presenting.addChildren(tools(presenting)),
  presented.addChildren([presentedOverview, presentedScenario.addChildren(tools(presentedScenario))]),
  clipFrame.addChildren([clipOverview, clipScenario.addChildren(tools(clipScenario))]),
  frame.addChildren([framedOverview, framedScenario.addChildren(tools(framedScenario))]),
]);

export function newRouter(history?: RouterHistory) {
  return createRouter({
    ...(history ? { history } : {}),
    routeTree: tree,
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: "intent",
    defaultPendingComponent: Waiting,
    defaultPendingMs: 150,
    defaultErrorComponent: Failed,
    defaultNotFoundComponent: Missing,
    scrollRestoration: false,
  });
}
