from __future__ import annotations

import pytest

from rounds.interviews.unnaming import unnamed


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Will Long took too long, and Long will know.", "Will Long", "X took too long, and X will know."),
        ("long will: LONG, WILL", "Will Long", "long will: X"),
        ("ada.lovelace@a.test and Ada Lovelace's fix", "Ada Lovelace", "X and X's fix"),
        ("Zoë's case; ZOË  QUILL", "Zoë Quill", "Zoë's case; X"),
        ("山田太郎の件, Prince", "山田太郎", "Xの件, Prince"),
        ("Prince, princely", "Prince", "X, princely"),
        ("Nothing of a name", "Al", "Nothing of a name"),
        ("Nothing at all", "", "Nothing at all"),
    ],
)
def test_the_name_goes_and_words_that_only_look_like_it_stay(text: str, name: str, wanted: str) -> None:
    assert unnamed(text, name, "ada.lovelace@a.test", "X") == wanted
