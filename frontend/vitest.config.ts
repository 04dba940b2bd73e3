import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  test: {
    css: false,
    testTimeout: 20_000,
    // Arithmetic needs no document, and a document costs most of a second a file.
    projects: [
      {
        extends: true,
        test: { name: "arithmetic", environment: "node", include: ["src/**/*.test.ts"], isolate: false },
      },
      {
        extends: true,
        test: {
          name: "pages",
          environment: "happy-dom",
          pool: "vmThreads", // a document each, in one process: two thirds of the time
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/testing.ts"],
        },
      },
    ],
  },
});
