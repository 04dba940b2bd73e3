/** Lays the graph out off the main thread: 300 nodes take most of a second. */
import { layOut, type Shape } from "./layout";

addEventListener("message", ({ data }: MessageEvent<{ key: string; shape: Shape }>) => {
  postMessage({ key: data.key, layout: layOut(data.shape) });
});
