#!/usr/bin/env python3
"""Checks that includes point inward: tests sees net sees actors sees proto, and each ring only the libraries it may.

usage: includes_point_inward.py ROOT     checks the tree at ROOT
       includes_point_inward.py --self-test
"""
import pathlib
import re
import sys
import tempfile

RINGS = ("proto", "actors", "net", "tests")

# What a ring may include, beside the standard library: headers of ours ("...") and libraries (<...>). The tests may use
# any library.
OWN = {
    "proto": ("proto/",),
    "actors": ("proto/", "actors/"),
    "net": ("proto/", "actors/", "net/"),
    "tests": ("proto/", "actors/", "net/", "tests/"),
}
POSIX = ("sys/", "netinet/", "arpa/", "net/if.h", "unistd.h", "netdb.h", "poll.h", "fcntl.h", "signal.h", "pthread.h",
         "sched.h", "pwd.h", "grp.h", "termios.h", "dlfcn.h", "malloc.h")
LIBRARIES = {
    "proto": ("nlohmann/",),
    "actors": ("caf/",),
    "net": ("caf/", "boost/", "openssl/", "spdlog/", "CLI/", "toml++/", "systemd/") + POSIX,
}
# What a folder above would let in, and what the standard library has that a ring must not use.
NEVER = {
    "proto": ("thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "semaphore", "latch", "barrier",
              "stop_token", "chrono", "ctime", "iostream", "fstream", "filesystem"),
    "actors": ("caf/io/", "caf/openssl/", "iostream", "fstream", "filesystem"),
    "net": (),
    "tests": (),
}
# What stays behind the sources: a header that includes it would give it to all who include the header.
NEVER_IN_HEADERS = {"proto": ("nlohmann/",), "actors": (), "net": ("boost/beast/", "boost/beast.hpp"), "tests": ()}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
STANDARD = re.compile(r"^[a-z_0-9]+$")
NOT_OURS = ("node_modules", "host_app")


def among(name, these):
    """Whether the name is one of these, or in one that is a folder."""
    return any(name == this or (this.endswith("/") and name.startswith(this)) for this in these)


def fault(ring, is_header, quoted, name):
    """Why the file may not include that, or None."""
    if quoted:
        return None if name.startswith(OWN[ring]) else f"{ring} may include only {', '.join(OWN[ring])}"
    if among(name, NEVER[ring]):
        return f"{ring} never uses {name}"
    if is_header and among(name, NEVER_IN_HEADERS[ring]):
        return f"only sources of {ring} may include {name}"
    if ring == "tests" or STANDARD.match(name) or among(name, LIBRARIES[ring]):
        return None
    return f"{ring} may not use {name}"


def faults_in(path, ring):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        why = found and fault(ring, path.suffix == ".hpp", found[1] == '"', found[2])
        if why:
            yield f"{path}:{number}: {why}: {line.strip()}"


def sources(root, ring):
    for path in sorted((root / ring).rglob("*.?pp")):
        if path.suffix in (".hpp", ".cpp") and not set(NOT_OURS) & set(path.parts):
            yield path


def check(root):
    files = [(path, ring) for ring in RINGS for path in sources(root, ring)]
    return len(files), [why for path, ring in files for why in faults_in(path, ring)]


GOOD = {
    "proto/a.hpp": ["<string>", '"proto/b.hpp"'],
    "proto/a.cpp": ["<nlohmann/json.hpp>"],
    "actors/a.hpp": ["<caf/actor.hpp>", '"proto/a.hpp"', "<chrono>"],
    "net/a.hpp": ["<boost/asio/io_context.hpp>", '"actors/a.hpp"', "<sys/socket.h>"],
    "net/a.cpp": ["<boost/beast/core.hpp>", "<caf/io/middleman.hpp>", "<toml++/toml.h>"],
    "tests/a.cpp": ["<catch2/catch.hpp>", '"tests/test_kit/a.hpp"', '"net/a.hpp"', '"proto/a.hpp"'],
}
BAD = {
    "proto/outward.cpp": ['"actors/a.hpp"'],
    "proto/library.cpp": ["<boost/asio.hpp>"],
    "proto/actors.cpp": ["<caf/all.hpp>"],
    "proto/clock.cpp": ["<chrono>"],
    "proto/thread.hpp": ["<thread>"],
    "proto/header.hpp": ["<nlohmann/json.hpp>"],
    "proto/relative.cpp": ['"a.hpp"'],
    "proto/graphql/deep.cpp": ['"net/a.hpp"'],
    "proto/old_c.cpp": ["<string.h>"],
    "actors/outward.hpp": ['"net/a.hpp"'],
    "actors/boost.cpp": ["<boost/variant.hpp>"],
    "actors/sockets.cpp": ["<caf/io/all.hpp>"],
    "actors/system.cpp": ["<sys/socket.h>"],
    "actors/json.cpp": ["<nlohmann/json.hpp>"],
    "net/header.hpp": ["<boost/beast/websocket.hpp>"],
    "net/kit.cpp": ['"tests/test_kit/a.hpp"'],
    "net/json.cpp": ["<nlohmann/json.hpp>"],
}


def plant(root, files):
    for name, includes in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"#include {i}\n" for i in includes), encoding="utf-8")


def self_test():
    """The good tree has no fault, and every planted one is found where it was planted."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        plant(root, GOOD)
        _, clean = check(root)
        plant(root, BAD)
        _, found = check(root)
    missed = [name for name in BAD if not any(f"/{name}:" in why for why in found)]
    if clean or missed or len(found) != len(BAD):
        sys.exit(f"self-test failed: refused {clean}, missed {missed}, found {len(found)} of {len(BAD)}")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    count, found = check(pathlib.Path(sys.argv[1]))
    if count == 0:
        sys.exit(f"no sources below {sys.argv[1]}")
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
