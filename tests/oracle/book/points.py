"""Scores: points by part, category and rule (src/kind/score.md)."""

from fractions import Fraction

from .moment import on_day
from .terms import percent

NOTHING = Fraction(0)


class Scores:
    """Reads the scores of a program."""

    def __init__(self, terms, reader, conditions):
        self.terms, self.reader, self.conditions = terms, reader, conditions

    def read(self, figure, moment):
        """The points of a score, of one of its categories, or 1 where it is passed."""
        score = self.terms.by_name[figure["score"]]
        moment = on_day(moment, self.conditions.day_of(figure["as_of"], moment))
        if "category" in figure:
            category = next(each for each in score.blocks if each.name == figure["category"])
            return self.category(score, category, moment)
        if "passed" in figure:
            return Fraction(1 if self.passed(score, moment) else 0)
        return self.total(score, moment)

    def total(self, score, moment):
        """The sum of its categories at their weights, and of the parts that stand in it."""
        points = NOTHING
        for block in score.blocks:
            if block.kind == "category":
                weight = block.clause("weight")
                weight = percent(weight.value["percent"]) if weight else 1
                points += self.category(score, block, moment) * weight
            else:
                points += self.block(score, block, moment)
        return self.rounded(score, points, "score")

    def passed(self, score, moment):
        asked = score.clause("pass")
        if self.total(score, moment) < Fraction(asked.value["number"]):
            return False
        each = asked.phrase("with at least")
        if each is None:
            return True
        least = Fraction(each["count"]["number"])
        categories = [block for block in score.blocks if block.kind == "category"]
        return all(self.category(score, block, moment) >= least for block in categories)

    def category(self, score, category, moment):
        """The points of a category, before its weight."""
        if not all(self.conditions.holds(each.value["test"], moment, each.table) for each in category.every("needs")):
            return NOTHING
        points = sum((self.block(score, each, moment) for each in category.blocks), NOTHING)
        return self.capped(category, points)

    def block(self, score, block, moment):
        """A part, or the best of several."""
        if block.kind == "best":
            points = max(self.block(score, each, moment) for each in block.blocks)
            return self.capped(block, points)
        counted = max(self.conditions.figure(block.clause("on").value["figure"], moment), NOTHING)
        points = max(self.way(clause, counted) for clause in block.every("points"))
        return self.rounded(score, self.capped(block, points), "part")

    def way(self, clause, counted):
        points = Fraction(clause.value["number"])
        for phrase, step in clause.phrases:
            step = self.reader.amount(step)
            if phrase == "per whole":
                return points * (counted // step)
            if phrase == "in proportion to":
                return points * counted / step
            if phrase == "at":
                return points if counted >= step else NOTHING
        raise NotImplementedError(str(clause.phrases))

    @staticmethod
    def capped(block, points):
        cap = block.clause("cap")
        return min(points, Fraction(cap.value["number"])) if cap else points

    @staticmethod
    def rounded(score, points, what):
        clause = score.clause("round")
        if clause is None or clause.phrase("per")["words"][0] != what:
            return points
        unit = Fraction(clause.phrase("to")["number"])
        half = Fraction(1, 2) if clause.word_of() == "half up" else NOTHING
        return (points / unit + half) // 1 * unit
