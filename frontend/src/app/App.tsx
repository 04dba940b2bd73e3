import { localStorageColorSchemeManager, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { newQueryClient } from "../api/answers";
import { reportViews } from "./reports";
import { newRouter } from "./routes";
import { tellShowing } from "./showing";
import { leadToSignIn } from "./signedOut";
import { resolver, theme } from "./theme";

// What floats stands in a landmark of its own, so that it can be found like everything else on the page.
const inPlace = { defaultProps: { portalProps: { target: "#floating" } } };
const floating = mergeThemeOverrides(theme, {
  components: {
    Menu: { defaultProps: { ...inPlace.defaultProps, withInitialFocusPlaceholder: false } },
    Popover: inPlace,
    Tooltip: inPlace,
    Modal: inPlace,
    ModalRoot: inPlace,
  },
});
const client = newQueryClient();
const router = newRouter();
const scheme = localStorageColorSchemeManager({ key: "rounds.scheme" }); // public/scheme.js reads the same

reportViews(router);
tellShowing(router);
leadToSignIn(client, router);

export function App() {
  return (
    <MantineProvider
      theme={floating}
      cssVariablesResolver={resolver}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
