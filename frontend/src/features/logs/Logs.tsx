export function Logs() {
  return <main id="content" />;
}
