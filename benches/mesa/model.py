"""The model of docs/model.md in Mesa, an agent a partner, for its speed alone.

The same as benches/numpy/model.py, which says what is left out: two worlds, two lines, ten offers, four tracks, one
message a week, the year before, a year of the program and the weeks after it. Prints nanoseconds a partner-week.
"""

import math
import sys
import time

import mesa

YEAR, AFTER, BEFORE, OFFERS, TRACKS = 53, 26, 52, 10, 4
TYPES = [(1.5e6, 40e3), (2.0e6, 60e3), (1.4e6, 30e3), (2.8e6, 110e3), (22e6, 60e3)]
SHARES = [0.42, 0.26, 0.16, 0.10, 0.06]


def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


def poisson(rng, mean):
    count, product, least = 0, rng.random(), math.exp(-mean)
    while product > least:
        count, product = count + 1, product * rng.random()
    return count


class Partner(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        rng = model.random
        revenue, deal = rng.choices(TYPES, SHARES)[0]
        self.size, self.capability, self.digital, self.affinity = (rng.gauss(0, 1) for _ in range(4))
        relative = math.exp(0.85 * self.size)
        self.revenue, self.deal = revenue * relative, deal * relative**0.4
        self.mean = self.deal * math.exp(0.32)
        rate = self.revenue / 52.0 / (self.mean * 0.26)
        lean = 0.15 * math.exp(0.5 * self.capability)
        self.rates = [rate * 0.85 / (0.85 + lean), rate * lean / (0.85 + lean)]
        self.slots = max(1, min(5, int(2.5 + 0.7 * self.size)))
        self.visit = logistic(0.6 + 0.9 * self.digital)
        self.alive, self.goodwill, self.marketing, self.load = True, 0.0, 0.0, 0.0
        self.sold = self.balance = 0.0
        self.last_win = 0
        self.skill, self.debt, self.deals = [0.25, 0.1], [0.0, 0.0], []
        self.known, self.notice = [0.0] * OFFERS, [rng.random() for _ in range(OFFERS)]
        self.taste = [-math.log(-math.log(rng.random())) for _ in range(OFFERS + 1)]
        self.track_known, self.enrolled = [0.0] * TRACKS, [0] * TRACKS

    def step(self):
        t, rng = self.model.week, self.model.random
        if not self.alive:
            return
        reward, urgency = [0.0, 0.0], 0.0
        response = 1.0 / (1.0 + (self.load / 6.0) ** 2)
        if t >= 0:
            log = 0.6 * (1 - response) - 0.5 * (self.goodwill + 0.2 * self.affinity) - 0.3 * self.size
            log += 0.7 * (t - self.last_win > 26)
            if rng.random() < 1.0 - math.exp(-0.0025 * math.exp(log)):
                self.alive = False
                return
        if self.model.has_program and 0 <= t < YEAR:
            self.attend(t, response)
            reward, urgency = self.engage(t, response)
            self.train(response)
            if self.balance > 0.01 * self.mean and rng.random() < 0.15 * math.exp(0.4 * self.digital):
                self.marketing += 0.7 * self.balance
                self.balance = 0.0
        self.arrive(t, reward)
        self.close(t, urgency)

    def attend(self, t, response):
        rng = self.model.random
        reach = 0.3 * (rng.random() < self.visit)
        opened = 0.5 * (rng.random() < min(0.98, 0.25 * math.exp(0.35 * self.digital - 0.06) * response))
        self.known = [(a + (1 - a) * reach) * 0.84 for a in self.known]
        self.track_known = [(a + (1 - a) * reach) * 0.917 for a in self.track_known]
        for offer in (t % OFFERS, (t + 1) % OFFERS):
            self.known[offer] += (1 - self.known[offer]) * opened
        self.load = self.load * 0.794 + 1.0
        self.goodwill *= 0.974
        self.marketing *= 0.89
        self.skill = [0.984 * skill for skill in self.skill]

    def engage(self, t, response):
        left, seen = 13 - t % 13, math.sqrt(response)
        deals = left * sum(self.rates) * 0.26
        deviation = max(1.0, math.sqrt(deals * self.mean**2 * 1.9))
        found = []
        for offer in range(OFFERS):
            if self.notice[offer] >= self.known[offer] * seen:
                continue
            if offer < 3:
                goal = self.revenue / 4.0
                z = (goal - self.sold - deals * self.mean) / deviation
                value = 0.02 * goal * math.exp(-0.5 * z * z) / 2.5066 / deviation * (1 + 0.5 * min(1.0, self.sold / goal))
            else:
                value = 0.005 * offer
            relative = max(1e-12, min(2.5, value / 0.15 * 0.5)) * 0.886
            worth = -0.6 + 0.8 * math.log(relative / 0.1) + 0.35 * self.digital + self.taste[offer]
            if worth > self.taste[OFFERS]:
                found.append((worth, relative, offer))
        found.sort(reverse=True)
        reward, urgency = [0.0, 0.0], 0.0
        for _, relative, offer in found[: self.slots]:
            reward[offer >= OFFERS // 2] += relative
            urgency += min(1.0, relative) * 2.0 ** (-left / 2.0)
        return [min(2.5, each) for each in reward], urgency

    def train(self, response):
        rng = self.model.random
        for track in range(TRACKS):
            step = self.enrolled[track]
            if step == 0:
                self.enrolled[track] = int(rng.random() < 1 - math.exp(-0.07 * self.track_known[track] * response))
            elif rng.random() < 0.03:
                self.enrolled[track] = 0
            elif rng.random() < 0.45 * math.sqrt(response):
                self.enrolled[track] = step + 1
                if step > 3 and rng.random() < 0.85:
                    self.enrolled[track], self.skill[track % 2] = 0, 1.0
                    self.goodwill += 0.1

    def arrive(self, t, reward):
        rng = self.model.random
        own = 0.02 * self.revenue / 52.0 / 0.11
        lift = 0.12 * math.log1p(self.marketing / own) - 0.03 * sum(1 for step in self.enrolled if step)
        for line in (1, 0):
            base = self.rates[line] * math.exp(lift + (0.8 * self.skill[1] if line else 0.0))
            extra = base * ((1.0 + reward[line]) ** 0.34 - 1.0)
            back = min(self.debt[line] * 0.11, 0.5 * base)
            self.debt[line] += 0.2 * extra - back
            for _ in range(poisson(rng, max(0.0, base + extra - back))):
                quality = rng.gauss(0, 1)
                size = round(self.deal * math.exp(0.8 * rng.gauss(0, 1)), 2)
                logit = -1.1 + 0.7 * quality
                if self.model.has_program and 0 <= t < YEAR and size >= 20e3:
                    chance = logistic(0.35 + 0.5 * quality + 0.5 * self.digital + 0.3 * math.log(size / 20e3))
                    logit += 0.2 * (rng.random() < chance and rng.random() >= 0.06)
                self.deals.append([0.0, rng.expovariate(1.0), t, line, size, logit])

    def close(self, t, urgency):
        rng = self.model.random
        pace = (1.4 if t % 13 >= 11 else 0.93) * (1.0 + urgency) / 11.0
        if t % 13 == 0:
            self.sold = 0.0
        open_deals = []
        for deal in self.deals:
            deal[0] += pace
            if deal[0] < deal[1]:
                if t - deal[2] < 51:
                    open_deals.append(deal)
            elif rng.random() < logistic(deal[5] + 0.25 * self.skill[deal[3]]):
                [rng.random() for _ in range(5)]  # day, product, customer, new or not, seller
                self.last_win = t
                self.model.revenue += deal[4]
                if self.model.has_program and 0 <= t < YEAR:
                    marginal = lambda x: 0.02 * x + 0.01 * max(0.0, x - 250e3) + 0.01 * max(0.0, x - 1e6)
                    self.model.paid += marginal(self.sold + deal[4]) - marginal(self.sold) + 0.03 * deal[4]
                    self.sold += deal[4]
                    self.balance += 0.01 * deal[4]
                    self.goodwill += 0.05
                    self.load = max(0.0, self.load - 0.25)
        self.deals = open_deals


class Network(mesa.Model):
    def __init__(self, partners, seed):
        super().__init__(seed=seed)
        self.week, self.has_program, self.revenue, self.paid = -BEFORE, False, 0.0, 0.0
        for _ in range(partners):
            Partner(self)

    def step(self):
        self.agents.do("step")
        self.week += 1


def main():
    partners = int(sys.argv[1])
    start = time.process_time()
    for has_program in (False, True):
        model = Network(partners, 1)
        for _ in range(BEFORE):
            model.step()
        if not has_program:
            # The year before is drawn once and counted once.
            opening = time.process_time() - start
        else:
            start += opening
        model.has_program = has_program
        for _ in range(YEAR + AFTER):
            model.step()
    spent = time.process_time() - start
    print(f"mesa       {partners:>5} partners  {spent / (2 * partners * (YEAR + AFTER)) * 1e9:.0f} ns a partner-week")


main()
