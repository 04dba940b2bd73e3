// Sets the colour scheme before the first paint. A file of its own, since the page allows no inline scripts.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem("rounds.scheme");
  } catch {
    // Storage is off: the system decides.
  }
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
