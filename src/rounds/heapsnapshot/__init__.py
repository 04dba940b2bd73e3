"""V8 heap snapshots: read, analysed and asked.

Bytes become a `Heap` (`reading.read`, `analysing.analyse`); what can be said of one, or of several, are functions of it:

- `objects.node_of`, `thing`, `things`, `facts`: one object or many, as people see them; `names` calls them as DevTools
- `summary.summary` of all objects or of a part that `keeping.kept` marks; `instances.instances` and `listed` of a class
- `containment.fields`, `dominators.dominated` and `dominators`: what it refers to, what dies with it, what it dies with
- `retaining.retainers`, `paths.shortest` and `alternatives`: what holds an object, also with others ignored
- `grouping.groups`: the objects of a class by the way they are held (`ways`)
- `statistics.statistics`, `duplicates.duplicates`, `suspects.suspects`, `growth.growth` of several snapshots
- `comparing.changes`, `changed`, `new_nodes`, `alike` of two

What is costly can be made once and given again: `retaining.reach`, `summary.sums_of`, `keeping.kept`,
`duplicates.repeated`. Nodes are numbers of rows, `objects.node_of` finds them by V8's ids; answers speak of ids.
"""
