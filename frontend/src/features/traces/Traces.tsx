export function Traces() {
  return <main id="content" />;
}
