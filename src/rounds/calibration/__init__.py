"""Whether raters mean the same by the same score: agreement, leniency, drift, a scale common to all; pure."""
