"""What of a server's CPU OpenSSL takes: by samples, where the kernel lets them be taken."""

import re
import subprocess
import tempfile

import load
from servers import Server, Unavailable

SAMPLER = ['perf', 'record', '--quiet', '-e', 'cpu-clock', '-F', '999']


def share(programs, kind, scenario):
    """0 to 1; None where it cannot be told."""
    try:
        with tempfile.NamedTemporaryFile() as samples, Server(kind.command, kind.cores) as server:
            sampler = [*SAMPLER, '-o', samples.name, '-p', str(server.pid), '--']
            if 'error' in load.put(programs, server, *scenario.load, *kind.load, under=sampler):
                return None
            said = subprocess.run(['perf', 'report', '--stdio', '--quiet', '--sort', 'dso', '-i', samples.name],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    except (Unavailable, OSError, subprocess.SubprocessError):
        return None
    parts = {name: float(part) for part, name in re.findall(r'^\s*([\d.]+)%\s+(\S+)', said.stdout, re.MULTILINE)}
    if not any('kernel' in name for name in parts):
        return None  # without the kernel's samples it would be a share of something else
    return sum(part for name, part in parts.items() if name.startswith(('libcrypto', 'libssl'))) / 100
