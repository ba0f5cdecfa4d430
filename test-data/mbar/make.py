"""Writes mbar.json: free energies, expectations, overlap and statistical inefficiencies as pymbar gives them.

Run with Debian's python3-pymbar (3.1): /usr/bin/python3 -B make.py
"""

import json
import warnings

import numpy as np

warnings.simplefilter("ignore")
import pymbar
from pymbar import timeseries

rng = np.random.RandomState(20261123)


def oscillators(name, centres, constants, offsets, counts):
    """u_k(x) = K_k (x − c_k)² / 2 + offset_k, in kT."""
    centres, constants, offsets = map(np.array, (centres, constants, offsets))
    counts = np.array(counts)
    x = np.concatenate(
        [rng.normal(c, 1 / np.sqrt(k), n) for c, k, n in zip(centres, constants, counts)]
    )
    x = np.round(x, 9)
    u = 0.5 * constants[:, None] * (x - centres[:, None]) ** 2 + offsets[:, None]
    mbar = pymbar.MBAR(u, counts, relative_tolerance=1e-14, maximum_iterations=10000)
    energies = mbar.getFreeEnergyDifferences(uncertainty_method="svd", return_dict=True)
    overlap = mbar.computeOverlap(return_dict=True)
    square = mbar.computeExpectations(x**2, uncertainty_method="svd", return_dict=True)
    # A state that is none of those above: centre 0.7, constant 2.5.
    other = 1.25 * (x - 0.7) ** 2
    perturbed = mbar.computePerturbedFreeEnergies(
        np.array([u[0], other]), uncertainty_method="svd", return_dict=True
    )
    elsewhere = mbar.computeExpectations(
        x, np.array([other]), uncertainty_method="svd", return_dict=True
    )
    return {
        "name": name,
        "centres": centres.tolist(),
        "constants": constants.tolist(),
        "offsets": offsets.tolist(),
        "counts": counts.tolist(),
        "x": x.tolist(),
        "differences": np.asarray(energies["Delta_f"]).tolist(),
        "errors": np.asarray(energies["dDelta_f"]).tolist(),
        "overlap": np.asarray(overlap["matrix"]).tolist(),
        "overlap_scalar": float(np.real(overlap["scalar"])),
        "square": np.asarray(square["mu"]).tolist(),
        "square_errors": np.asarray(square["sigma"]).tolist(),
        "other": float(np.asarray(perturbed["Delta_f"])[0, 1]),
        "other_error": float(np.asarray(perturbed["dDelta_f"])[0, 1]),
        "other_mean": float(np.ravel(elsewhere["mu"])[0]),
        "other_mean_error": float(np.ravel(elsewhere["sigma"])[0]),
    }


def two_sided():
    """Two oscillators, unequal numbers of draws: works of both directions."""
    a = np.round(rng.normal(0, 1, 180), 9)
    b = np.round(rng.normal(1.2, 0.5, 120), 9)
    difference = lambda x: 2 * (x - 1.2) ** 2 - 0.5 * x**2
    forward, reverse = difference(a), -difference(b)
    bar = pymbar.BAR(
        forward, reverse, uncertainty_method="MBAR", relative_tolerance=1e-14, return_dict=True
    )
    one = pymbar.EXP(forward, return_dict=True)
    back = pymbar.EXP(reverse, return_dict=True)
    return {
        "forward": forward.tolist(),
        "reverse": reverse.tolist(),
        "bar": float(bar["Delta_f"]),
        "bar_error": float(bar["dDelta_f"]),
        "exp_forward": float(one["Delta_f"]),
        "exp_forward_error": float(one["dDelta_f"]),
        "exp_reverse": -float(back["Delta_f"]),
        "exp_reverse_error": float(back["dDelta_f"]),
    }


def series():
    result = []
    for correlation, length in ((0.0, 300), (0.8, 700), (0.95, 900)):
        x = np.empty(length)
        x[0] = rng.normal()
        for i in range(1, length):
            x[i] = correlation * x[i - 1] + np.sqrt(1 - correlation**2) * rng.normal()
        x = np.round(x, 6)
        result.append(
            {
                "values": x.tolist(),
                "inefficiency": float(timeseries.statisticalInefficiency(x, mintime=3)),
            }
        )
    return result


data = {
    "oscillators": [
        oscillators("overlapping", [0, 0.5, 1, 1.6, 2], [1, 1.5, 2, 3, 4], [0, 1, -2, 5, 700], [120, 90, 0, 110, 80]),
        oscillators("chain", [0, 2.4, 4.8, 7.2], [1, 1.5, 1, 2], [0, 0, 0, 0], [150, 100, 60, 120]),
        oscillators("alike", [0, 0, 1], [1, 1, 1.2], [0, 3, 0], [80, 60, 70]),
    ],
    "two_sided": two_sided(),
    "series": series(),
}
with open("mbar.json", "w") as file:
    json.dump(data, file, indent=1)
    file.write("\n")
