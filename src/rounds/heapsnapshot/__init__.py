"""V8 heap snapshots: read, analysed and asked.

Bytes become a `Heap` (`reading.read`, `analysing.analyse`); what can be said of one, or of several, are functions of it:

- `objects`: `node_of`, `thing`, `things`, `facts`
- `summary.summary`, `instances.instances`, `instances.listed`, `keeping.kept`, `finding.named`
- `containment.fields`, `dominators.dominated`, `dominators.dominators`
- `retaining.retainers`, `paths.shortest`, `paths.alternatives`, `grouping.groups`
- `statistics.statistics`, `duplicates.duplicates`, `suspects.suspects`, `growth.growth`
- `comparing.changes`, `comparing.changed`, `comparing.new_nodes`, `comparing.alike`

Nodes are numbers of rows, `objects.node_of` finds them by V8's ids; the answers (`answers`) speak of ids.
"""
