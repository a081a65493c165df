"""Classifier two-sample test of our posterior samples against the benchmark's reference.

    python c2st.py DATA TASK=FILE.csv [TASK=FILE.csv …]

For each task: both samples are scaled by mean and deviation of the reference; a perceptron with two hidden layers of 10 d
units is trained to tell them apart; printed is its accuracy, cross-validated in five folds. 0.5: nobody can tell; 1: all can.
"""

import bz2
import pathlib
import sys

import numpy as np
from sklearn.model_selection import KFold, cross_val_score
from sklearn.neural_network import MLPClassifier


def c2st(reference, sample, seed=1):
    mean, sd = reference.mean(axis=0), reference.std(axis=0, ddof=1)
    x = np.concatenate([(reference - mean) / sd, (sample - mean) / sd])
    y = np.concatenate([np.zeros(len(reference)), np.ones(len(sample))])
    width = 10 * x.shape[1]
    network = MLPClassifier(
        activation="relu",
        hidden_layer_sizes=(width, width),
        max_iter=10_000,
        solver="adam",
        random_state=seed,
    )
    folds = KFold(n_splits=5, shuffle=True, random_state=seed)
    return float(np.mean(cross_val_score(network, x, y, cv=folds, scoring="accuracy")))


def main():
    data, pairs = sys.argv[1], sys.argv[2:]
    for pair in pairs:
        task, path = pair.split("=", 1)
        name = f"{data}/{task}/num_observation_1/reference_posterior_samples.csv.bz2"
        with bz2.open(name, "rt") as file:
            reference = np.loadtxt(file, delimiter=",", skiprows=1)
        sample = np.loadtxt(path, delimiter=",")
        print(f"{task:<18} {pathlib.Path(path).name:<30} {c2st(reference, sample):.3f}", flush=True)


if __name__ == "__main__":
    main()
