"""On which address and port the site listens."""

import pytest

from quizapp.operation.where import Where
from quizapp.web.room import Serving


@pytest.mark.parametrize(
    ("arguments", "environment", "wanted"),
    [
        ([], {}, Where("127.0.0.1", 8000, Serving.THIS_MACHINE)),
        ([], {"HOST": "", "PORT": ""}, Where("127.0.0.1", 8000, Serving.THIS_MACHINE)),
        ([], {"PORT": "9001"}, Where("127.0.0.1", 9001, Serving.THIS_MACHINE)),
        ([], {"HOST": "0.0.0.0"}, Where("0.0.0.0", 8000, Serving.NETWORK)),
        (["--port", "81"], {"PORT": "9001"}, Where("127.0.0.1", 81, Serving.THIS_MACHINE)),
        (["--class"], {}, Where("0.0.0.0", None, Serving.ROOM)),
        (["--class"], {"PORT": "8085"}, Where("0.0.0.0", 8085, Serving.ROOM)),
    ],
)
def test_the_command_line_goes_before_the_environment(
    arguments: list[str], environment: dict[str, str], wanted: Where
) -> None:
    assert Where.wanted(arguments, environment.get("HOST", ""), environment.get("PORT", "")) == wanted


@pytest.mark.parametrize("port", ["0", "65536", "abc", "-1", "８０"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    with pytest.raises(SystemExit) as refusal:
        Where.wanted([], port=port)
    assert refusal.value.code == 2
