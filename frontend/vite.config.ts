import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const LAZY = /node_modules\/(@codemirror|@lezer|@prometheus-io|@marijn|style-mod|w3c-keyname|crelt)\//;

export default defineConfig({
  plugins: [react()],
  base: "/", // a deep link reloads: assets must not be relative to the page's path
  build: {
    target: "es2022",
    sourcemap: false,
    outDir: "../src/rounds/ui",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's policy allows no data: addresses
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // Editors come with the pages that have one, charts with the pages that draw.
        manualChunks: (id) => (LAZY.test(id) ? "editor" : id.includes("node_modules/uplot/") ? "plot" : undefined),
      },
    },
  },
  server: { proxy: { "/api": process.env.ROUNDS_API ?? "http://127.0.0.1:8400" } },
});
