"""The turn of incentives: by name, save that whoever keeps another from a sale comes before it."""


def in_turn(terms):
    left = list(terms.incentives)
    order = []
    while left:
        names = {each.name for each in left}
        ready = [
            each for each in left
            if not any(first in names for first, second in terms.exclude if second == each.name)
        ]
        chosen = (ready or left)[0]
        order.append(chosen)
        left.remove(chosen)
    return order
