export function Metrics() {
  return <main id="content" />;
}
