"""What the solver gives back is worth what it says, also where it begins from a solution."""

from parley.kernel.solving import Programme, ask, begin_at, told

WORTH = [3.0, 3, 3, 1, 1, 0, 0, 0, 0, 0, 0]
START = [1.0, 0, 1, 0, 0, 1, 0, 1, 1, 2, 3]  # worth 6; the best is worth 7
ABLE = ((1, 2, 4, 5, 7), (0, 2, 6), (2, 3, 5, 6, 7))


def four_of_eight() -> Programme:
    """Give one that HiGHS 1.16 answers with its start solution, beside the worth of a better one."""
    programme = Programme()
    for _ in range(8):
        programme.column(whole=True)
    everybody = [(column, 1.0) for column in range(8)]
    programme.row(everybody, 4)
    programme.row_of_least(everybody, 4)
    for most, able in enumerate(ABLE, start=1):
        covered = programme.column(whole=False, most=most)
        programme.row([*((column, -1.0) for column in able), (covered, 1.0)], 0)
    programme.row_of_least([(8, 1.0), (9, 3.0), (10, 2.0)], 13)
    return programme


def worth_of(columns: list[float]) -> int:
    return round(sum(each * by for each, by in zip(columns, WORTH, strict=True)))


def test_a_start_solution_is_not_given_back_for_the_best():
    found = ask(four_of_eight(), WORTH, seconds=60, start=START)
    assert found.proven
    assert found.columns is not None
    assert worth_of(found.columns) == 7 == worth_of(ask(four_of_eight(), WORTH, seconds=60).columns or [])


def test_the_solver_itself_still_needs_to_be_asked_twice():
    solver = told(four_of_eight(), WORTH, seconds=60)
    begin_at(solver, START)
    solver.run()
    assert round(solver.getInfo().objective_function_value) == 7
    # Once this is 7 the solver has been mended, and `solved_by` need not look a second time.
    assert worth_of(list(solver.getSolution().col_value)) == 6
