"""What is found over a few columns, and proven over all, is what asking all of them finds."""

from itertools import product
from random import Random

from parley.kernel.sifting import largest_in_turn
from parley.kernel.solving import Programme, ask


def some(random: Random, columns: int) -> Programme:
    """Make a programme that chooses so many of its columns, with floors, caps and pairs that exclude each other."""
    programme = Programme()
    for _ in range(columns):
        programme.column(whole=True)
    if random.random() < 0.2:
        programme.lower[random.randrange(columns)] = 1
    everybody = [(column, 1.0) for column in range(columns)]
    count = random.randint(1, min(columns, 6))
    programme.row(everybody, count)
    programme.row_of_least(everybody, count)
    for _ in range(random.randint(0, 3)):
        part = random.sample(everybody, random.randint(1, columns))
        programme.row_of_least(part, random.randint(0, 2))
        programme.row(random.sample(everybody, random.randint(1, columns)), random.randint(1, 4))
    for _ in range(random.randint(0, 3)):
        covered = programme.column(whole=False, most=random.randint(1, 3))
        programme.row([(covered, 1.0), *((each, -1.0) for each, _ in everybody if random.random() < 0.3)], 0)
    return programme


def worths(random: Random, programme: Programme, columns: int) -> list[list[float]]:
    rest = len(programme.lower) - columns
    return [
        [0.0] * columns + [float(random.randint(1, 3)) for _ in range(rest)],
        [float(random.randint(0, 9)) for _ in range(columns)] + [0.0] * rest,
        [float(random.randint(0, 3000)) for _ in range(columns)] + [0.0] * rest,
    ]


def in_turn(programme: Programme, sums: list[list[float]]) -> tuple[int, ...] | None:
    """Ask for all columns at once, sum after sum, and hold what was found."""
    held = Programme(programme.lower, programme.upper, programme.worth, programme.whole, [*programme.rows],
                     [*programme.most])  # fmt: skip
    found = []
    for worth in sums:
        answer = ask(held, worth, seconds=60)
        if answer.columns is None:
            return None
        found.append(round(sum(each * by for each, by in zip(answer.columns, worth, strict=True))))
        held.row_of_least([(column, by) for column, by in enumerate(worth) if by], found[-1])
    return tuple(found)


def test_few_columns_find_what_all_find():
    impossible = 0
    for seed in range(300):
        random = Random(seed)  # noqa: S311 - made-up programmes
        columns = random.randint(2, 60)
        programme = some(random, columns)
        sums = worths(random, programme, columns)
        first = {
            *random.sample(range(columns), min(columns, random.randint(0, 8))),
            *range(columns, len(programme.lower)),
        }
        found = largest_in_turn(programme, sums, first, seconds=60)
        expected = in_turn(programme, sums)
        if expected is None:
            assert found.impossible, seed
            impossible += 1
            continue
        assert found.proven, seed
        assert found.sums == found.bounds == expected, seed
    assert 30 < impossible < 200


def test_whole_numbers_are_tried_one_by_one():
    for seed in range(100):
        random = Random(1000 + seed)  # noqa: S311 - as above
        columns = random.randint(2, 8)
        programme = some(random, columns)
        sums = worths(random, programme, columns)
        fitting = [tried for tried in product((0, 1), repeat=columns) if fits(programme, tried)]
        best = max((values(programme, sums, tried) for tried in fitting), default=None)
        found = largest_in_turn(programme, sums, range(columns, len(programme.lower)), seconds=60)
        assert found.impossible == (best is None), seed
        assert best is None or found.sums == best, seed


def fits(programme: Programme, tried: tuple[int, ...]) -> bool:
    columns = len(tried)
    rows = [row for row in zip(programme.rows, programme.most, strict=True) if all(c < columns for c, _ in row[0])]
    kept = all(sum(by * tried[column] for column, by in row) <= most for row, most in rows)
    return kept and all(each >= least for each, least in zip(tried, programme.lower, strict=False))


def values(programme: Programme, sums: list[list[float]], tried: tuple[int, ...]) -> tuple[int, ...]:
    """Count what is chosen; each column beside those is as large as its row and its bound allow."""
    columns = [*map(float, tried)]
    for column in range(len(tried), len(programme.lower)):
        row = next(row for row in programme.rows if row[0][0] == column)
        columns.append(min(programme.upper[column], -sum(by * columns[each] for each, by in row[1:])))
    return tuple(round(sum(each * by for each, by in zip(columns, worth, strict=True))) for worth in sums)


def test_what_was_stopped_has_true_bounds():
    random = Random(7)  # noqa: S311 - as above
    programme = some(random, 60)
    sums = worths(random, programme, 60)
    expected = in_turn(programme, sums)
    assert expected is not None
    found = largest_in_turn(programme, sums, range(60, len(programme.lower)), seconds=0)
    assert found.columns is None or found.bounds[0] >= expected[0] >= found.sums[0]
