export function CandidateJoin() {
  return <main id="content" />;
}
export function StaffJoin() {
  return <main id="content" />;
}
