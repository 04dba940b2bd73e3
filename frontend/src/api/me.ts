/** Who is signed in on the staff's pages. */

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { ask } from "./client";
import { type Read, useRead } from "./interviews";
import { announceAnother } from "./turns";
import type { MeView } from "./types";

export const SIGN_IN = "/staff/sign-in";
const DOORS = ["/staff/join", SIGN_IN, "/staff/password"];

export function useMe(enabled = true): Read<MeView> {
  return useRead<MeView>("/api/v1/staff/me", undefined, enabled);
}

/** Whether an address is a page that only somebody who is signed in sees. */
export function isInside(pathname: string): boolean {
  return /^\/staff(\/|$)/.test(pathname) && !DOORS.includes(pathname.replace(/\/$/, ""));
}

/** Where to go on after signing in: a page of the staff's, whatever stands in the address. */
export function nextOf(wanted: unknown): string {
  const path = typeof wanted === "string" ? wanted : "";
  return isInside(path.split(/[?#]/)[0]!) && !/[\\\s]/.test(path) ? path : "/staff";
}

/** Nothing of what was read or asked before is shown to who comes next. */
export function useFreshStart(): (href: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (href) => {
      announceAnother();
      sessionStorage.clear();
      client.clear();
      await navigate({ href, replace: true } as never);
    },
    [client, navigate],
  );
}

export function useSignOut(): (everywhere: boolean) => Promise<void> {
  const start = useFreshStart();
  return useCallback(
    async (everywhere) => {
      await ask("/api/v1/staff/sign-out", { everywhere });
      await start(SIGN_IN);
    },
    [start],
  );
}
