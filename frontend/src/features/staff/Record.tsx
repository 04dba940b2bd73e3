export function Record() {
  return <main id="content" />;
}
