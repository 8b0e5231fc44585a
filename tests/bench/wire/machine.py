"""Where and with what it was measured, and how noisy it was."""

import datetime
import json
import os
import platform
import re
import statistics
import subprocess

from scenarios import CPU, ROWS
from servers import PEERS


def first_line(*command):
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    return (said.stdout or said.stderr).strip().split('\n')[0] or None


def cpu_model():
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        found = re.search(r'^model name\s*: (.*)$', file.read(), re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def peer_version(package):
    try:
        return json.loads((PEERS / 'node_modules' / package / 'package.json').read_text())['version']
    except OSError:
        return None


def facts(programs):
    here = os.path.dirname(os.path.abspath(__file__))
    return {
        'date': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d'),
        'cpu': cpu_model(),
        'cores': os.cpu_count(),
        'kernel': platform.release(),
        'compiler': first_line('c++', '--version'),
        'mitos': first_line(f'{programs}/mitos', '--version'),
        'commit': first_line('git', '-C', here, 'describe', '--always', '--dirty'),
        'node': first_line('node', '--version'),
        'peers': {package: peer_version(package) for package in ('graphql-ws', 'ws', 'graphql')},
    }


def noise(results):
    """How long Mitos waited for its core, and how far the rounds lie apart (in the middle, and at worst)."""
    costly = {row.scenario for row in ROWS if row.key == CPU}
    own = [servers['mitos'] for name, servers in results.items() if name in costly and 'mitos' in servers]
    waits = [measured['server_waited'] for rounds in own for measured in rounds if 'server_waited' in measured]
    spreads = []
    for rounds in own:
        costs = [measured['cpu_us_per_unit'] for measured in rounds if 'cpu_us_per_unit' in measured]
        if len(costs) > 1:
            spreads.append((max(costs) - min(costs)) / statistics.median(costs))
    return {'waited': statistics.median(waits) if waits else None,
            'spread': statistics.median(spreads) if spreads else None,
            'worst_spread': max(spreads, default=None)}


def share(value):
    return f'{100 * value:.0f} %'


def noise_text(noisy):
    said = f"Mitos waited {share(noisy['waited'])} of the time for its core" if noisy['waited'] is not None else ''
    if noisy['spread'] is not None:
        said += f"; its rounds lie {share(noisy['spread'])} apart (median; at worst {share(noisy['worst_spread'])})"
    return said


def peers_text(measured):
    if measured['left_out']:
        return ''
    versions = measured['machine']['peers']
    return f"; {', '.join(f'{name} {version}' for name, version in versions.items())} on node {measured['machine']['node']}"


def text(measured):
    """For people."""
    machine, rounds = measured['machine'], measured['rounds']
    return (f"{machine['date']}, {machine['cores']} cores of {machine['cpu']}, Linux {machine['kernel']}, {machine['compiler']}; "
            f"{machine['mitos']} ({machine['commit']}){peers_text(measured)}. "
            f"{f'Medians of {rounds} rounds' if rounds > 1 else 'One round'}. Noise: {noise_text(measured['noise'])}.")
