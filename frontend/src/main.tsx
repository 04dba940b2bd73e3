import "./app/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { watchPieces } from "./app/renewal";
import { press, watchCover } from "./lib/commands";

watchPieces();
watchCover();
window.addEventListener("keydown", press);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
