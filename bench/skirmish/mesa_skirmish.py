"""The reference skirmish in Mesa: one agent an element, in a continuous space.

    python mesa_skirmish.py ELEMENTS_A_SIDE BATTLES FIRST_SEED

Prints one row a battle, then the processor seconds of all battles on standard error.
"""

import sys
import time

import mesa
from mesa.experimental.continuous_space import ContinuousSpace, ContinuousSpaceAgent

SIZE = 6000.0
CENTRE = 3000.0
SIGHT = 800.0
NEAR = 200.0


class Element(ContinuousSpaceAgent):
    def __init__(self, model, place, skill):
        super().__init__(model.space, model)
        (x0, x1), (y0, y1) = place
        self.position = [model.rng.uniform(x0, x1), model.rng.uniform(y0, y1)]
        self.skill = skill
        self.men = 10
        self.morale = model.rng.uniform(0.8, 1.0)
        self.is_steady = True
        self.was_fleeing = False
        self.move = None
        self.hits = 0
        self.loss = 0

    def is_enemy(self, other):
        return isinstance(other, Defender) != isinstance(self, Defender)

    def act(self):
        self.was_fleeing = not self.is_steady
        self.move = None
        if self.was_fleeing:
            self.move = self.flight()
            return
        target, distance = self.nearest_enemy()
        if target is None:
            self.move = self.advance()
            return
        p = self.skill / (1.0 + (distance / 200.0) ** 2)
        x, y = target.position
        if 2500.0 <= x <= 3500.0 and 2500.0 <= y <= 3500.0:
            p *= 0.4
        target.hits += self.model.rng.binomial(self.men, p)

    def nearest_enemy(self):
        best, least = None, SIGHT
        others, distances = self.get_neighbors_in_radius(SIGHT)
        for other, distance in zip(others, distances):
            if self.is_enemy(other) and (best is None or distance < least):
                best, least = other, distance
        return best, least

    def advance(self):
        return None

    def lose(self):
        self.loss = min(self.hits, self.men)
        self.hits = 0
        self.men -= self.loss
        self.model.lost += self.loss

    def change_morale(self):
        if self.was_fleeing or self.men == 0:
            return
        lost = men = 0
        if self.model.lost:
            for other in self.get_neighbors_in_radius(NEAR)[0]:
                if not self.is_enemy(other):
                    lost += other.loss
                    men += other.men + other.loss
        morale = self.morale + 0.002 - 0.6 * self.loss / 10.0 - (2.0 * lost / men if men else 0.0)
        self.morale = min(morale, 1.0)
        if morale < 0.4:
            self.is_steady = False

    def leave_or_move(self):
        if self.men == 0:
            self.model.leave(self)
        elif self.move is not None:
            to = self.position + self.move
            if self.model.space.in_bounds(to):
                self.position = to
            elif self.was_fleeing:
                self.model.leave(self)


class Attacker(Element):
    def __init__(self, model, place, north):
        super().__init__(model, place, 0.08)
        self.north = north

    def flight(self):
        return [0.0, 100.0 * self.north]

    def advance(self):
        x, y = self.position
        dx, dy = CENTRE - x, CENTRE - y
        distance = (dx * dx + dy * dy) ** 0.5
        return None if distance <= 50.0 else [50.0 * dx / distance, 50.0 * dy / distance]


class Defender(Element):
    def __init__(self, model, place):
        super().__init__(model, place, 0.15)

    def flight(self):
        return [-100.0 if self.position[0] < CENTRE else 100.0, 0.0]


class Battle(mesa.Model):
    def __init__(self, n, seed):
        super().__init__(seed=seed)
        self.space = ContinuousSpace([[0, SIZE], [0, SIZE]], torus=False, random=self.random, n_agents=2 * n)
        for index in range(n):
            if index < n // 2:
                Attacker(self, [(2000.0, 4000.0), (5000.0, 5500.0)], 1.0)
            else:
                Attacker(self, [(2000.0, 4000.0), (500.0, 1000.0)], -1.0)
        for _ in range(n):
            Defender(self, [(2500.0, 3500.0), (2500.0, 3500.0)])
        self.lost = 0
        self.made = 0
        self.element_steps = 0
        # Men of those who left the map, and how many elements they were, by class.
        self.left = {Attacker: [0, 0], Defender: [0, 0]}

    def leave(self, element):
        if element.men:
            left = self.left[type(element)]
            left[0] += element.men
            left[1] += 1
        element.remove()

    def step(self):
        self.made += 1
        self.element_steps += len(self.agents)
        self.lost = 0
        self.agents.do("act")
        self.agents.do("lose")
        self.agents.do("change_morale")
        self.agents.do("leave_or_move")

    def steady(self, side):
        return any(element.is_steady for element in self.side(side))

    def side(self, side):
        return self.agents_by_type.get(side, [])

    def row(self):
        steady = (self.steady(Attacker), self.steady(Defender))
        winner = {(True, False): 1, (False, True): 2}.get(steady, 0)
        men, fled = [], []
        for side, (left_men, left_elements) in self.left.items():
            men.append(left_men + sum(element.men for element in self.side(side)))
            fled.append(left_elements + sum(not element.is_steady for element in self.side(side)))
        return [winner, self.made, *men, *fled, self.element_steps]


def main():
    n, battles, first = (int(text) for text in sys.argv[1:4])
    print("seed,winner,end_step,surv_a,surv_d,fled_a,fled_d,element_steps")
    begin = time.process_time()
    for seed in range(first, first + battles):
        battle = Battle(n, seed)
        while battle.made < 1440 and battle.steady(Attacker) and battle.steady(Defender):
            battle.step()
        print(seed, *battle.row(), sep=",", flush=True)
    print(time.process_time() - begin, file=sys.stderr)


if __name__ == "__main__":
    main()
