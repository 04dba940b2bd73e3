import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type Command, useCommands } from "../../lib/commands";
import { copyText } from "../../parts/CopyLink";
import { TOOLS } from "./tools";
import { useTools } from "./useTools";

type Doors = { onPalette: () => void; onKeys: () => void; onEvents: () => void };

/** What can be done on every tool. */
export function useShellCommands({ onPalette, onKeys, onEvents }: Doors): void {
  const navigate = useNavigate();
  const tools = useTools();
  const dark = useComputedColorScheme("dark") === "dark";
  const { setColorScheme } = useMantineColorScheme();
  const go: Command[] = TOOLS.map(({ tool, title, key }) => ({
    id: `go.${tool}`,
    label: `Go to ${title}`,
    group: "Go",
    keys: `g ${key}`,
    run: () => {
      const link = tools.find((one) => one.tool === tool)!;
      void navigate({ to: link.to as never, search: link.search as never });
    },
  }));
  useCommands([
    ...go,
    { id: "palette", label: "Commands", group: "General", keys: "Ctrl+k", run: onPalette },
    { id: "keys", label: "All keys", group: "General", keys: "?", run: onKeys },
    {
      id: "events",
      label: "Show or hide events",
      group: "General",
      keys: "e",
      run: onEvents,
      words: "deploys alerts flags restarts",
    },
    {
      id: "scheme",
      label: dark ? "Light colours" : "Dark colours",
      group: "General",
      run: () => setColorScheme(dark ? "light" : "dark"),
      words: "theme dark light",
    },
    { id: "copy", label: "Copy link to this view", group: "General", run: () => void copyText(location.href) },
  ]);
}
