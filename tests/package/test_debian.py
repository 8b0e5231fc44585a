"""The Debian packages: what is in them, and that they come and go without a trace, in a root of their own."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from test_install import BUILD, InstallTest, run

WORK = BUILD / 'debian_test'
PACKAGES = BUILD / 'packages'
NEW_ROOT = WORK / 'root'


def package(name):
    return next(PACKAGES.glob(f'{name}_*.deb'))


def setUpModule():
    shutil.rmtree(WORK, ignore_errors=True)
    for old in PACKAGES.glob('*.deb'):
        old.unlink()
    code, said = run('cpack', '--config', BUILD / 'CPackConfig.cmake', '-B', PACKAGES)
    if code != 0:
        raise RuntimeError(said)
    (NEW_ROOT / 'var/lib/dpkg').mkdir(parents=True)
    (NEW_ROOT / 'var/lib/dpkg/status').touch()


def dpkg(*arguments):
    """dpkg on the new root; its maintainer scripts run out here and are told of it by DPKG_ROOT."""
    asked = ('dpkg', f'--root={NEW_ROOT}', '--force-not-root', '--force-depends', '--force-script-chrootless', *arguments)
    return run(*(() if os.geteuid() == 0 else ('fakeroot',)), *asked)


def files_in_root():
    """But those of dpkg and of the helper of services."""
    return {str(path.relative_to(NEW_ROOT)) for path in NEW_ROOT.rglob('*')
            if not str(path.relative_to(NEW_ROOT)).startswith('var') and (path.is_file() or path.is_symlink())}


class Packages(InstallTest):
    def field(self, name, field):
        return self.done('dpkg-deb', '-f', package(name), field).strip()

    def test_each_needs_what_it_is_linked_with(self):
        needs = self.field('mitos', 'Depends')
        for name in ('libc6', 'libcaf-core', 'libssl3', 'libspdlog', 'libsystemd0'):
            self.assertIn(name, needs)
        self.assertNotIn('libmitos', needs)
        self.assertNotIn('libsystemd0', self.field('libmitos0.1', 'Depends'))
        self.assertIn('libmitos0.1 (= 0.1.0)', self.field('libmitos-dev', 'Depends'))

    def test_owners_and_modes(self):
        for name in ('mitos', 'libmitos0.1', 'libmitos-dev'):
            for line in self.done('dpkg-deb', '-c', package(name)).splitlines():
                self.assertRegex(line, r'^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx) root/root ')


class ComeAndGo(InstallTest):
    def test_the_program_is_installed_runs_and_leaves_nothing_behind(self):
        code, said = dpkg('-i', str(package('mitos')))
        self.assertEqual(code, 0, said)
        files = files_in_root()
        for path in ('usr/bin/mitos', 'usr/share/man/man1/mitos.1.gz', 'etc/mitos/mitos.toml',
                     'usr/share/bash-completion/completions/mitos', 'usr/share/zsh/vendor-completions/_mitos',
                     'usr/share/fish/vendor_completions.d/mitos.fish', 'usr/lib/systemd/system/mitos.service'):
            self.assertIn(path, files)
        self.assertIn('etc/systemd/system/multi-user.target.wants/mitos.service', files)
        self.done(NEW_ROOT / 'usr/bin/mitos', '--version')
        self.serves()

        code, said = dpkg('-r', 'mitos')
        self.assertEqual(code, 0, said)
        left = files_in_root()
        self.assertIn('etc/mitos/mitos.toml', left)
        self.assertNotIn('usr/bin/mitos', left)

        code, said = dpkg('-P', 'mitos')
        self.assertEqual(code, 0, said)
        self.assertEqual(files_in_root(), set())
        self.assertFalse((NEW_ROOT / 'etc/mitos').exists())

    def serves(self):
        """With the configuration that was installed, but for the port."""
        environment = {**os.environ, 'MITOS_LISTEN': '127.0.0.1:0'}
        with subprocess.Popen([NEW_ROOT / 'usr/bin/mitos', 'node', '--config', NEW_ROOT / 'etc/mitos/mitos.toml'],
                              env=environment, stderr=subprocess.PIPE, text=True) as node:
            self.assertTrue(any(' ready: ' in line for line in node.stderr), 'it ended before it was ready')
            node.terminate()
            node.stderr.read()
        self.assertEqual(node.returncode, 0)

    def test_the_libraries_come_and_go_too(self):
        code, said = dpkg('-i', str(package('libmitos0.1')), str(package('libmitos-dev')))
        self.assertEqual(code, 0, said)
        files = files_in_root()
        self.assertTrue({'usr/include/mitos/net/server.hpp'} <= files)
        self.assertTrue([path for path in files if re.search(r'/libmitos_net\.so\.0\.1$', path)])
        code, said = dpkg('-P', 'libmitos-dev', 'libmitos0.1')
        self.assertEqual(code, 0, said)
        self.assertEqual(files_in_root(), set())


class Unit(InstallTest):
    @unittest.skipUnless(shutil.which('systemd-analyze'), 'systemd-analyze is not installed')
    def test_systemd_understands_it_and_finds_it_closed(self):
        """With the program that was built, since /usr/bin/mitos need not be there."""
        text = (BUILD / 'net/package/mitos.service').read_text()
        unit = WORK / 'mitos.service'
        unit.write_text(re.sub(r'ExecStart=\S+', f'ExecStart={BUILD}/bin/mitos', text)
                        .replace('Documentation=man:mitos(1)\n', ''))
        self.assertEqual(self.done('systemd-analyze', 'verify', unit), '')
        self.done('systemd-analyze', 'security', '--offline=yes', '--threshold=20', unit)

    def test_it_waits_longer_than_a_drain_takes(self):
        text = (BUILD / 'net/package/mitos.service').read_text()
        stop = int(re.search(r'^TimeoutStopSec=(\d+)s$', text, re.M)[1])
        drain = int(re.search(r'--drain DURATION.*?\[(\d+)s\]', self.done(BUILD / 'bin/mitos', 'node', '--help'))[1])
        self.assertGreater(stop, drain)


if __name__ == '__main__':
    unittest.main()
