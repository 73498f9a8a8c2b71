"""What a really running server keeps of a link to decide: nothing, in log, database or export."""

from pathlib import Path

import pytest

from tests.own_database import play

pytestmark = [pytest.mark.database]


def test_a_link_is_found_nowhere_and_used_once(own_database: str, tmp_path: Path) -> None:
    found = play("tests.attacks.scenes_of_links", "all", own_database, tmp_path)
    assert found["answers"] == [200, 200, 200, 403, 404, 404, 400, 403, 422, 409, 200, 409, 409, 410], str(found)
    assert found["settled"] == 1, "sent twice at the same moment, on two connections, it settles once"
    assert found["in the log"] == []
    assert found["left out of the log"] >= 5, "what was refused was logged, without the key"
    assert found["tables"] == []
    assert found["tables with its hash"] == ["parley_decidinglink"], "so that it would have been found"
    assert (found["exported"], found["cast exported"]) == (False, True)
