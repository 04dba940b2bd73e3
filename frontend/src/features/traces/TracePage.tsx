export function TracePage() {
  return <main id="content" />;
}
