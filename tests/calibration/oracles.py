"""What other programs find in the same table. To import them takes two seconds."""

from __future__ import annotations

import warnings

import krippendorff
import numpy as np
import pandas as pd
import pingouin
from sklearn.metrics import cohen_kappa_score

from rounds.calibration.agreement import Table


def icc(table: Table) -> tuple[float, float]:
    targets, raters = np.indices(table.shape)
    long = pd.DataFrame({"target": targets.ravel(), "rater": raters.ravel(), "score": table.ravel()})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tables without variance
        found = pingouin.intraclass_corr(long, targets="target", raters="rater", ratings="score").set_index("Type")
    return float(found.loc["ICC(A,1)", "ICC"]), float(found.loc["ICC(A,k)", "ICC"])


def alpha(table: Table) -> float:
    return float(krippendorff.alpha(table.T, level_of_measurement="ordinal", value_domain=[0, 1, 2, 3]))


def kappa(one: Table, other: Table) -> float:
    both = ~(np.isnan(one) | np.isnan(other))
    return float(cohen_kappa_score(one[both], other[both], labels=[0, 1, 2, 3], weights="quadratic"))
