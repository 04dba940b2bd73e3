export function Dashboard() {
  return <main id="content" />;
}
