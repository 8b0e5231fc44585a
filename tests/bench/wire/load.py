"""Asks the load generator for one measure."""

import json
import subprocess

from servers import LOAD_CORE, Server, Unavailable

PATIENCE = 60  # seconds of one measure


def put(programs, server, *arguments, patience=PATIENCE, under=()):
    """What the load generator, run under that, reports of a server; `error` says why there is nothing else."""
    command = ['setpriv', '--pdeathsig', 'KILL', *under, 'taskset', '-c', LOAD_CORE, f'{programs}/bench_load', *map(str, arguments),
               '--port', str(server.port), '--pid', str(server.pid), '--patience', str(patience)]
    try:
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=patience + 30)
    except subprocess.TimeoutExpired:
        return {'error': 'it takes too long'}
    if said.returncode != 0:
        return {'error': said.stderr.strip()[-300:] or f'the load ended with {said.returncode}'}
    return json.loads(said.stdout)


def measure(programs, kind, scenario, seconds):
    """Starts the server afresh, warms it up, measures once, ends it."""
    try:
        with Server(kind.command, kind.cores) as server:
            if scenario.warm:
                put(programs, server, *scenario.warm, *kind.load)
            return put(programs, server, *scenario.load, '--seconds', str(scenario.seconds or seconds), *kind.load)
    except Unavailable as problem:
        return {'error': str(problem)}
