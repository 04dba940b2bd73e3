export function Briefing() {
  return <main id="content" />;
}
