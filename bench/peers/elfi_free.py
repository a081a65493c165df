"""ELFI on the free model, vectorised: prints processor seconds (without imports) and simulations."""

import logging
import os
import time

import elfi
import numpy as np

logging.disable(logging.CRITICAL)
elfi.new_model("free")


def simulator(x, batch_size=1, random_state=None):
    random_state = random_state or np.random
    return np.asarray(x).reshape(-1, 1) + 0.1 * (random_state.random_sample((batch_size, 1)) - 0.5)


x = elfi.Prior("uniform", -5, 10)
y = elfi.Simulator(simulator, x, observed=np.array([[0.0]]))
d = elfi.Distance("euclidean", y)
begun = time.process_time()
smc = elfi.SMC(d, batch_size=1000, seed=int(os.environ.get("SEED", "1")))
result = smc.sample(1000, quantiles=[0.5] * 8, bar=False)
seconds = time.process_time() - begun
print(seconds, result.n_sim)
