"""There are at least twenty attacks on surveys, each made here and on a weakened build, and each stands in a table."""

from tests.attacks import test_surveys_rows, test_surveys_shown, test_surveys_ways

MODULES = (test_surveys_rows, test_surveys_shown, test_surveys_ways)


def test_every_attack_is_made_here_and_on_a_weakened_build_and_stands_in_a_table() -> None:
    attacks = [attack for module in MODULES for attack in module.ATTACKS]
    assert len({attack.find for attack in attacks}) == len(attacks) >= 20
    for attack in attacks:
        assert attack.least > attack.most, attack
        assert attack.weakened.__doc__ or attack.weakened.__module__ != "tests.attacks.weakened", attack
    for module in MODULES:
        for name in ("test_it_finds_nobody", "test_it_finds_people_in_a_build_without_that_protection"):
            (mark,) = [each for each in getattr(module, name).pytestmark if each.name == "parametrize"]
            tried = [getattr(each, "values", [each])[0] for each in mark.args[1]]  # of one with a mark of its own
            assert tried == list(module.ATTACKS)
        assert module.__doc__
        table = [line.split("|")[1].strip() for line in module.__doc__.splitlines() if line.startswith("| by_")]
        assert table == [attack.find.__name__ for attack in module.ATTACKS]


def test_every_rule_of_storing_showing_and_forgetting_is_attacked() -> None:
    rules = {rule for module in MODULES for attack in module.ATTACKS for rule in attack.rule.split()}
    assert rules >= {f"R{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14)} | {f"T{n}" for n in range(1, 6)}
    assert rules >= {"A1", "A2"}, "A3 and A4 are in test_release_audit"
