#!/usr/bin/env python3
"""Checks that the tests exist which the README names as proofs of what it guarantees.

usage: readme_names_tests.py ROOT     checks the section "What is guaranteed" of ROOT/README.md
       readme_names_tests.py --self-test
"""
import pathlib
import re
import sys

SECTION = re.compile(r"^## What is guaranteed$(.*?)^## ", re.M | re.S)
NAMED = re.compile(r'"([^"]+)"')
TITLE = re.compile(r'TEST_CASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def titles(source):
    return {"".join(LITERAL.findall(found)) for found in TITLE.findall(source)}


def named(readme):
    """The titles that each guarantee names; a guarantee without one is None."""
    section = SECTION.search(readme)
    for guarantee in re.split(r"^\d+\. ", section[1] if section else "", flags=re.M)[1:]:
        yield from NAMED.findall(" ".join(guarantee.split())) or [None]


def faults(readme, known):
    found = list(named(readme))
    if not found:
        return ["README.md guarantees nothing"]
    return [f'README.md: no test is called "{title}"' if title else "README.md: a guarantee names no test"
            for title in found if title not in known]


def self_test():
    known = titles('TEST_CASE("one") {} TEST_CASE(\n  "two "\n  "parts", "[tag]") {}')
    assert {"one", "two parts"} <= known, known
    readme = '## What is guaranteed\n\n1. A. "one",\n   "two\n   parts"\n2. B. "three"\n3. C.\n\n## Next\n"four"\n'
    assert faults(readme, known) == ['README.md: no test is called "three"', "README.md: a guarantee names no test"]
    assert faults("## Other\n", known) == ["README.md guarantees nothing"]


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    root = pathlib.Path(sys.argv[1])
    known = set()
    for source in (root / "tests").rglob("*.cpp"):
        known |= titles(source.read_text(encoding="utf-8"))
    found = faults((root / "README.md").read_text(encoding="utf-8"), known)
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
