"""pyABC on the free model: prints processor seconds (without imports) and simulations."""

import logging
import os
import random
import tempfile
import time

import numpy as np
import pyabc

logging.disable(logging.CRITICAL)
np.random.seed(int(os.environ.get("SEED", "1")))
random.seed(1)


def model(parameter):
    return {"y": parameter["x"] + 0.1 * (np.random.random() - 0.5)}


def distance(a, b):
    return abs(a["y"] - b["y"])


prior = pyabc.Distribution(x=pyabc.RV("uniform", -5, 10))
with tempfile.TemporaryDirectory() as folder:
    begun = time.process_time()
    abc = pyabc.ABCSMC(
        model, prior, distance, population_size=1000, sampler=pyabc.sampler.SingleCoreSampler()
    )
    abc.new(f"sqlite:///{folder}/db", {"y": 0.0})
    history = abc.run(max_nr_populations=8, minimum_epsilon=0)
    seconds = time.process_time() - begun
    print(seconds, history.total_nr_simulations)
