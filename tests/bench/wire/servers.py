"""The servers that are measured: how each is started, on which cores, and ended."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

BENCH = pathlib.Path(__file__).resolve().parent.parent
PEERS = BENCH / 'peers'
START_LIMIT = 60  # seconds until a server is ready; under valgrind it takes some
COLLECTS = 12     # SIGUSR2 makes the peers collect their garbage

CORES = [str(core) for core in sorted(os.sched_getaffinity(0))]
SERVER_CORE, LOAD_CORE = CORES[0], CORES[1 % len(CORES)]
# Two io threads have cores of their own where there are three, else one of them shares the load's.
TWO_CORES = f'{SERVER_CORE},{CORES[2] if len(CORES) > 2 else LOAD_CORE}'

NODE = ['node', '--listen', '127.0.0.1:0', '--log-level', 'info', '--max-rate', 'off']


class Unavailable(Exception):
    """A server that cannot be measured here, and why."""


class Kind:
    """A server by name, before it is started."""

    def __init__(self, name, title, command, cores=SERVER_CORE, load=()):
        self.name, self.title, self.command, self.cores, self.load = name, title, command, cores, list(load)


def all_kinds(programs, certificate):
    """By name. `programs` is the folder of mitos and bench_ceiling."""
    mitos = [f'{programs}/mitos', *NODE, '--io-threads']
    peer = ['env', 'NODE_ENV=production', 'node', '--expose-gc', str(PEERS / 'server.mjs')]
    collects = ['--collect-signal', str(COLLECTS)]
    return {kind.name: kind for kind in (
        Kind('mitos', 'Mitos', [*mitos, '1']),
        Kind('ceiling', 'ceiling', [f'{programs}/bench_ceiling']),
        Kind('graphql-ws', 'graphql-ws', peer, load=collects),
        Kind('prepared', 'graphql-ws, prepared', [*peer, '--prepared'], load=collects),
        Kind('threads', 'Mitos, two io threads', [*mitos, '2'], cores=TWO_CORES),
        Kind('tls', 'Mitos, TLS', [*mitos, '1', '--tls-cert', f'{certificate}/certificate.pem',
                                   '--tls-key', f'{certificate}/key.pem'], load=['--tls']))}


class Server:
    """A process from its ready line to its end. It ends with this program, however that ends."""

    def __init__(self, command, cores=SERVER_CORE):
        self.log = tempfile.TemporaryFile()
        environment = {name: value for name, value in os.environ.items() if not name.startswith('MITOS')}
        self.process = subprocess.Popen(
            ['setpriv', '--pdeathsig', 'KILL', 'taskset', '-c', cores, *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.log, env=environment)
        try:
            self.port = self._ready()
        except BaseException:
            self.end()
            raise

    @property
    def pid(self):
        return self.process.pid

    def text(self):
        return os.pread(self.log.fileno(), 1 << 20, 0).decode(errors='replace')  # the server's own place in it stays

    def _ready(self):
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r'ready: .*//[^ /]+:(\d+)/', self.text())
            if found:
                return int(found[1])
            time.sleep(0.02)
        raise Unavailable(f'it did not start: {self.text().strip()[-300:]}')

    def stop(self):
        """Asks it to end, so that it says what it has counted."""
        self.process.terminate()
        self.process.wait(START_LIMIT)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(START_LIMIT)
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def install_peers():
    """Installs what package-lock.json names; a reason where that cannot be."""
    if not (shutil.which('node') and shutil.which('npm')):
        return 'node or npm is not installed'
    installed = PEERS / 'node_modules' / '.package-lock.json'
    if installed.exists() and installed.stat().st_mtime >= (PEERS / 'package-lock.json').stat().st_mtime:
        return None
    try:
        subprocess.run(['npm', 'ci', '--no-progress'], cwd=PEERS, check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError) as problem:
        return f'their packages cannot be installed: {problem}'
    return None


def make_certificate(folder):
    """A key and a certificate of its own for the node that speaks TLS."""
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-days', '2', '-subj', '/CN=localhost', '-keyout', f'{folder}/key.pem',
                    '-out', f'{folder}/certificate.pem'], check=True, capture_output=True, timeout=60)
