"""Statements about fields and their values: facets, and what could be typed."""

from __future__ import annotations

# One of these a field, put together by UNION ALL. `column` reads the field; what lacks it is not counted.
FACET = """
SELECT * FROM (SELECT
    $place AS Field, toString($column) AS Value, sum(SampleRate) AS Total,
    count() OVER () AS Distinct, sum(sum(SampleRate)) OVER () AS Whole
FROM $table
WHERE $window AND $where AND $present AND $matching
GROUP BY Value
ORDER BY has({chosen:Array(String)}, Value) DESC, Total DESC, Value
LIMIT {values:UInt32})
"""

UNION = "\nUNION ALL\n"

# Keys that have a value with a text in it.
KEYS_WITH = """
SELECT Scope, Key, max(Value = {text:String}) AS Exact
FROM attribute_values
WHERE Signal = {signal:String} AND Scope != 'field' AND Value ILIKE {pattern:String}
GROUP BY Scope, Key
"""

VALUES = """
SELECT Value, Scaled AS Total
FROM attribute_values
WHERE Signal = {signal:String} AND Scope = {scope:String} AND Key = {key:String} AND Value ILIKE {pattern:String}
ORDER BY startsWith(lower(Value), lower({text:String})) DESC, Total DESC, Value
LIMIT {limit:UInt32}
"""
