export function Staff() {
  return <main id="content" />;
}
