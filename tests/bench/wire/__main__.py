"""A node beside other servers, under one load: `./dev bench wire`.

Each round starts every server of every scenario afresh, one behind the other: the server on core 0, the load on core 1.
"""

import argparse
import json
import pathlib
import signal
import sys
import tempfile

import load
import machine
import openssl
import picture
import readme
import servers
import table
from scenarios import PEERS, SCENARIOS, WORDS, plan


def arguments():
    parser = argparse.ArgumentParser(prog='dev bench wire', description='measures a node beside other servers')
    parser.add_argument('words', nargs='*', metavar='scenario', help=f'{", ".join(WORDS)}; all without any')
    parser.add_argument('--rounds', type=int, default=3, help='how often each is measured [3]')
    parser.add_argument('--seconds', type=float, default=1.5, help='that a rate is measured [1.5]')
    parser.add_argument('--readme', action='store_true', help='writes the table into README.md and draws tests/bench/bench.svg')
    parser.add_argument('--from', dest='known', metavar='FILE', help='measures nothing: takes what FILE has')
    parser.add_argument('--programs', required=True, help=argparse.SUPPRESS)
    parser.add_argument('--out', required=True, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := [word for word in asked.words if word not in WORDS]:
        parser.error(f'no scenario: {", ".join(unknown)}. There are: {", ".join(WORDS)}')
    if asked.rounds < 1 or not 0 < asked.seconds <= 30:
        parser.error('--rounds is at least 1, --seconds more than 0 and at most 30')
    return asked


def left_out():
    """By server: why it cannot be measured here."""
    problem = servers.install_peers()
    return {peer: problem for peer in PEERS} if problem else {}


def run_round(asked, kinds, wanted, results):
    """What OpenSSL takes is asked once: sampling slows what is sampled, and a share has little noise."""
    for name, names in wanted.items():
        for server in names:
            measured = load.measure(asked.programs, kinds[server], SCENARIOS[name], asked.seconds)
            if server == 'tls' and server not in results.get(name, {}):
                measured['openssl'] = openssl.share(asked.programs, kinds[server], SCENARIOS[name])
            results.setdefault(name, {}).setdefault(server, []).append(measured)
            print(f'  {name}, {kinds[server].title}: {table.said(name, measured)}', file=sys.stderr, flush=True)


def measure(asked):
    missing = left_out()
    wanted = {name: [server for server in names if server not in missing] for name, names in plan(asked.words).items()}
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        servers.make_certificate(folder)
        kinds = servers.all_kinds(asked.programs, folder)
        for number in range(1, asked.rounds + 1):
            print(f'round {number} of {asked.rounds}', file=sys.stderr, flush=True)
            run_round(asked, kinds, wanted, results)
    return {'machine': machine.facts(asked.programs), 'rounds': asked.rounds, 'seconds': asked.seconds,
            'left_out': missing, 'noise': machine.noise(results), 'results': results}


def show(measured):
    for rows in table.tables(measured['results']):
        print(table.plain(rows), end='\n\n')
    print(machine.text(measured))
    for server, why in measured['left_out'].items():
        print(f'left out: {server}, since {why}')
    for failure in table.failures(measured['results']):
        print(f'failed: {failure}')


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda which, _: sys.exit(128 + which))  # and the servers end, each by its id
    asked = arguments()
    out = pathlib.Path(asked.out)
    if asked.known:
        measured = json.loads(pathlib.Path(asked.known).read_text(encoding='utf-8'))
    else:
        measured = measure(asked)
        out.write_text(json.dumps(measured, indent=1), encoding='utf-8')
    show(measured)
    out.with_suffix('.svg').write_text(picture.draw(measured), encoding='utf-8')
    print(f'{out} has the numbers, {out.with_suffix(".svg")} the picture')
    if asked.readme:
        readme.write(measured)
    return any(failure.split(': ')[0].endswith(', mitos') for failure in table.failures(measured['results']))


sys.exit(main())
