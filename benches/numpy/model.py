"""The model of docs/model.md in plain numpy, a column an operation, for its speed alone.

Two worlds (with a program and without one) of the flagship's size: its types of partners, two lines, ten
offers, four tracks, one message a week, the year before, a year of the program and the weeks after it. Payouts are rates of
what is sold, in floats: no book, no periods, no exact money. Random numbers come from numpy's own generator,
so a deal is not the same deal in both worlds. Prints nanoseconds a partner-week.
"""

import sys
import time

import numpy as np

YEAR, AFTER, BEFORE = 53, 26, 52
LINES, OFFERS, TRACKS = 2, 10, 4
TYPES = [  # share, revenue, deal
    (0.42, 1.5e6, 40e3),
    (0.26, 2.0e6, 60e3),
    (0.16, 1.4e6, 30e3),
    (0.10, 2.8e6, 110e3),
    (0.06, 22e6, 60e3),
]


def logistic(x):
    return 1.0 / (1.0 + np.exp(-x))


def half(life):
    return 2.0 ** (-1.0 / life)


class Partners:
    def __init__(self, n, rng):
        self.n = n
        share = np.array([t[0] for t in TYPES])
        kind = rng.choice(len(TYPES), n, p=share / share.sum())
        self.size, self.capability, self.digital, self.affinity = rng.standard_normal((4, n))
        relative = np.exp(0.85 * self.size)
        self.revenue = np.array([t[1] for t in TYPES])[kind] * relative
        self.deal = np.array([t[2] for t in TYPES])[kind] * relative**0.4
        self.mean = self.deal * np.exp(0.5 * 0.8**2)
        self.win = 0.26
        self.cycle = 11.0
        rate = self.revenue / 52.0 / (self.mean * self.win)
        lean = 0.15 * np.exp(0.5 * self.capability)
        self.rates = np.stack([rate * 0.85 / (0.85 + lean), rate * lean / (0.85 + lean)])
        self.attention = np.clip(np.floor(2.5 + 0.7 * self.size), 1, 5)
        self.visit = logistic(0.6 + 0.9 * self.digital)
        self.margin = 0.15
        self.own = 0.02 * self.revenue / 52.0 / (1.0 - half(6.0))


class World:
    def __init__(self, partners, rng, has_program):
        n = partners.n
        self.p, self.rng, self.has_program = partners, rng, has_program
        self.alive = np.ones(n)
        self.goodwill, self.marketing = np.zeros(n), np.zeros(n)
        self.stocks = np.zeros((3, n))
        self.skill = np.stack([0.5 * logistic(1.7 * partners.capability), 0.2 * logistic(1.7 * partners.capability)])
        self.debt = np.zeros((LINES, n))
        self.last_win = np.zeros(n)
        self.known = np.zeros((OFFERS, n))
        self.notice = rng.random((OFFERS, n))
        self.taste = -np.log(-np.log(rng.random((OFFERS, n))))
        self.outside = -np.log(-np.log(rng.random(n)))
        self.track_known, self.enrolled = np.zeros((TRACKS, n)), np.zeros((TRACKS, n))
        self.sold, self.balance = np.zeros(n), np.zeros(n)
        self.revenue = self.paid = 0.0
        columns = ("who", "line", "born", "size", "quality", "clock", "hazard", "shield")
        self.open = {name: np.zeros(0, np.int64 if name in ("who", "line", "born") else float) for name in columns}

    def week(self, t):
        p, rng, n = self.p, self.rng, self.p.n
        reward, urgency = np.zeros((LINES, n)), np.zeros((LINES, n))
        running = np.zeros(n)
        if t >= 0:
            total = self.stocks.sum(0)
            index = 1.0 - 1.0 / (1.0 + (total / 6.0) ** 2)
            log = 0.6 * index - 0.5 * (self.goodwill + 0.2 * p.affinity) - 0.3 * p.size + 0.7 * (t - self.last_win > 26)
            self.alive *= rng.random(n) >= 1.0 - np.exp(-0.0025 * np.exp(log))
        if t >= 0 and self.has_program:
            weights = np.full((3, 3), 0.35) + 0.65 * np.eye(3)
            psi = 1.0 / (1.0 + (weights @ self.stocks / 6.0) ** 2)
            if t < YEAR:
                self.attend(t, psi)
                reward, urgency = self.engage(t, psi)
                running = self.train(psi)
                self.fund(psi)
        self.arrive(t, reward, running)
        self.close(t, urgency)
        if t >= 0 and self.has_program:
            self.fade()

    def attend(self, t, psi):
        p, rng, n = self.p, self.rng, self.p.n
        came = (rng.random(n) < p.visit) * self.alive
        self.known += (1.0 - self.known) * 0.3 * came
        self.track_known += (1.0 - self.track_known) * 0.3 * came
        chance = np.minimum(0.98, 0.25 * np.exp(0.35 * p.digital - 0.06) * psi[t % 3])
        opened = (rng.random(n) < chance) * self.alive
        for offer in (t % OFFERS, (t + 1) % OFFERS):
            self.known[offer] += (1.0 - self.known[offer]) * 0.5 * opened
        self.load = np.zeros((3, n))
        self.load[t % 3] = self.alive

    def engage(self, t, psi):
        p, n = self.p, self.p.n
        left = 13 - t % 13
        mean = left * p.rates.sum(0) * p.win * p.mean
        deviation = np.sqrt(left * p.rates.sum(0) * p.win * p.mean**2 * np.exp(0.64))
        worth = np.empty((OFFERS, n))
        rewards = np.empty((OFFERS, n))
        for offer in range(OFFERS):
            if offer < 3:  # a threshold: its jump times the density there
                goal = p.revenue / 4.0
                z = (goal - self.sold - mean) / deviation
                value = 0.02 * goal * np.exp(-0.5 * z * z) / 2.5066 / deviation * (1.0 + 0.5 * np.minimum(1.0, self.sold / goal))
            else:
                value = np.full(n, 0.005 * offer)
            relative = np.clip(value / p.margin * 0.5, 0.0, 2.5) * 2.0 ** (-8.0 / 46.0)
            utility = -0.4 + 0.8 * np.log(np.maximum(relative, 1e-12) / 0.1) + 0.35 * p.digital - 0.2
            noticed = self.notice[offer] < self.known[offer] * np.sqrt(psi[1])
            worth[offer] = np.where(noticed & (self.alive > 0), utility + self.taste[offer], -np.inf)
            rewards[offer] = relative
        worth[worth <= self.outside] = -np.inf
        rank = np.argsort(np.argsort(-worth, axis=0), axis=0)
        active = (rank < p.attention) & np.isfinite(worth)
        chosen = rewards * active
        parts = np.array([[0.85, 0.15]] * (OFFERS // 2) + [[0.0, 1.0]] * (OFFERS - OFFERS // 2))
        reward = np.minimum(2.5, parts.T @ chosen)
        return reward, parts.T @ (np.minimum(1.0, chosen) * 2.0 ** (-left / 2.0))

    def train(self, psi):
        n, rng = self.p.n, self.rng
        for track in range(TRACKS):
            on = self.enrolled[track] > 0
            drop, module, exam, enrol = rng.random((4, n))
            step = on & (drop >= 0.03) & (module < 0.45 * np.sqrt(psi[2]))
            self.enrolled[track] += step
            done = step & (self.enrolled[track] > 3) & (exam < 0.85)
            self.enrolled[track][done | (on & (drop < 0.03))] = 0
            self.skill[track % LINES][done] = 1.0
            self.goodwill += 0.1 * done
            chance = 1.0 - np.exp(-0.07 * self.track_known[track] * psi[2])
            self.enrolled[track][~on & (enrol < chance) & (self.alive > 0)] = 1
        return (self.enrolled > 0).sum(0)

    def fund(self, psi):
        p, rng = self.p, self.rng
        chance = 1.0 - np.exp(-0.16 * np.exp(0.4 * p.digital + 0.2 * p.size) * np.sqrt(psi[0]))
        asks = (rng.random(p.n) < chance) & (self.balance > 0.01 * p.mean)
        spent = self.balance * (0.75 + 0.25 * rng.random(p.n)) * asks
        self.balance -= spent
        self.marketing += 0.7 * spent
        self.paid += spent.sum()

    def arrive(self, t, reward, running):
        p, rng = self.p, self.rng
        lift = 0.12 * np.log1p(self.marketing / p.own) + np.log(0.97) * running
        focus_extra = 0.0
        for line in (1, 0):
            base = p.rates[line] * self.alive * np.exp(lift + (0.8 * self.skill[line] if line else 0.0))
            extra = base * ((1.0 + reward[line]) ** 0.34 - 1.0)
            back = np.minimum(self.debt[line] * (1.0 - half(6.0)), 0.5 * base)
            self.debt[line] += 0.2 * extra - back
            rate = np.maximum(0.0, base + extra - back)
            if line == 0:
                rate = np.maximum(0.0, rate - np.minimum(0.2 * focus_extra, 0.5 * base))
            focus_extra = extra
            count = rng.poisson(rate)
            who = np.repeat(np.arange(p.n), count)
            m = len(who)
            quality = rng.standard_normal(m)
            size = np.rint(p.deal[who] * np.exp(0.8 * rng.standard_normal(m)) * 100.0) / 100.0
            new = {"who": who, "line": np.full(m, line), "born": np.full(m, t), "size": size, "quality": 0.7 * quality,
                   "clock": -np.log(rng.random(m)), "hazard": np.zeros(m), "shield": np.zeros(m)}
            if self.has_program and 0 <= t < YEAR:
                chance = logistic(0.35 + 0.5 * quality + 0.5 * p.digital[who] + 0.3 * np.log(size / 20e3))
                new["shield"] = ((rng.random(m) < chance) & (size >= 20e3) & (rng.random(m) >= 0.06)).astype(float)
            for name, column in new.items():
                self.open[name] = np.concatenate([self.open[name], column])

    def close(self, t, urgency):
        p, rng, o = self.p, self.rng, self.open
        quarter = 1.4 if t % 13 >= 11 else 1.0 - 0.8 / 11.0
        o["hazard"] += (quarter * (1.0 + urgency) / p.cycle)[o["line"], o["who"]]
        closes = o["hazard"] >= o["clock"]
        who, line = o["who"][closes], o["line"][closes]
        logit = -1.1 + o["quality"][closes] + 0.25 * self.skill[line, who] + 0.2 * o["shield"][closes]
        won = rng.random(len(who)) < logistic(logit)
        rng.random((5, won.sum()))  # day, product, customer, new or not, seller
        amounts = o["size"][closes][won]
        sold = np.bincount(who[won], amounts, p.n)
        self.last_win[sold > 0] = t
        self.revenue += sold.sum()
        keep = ~closes & (self.alive[o["who"]] > 0) & (t - o["born"] < 51)
        self.open = {name: column[keep] for name, column in o.items()}
        if self.has_program and 0 <= t < YEAR:
            if t % 13 == 0:
                self.sold[:] = 0
            before = self.sold.copy()
            self.sold += sold
            marginal = lambda x: 0.02 * x + 0.01 * np.maximum(0.0, x - 250e3) + 0.01 * np.maximum(0.0, x - 1e6)
            payout = marginal(self.sold) - marginal(before) + 0.03 * sold
            self.balance += 0.01 * sold
            self.goodwill += 0.05 * (payout > 0)
            self.stocks = np.maximum(0.0, self.stocks - 0.25 * (payout > 0))
            self.paid += payout.sum()

    def fade(self):
        self.stocks = self.stocks * half(3.0) + self.load
        self.goodwill *= half(26.0)
        self.known *= half(4.0)
        self.track_known *= half(8.0)
        self.skill *= half(44.0)
        self.marketing *= half(6.0)


def run(n, seed):
    """One replication: the year before once, then both worlds from copies of it."""
    rng = np.random.default_rng(seed)
    partners = Partners(n, rng)
    opening = World(partners, rng, False)
    for t in range(-BEFORE, 0):
        opening.week(t)
    for has_program in (True, False):
        world = World(partners, rng, has_program)
        world.open = {name: column.copy() for name, column in opening.open.items()}
        world.load = np.zeros((3, n))
        for t in range(YEAR + AFTER):
            world.week(t)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    run(n, 0)
    runs = max(1, 4_000 // n)
    start = time.process_time()
    for seed in range(1, 1 + runs):
        run(n, seed)
    spent = time.process_time() - start
    weeks = 2 * runs * n * (YEAR + AFTER)
    print(f"numpy      {n:>5} partners  {spent / weeks * 1e9:.0f} ns a partner-week")


main()
