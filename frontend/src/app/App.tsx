import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { newQueryClient } from "../api/answers";
import { reportViews } from "./reports";
import { newRouter } from "./routes";
import { resolver, theme } from "./theme";

const client = newQueryClient();
const router = newRouter();
const scheme = localStorageColorSchemeManager({ key: "rounds.scheme" }); // public/scheme.js reads the same

reportViews(router);

export function App() {
  return (
    <MantineProvider
      theme={theme}
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
