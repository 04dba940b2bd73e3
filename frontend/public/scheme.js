// Sets the colour scheme, and how a person wants pages displayed, before the first paint. A file of its own, since the
// page allows no inline scripts.
(() => {
  let kept = null;
  let display = {};
  try {
    kept = localStorage.getItem("rounds.scheme");
    display = JSON.parse(localStorage.getItem("rounds.display") ?? "{}") ?? {};
  } catch {
    // Storage is off: the system decides.
  }
  const root = document.documentElement;
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.toggleAttribute("data-larger-text", !!display.text);
  root.toggleAttribute("data-high-contrast", !!display.contrast);
  root.toggleAttribute("data-reduced-motion", !!display.motion);
})();
