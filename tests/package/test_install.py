"""What `cmake --install` gives to a host: a prefix that may move, with a CMake package and a pkg-config file."""

import asyncio
import os
import shlex
import re
import shutil
import signal
import subprocess
import sys
import unittest
from pathlib import Path

BUILD = Path(os.environ['BUILD'])  # of the preset "package"
ROOT = Path(__file__).resolve().parents[2]
HOST_APP = ROOT / 'tests/host_app'
WORK = BUILD / 'install_test'
PREFIX = WORK / 'moved'
JOBS = os.environ.get('JOBS', '2')
LIMIT = 500  # seconds that any command may take

sys.path.insert(0, str(ROOT / 'tests/program'))
from websocket import Client  # noqa: E402


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=LIMIT, stdin=subprocess.DEVNULL, **more)
    return done.returncode, done.stdout


class InstallTest(unittest.TestCase):
    maxDiff = None

    def done(self, *command, **more):
        code, said = run(*command, **more)
        self.assertEqual(code, 0, f'{shlex.join(map(str, command))}\n{said}')
        return said

    def project(self, name, text, sources):
        """A small project; returns its folder."""
        folder = WORK / 'projects' / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        head = f'cmake_minimum_required(VERSION 3.25)\nproject({name} LANGUAGES CXX)\n'
        (folder / 'CMakeLists.txt').write_text(head + text)
        for path, source in sources.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(source)
        return folder

    def configured(self, source, build, *options):
        launcher = ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] if shutil.which('ccache') else []
        shutil.rmtree(build, ignore_errors=True)
        return run('cmake', '-S', source, '-B', build, '-G', 'Ninja', f'-DCMAKE_PREFIX_PATH={PREFIX}',
                   *launcher, *options)

    def built(self, source, build, *options):
        code, said = self.configured(source, build, *options)
        self.assertEqual(code, 0, said)
        self.done('cmake', '--build', build, '-j', JOBS)
        return build


def setUpModule():
    """Installed in one place and moved to another."""
    shutil.rmtree(WORK, ignore_errors=True)
    first = WORK / 'first'
    code, said = run('cmake', '--install', BUILD, '--prefix', first)
    if code != 0:
        raise RuntimeError(said)
    first.rename(PREFIX)


def library_folder():
    return next(PREFIX.glob('lib/**/libmitos_net.a')).parent


class Files(InstallTest):
    def test_no_text_names_the_machine_that_built_it(self):
        for path in PREFIX.rglob('*'):
            if path.is_file() and path.suffix in ('.hpp', '.cmake', '.pc', '.service', '.toml'):
                self.assertNotIn(str(ROOT), path.read_text(), path)

    def test_headers_include_each_other_below_mitos_only(self):
        headers = list((PREFIX / 'include').rglob('*.hpp'))
        self.assertGreater(len(headers), 20)
        for path in headers:
            for line in path.read_text().splitlines():
                if line.startswith('#include "'):
                    self.assertTrue((PREFIX / 'include' / line.split('"')[1]).is_file(), f'{path}: {line}')
                self.assertNotRegex(line, r'#include <(boost|openssl|spdlog|nlohmann|CLI|toml)')

    def test_inner_headers_stay_in_the_tree(self):
        installed = {path.name for path in (PREFIX / 'include/mitos').rglob('*.hpp')}
        self.assertFalse(installed & {'json_scan.hpp', 'io_thread.hpp', 'node.hpp', 'option_table.hpp'})

    def test_a_host_gets_nothing_of_the_program(self):
        said = self.done('nm', '-C', '--undefined-only', library_folder() / 'libmitos_net.a')
        for name in ('CLI::', 'toml::', 'signalfd', 'sigaction', ' exit', 'setrlimit', 'sd_notify'):
            self.assertNotIn(name, said)
        needed = self.done('objdump', '-p', library_folder() / 'libmitos_net.so')
        self.assertNotIn('systemd', needed)

    def test_components_and_destdir(self):
        staged = WORK / 'staged'
        self.done('cmake', '--install', BUILD, '--component', 'program', env={**os.environ, 'DESTDIR': str(staged)})
        self.assertTrue((staged / 'usr/bin/mitos').is_file())
        self.assertFalse((staged / 'usr/include').exists())
        self.done('cmake', '--install', BUILD, '--component', 'development',
                  env={**os.environ, 'DESTDIR': str(staged)})
        self.assertTrue((staged / 'usr/include/mitos/net/server.hpp').is_file())

    def test_the_service_is_that_of_usr_and_its_configuration_the_administrators(self):
        self.assertFalse([path for path in PREFIX.rglob('*') if path.name in ('mitos.service', 'mitos.toml', 'etc')])
        staged = WORK / 'staged_service'
        for _ in range(2):
            self.done('cmake', '--install', BUILD, '--prefix', '/usr', '--component', 'program',
                      env={**os.environ, 'DESTDIR': str(staged)})
            unit = (staged / 'usr/lib/systemd/system/mitos.service').read_text()
            program, configuration = re.search(r'^ExecStart=(\S+) node --config (\S+)$', unit, re.M).groups()
            self.assertTrue((staged / program[1:]).is_file())
            text = (staged / configuration[1:]).read_text()
            (staged / configuration[1:]).write_text('# edited\n')
        self.assertEqual(text, '# edited\n')


class CMakePackage(InstallTest):
    def test_the_host_application_with_each_compiler_and_kind_of_library(self):
        for compiler in ('g++', 'clang++'):
            for shared in ('OFF', 'ON'):
                with self.subTest(compiler=compiler, shared=shared):
                    build = self.built(HOST_APP, WORK / f'host_app-{compiler}-{shared}',
                                       f'-DCMAKE_CXX_COMPILER={compiler}', f'-DBUILD_SHARED_LIBS={shared}')
                    self.done('ctest', '--test-dir', build, '--output-on-failure', '-j', JOBS)
                    needed = self.done('objdump', '-p', build / 'serve_test')
                    self.assertEqual('libmitos_net.so.0.1' in needed, shared == 'ON', needed)

    def test_an_unknown_component_is_named(self):
        folder = self.project('unknown', 'find_package(mitos 0.1 CONFIG REQUIRED COMPONENTS nets)\n', {})
        code, said = self.configured(folder, folder / 'build')
        self.assertNotEqual(code, 0)
        self.assertIn('no component nets of mitos', ' '.join(said.split()))

    def test_another_minor_version_is_none_of_ours(self):
        for version in ('0.0', '0.2', '1.0'):
            folder = self.project('other', f'find_package(mitos {version} CONFIG REQUIRED)\n', {})
            self.assertNotEqual(self.configured(folder, folder / 'build')[0], 0, version)

    def test_proto_alone_needs_no_actors_and_a_folder_of_the_same_name_does_no_harm(self):
        source = '#include <mitos/proto/json.hpp>\n#include "proto/json.hpp"\nint main() { return mine; }\n'
        text = ('find_package(mitos 0.1 CONFIG REQUIRED COMPONENTS proto)\nadd_executable(alone alone.cpp)\n'
                'target_include_directories(alone PRIVATE .)\ntarget_link_libraries(alone mitos::proto)\n'
                'if(TARGET mitos::net OR TARGET caf::core)\n  message(FATAL_ERROR "too much")\nendif()\n')
        folder = self.project('alone', text, {'alone.cpp': source, 'proto/json.hpp': 'inline int mine = 0;\n'})
        self.done(self.built(folder, folder / 'build') / 'alone')

    def test_another_caf_is_refused_by_its_version(self):
        folder = self.project('another_caf', 'find_package(mitos 0.1 CONFIG REQUIRED)\n',
                              {'caf/all.hpp': '', 'caf/config.hpp': '#define CAF_VERSION 1805\n'})
        code, said = self.configured(folder, folder / 'build', f'-DCAF_INCLUDE_DIR={folder}')
        self.assertNotEqual(code, 0)
        self.assertIn('CAF_VERSION 1805', said)


class HostProgram(InstallTest):
    def test_the_chat_as_a_reader_runs_it(self):
        build = WORK / 'chat'
        code, said = self.configured(HOST_APP, build)
        self.assertEqual(code, 0, said)
        self.done('cmake', '--build', build, '--target', 'chat', '-j', JOBS)
        with subprocess.Popen([build / 'chat', '0'], stdout=subprocess.PIPE, text=True) as server:
            try:
                port = int(re.fullmatch(r'chat at ws://127\.0\.0\.1:(\d+)/graphql\n', server.stdout.readline())[1])
                asyncio.run(asyncio.wait_for(self.chats(port, server), 30))
                self.assertEqual(server.wait(30), 0)
            finally:
                server.kill()

    async def chats(self, port, server):
        stranger = await Client.connect(port)
        stranger.say({'type': 'connection_init', 'payload': {'token': 5}})
        self.assertEqual(await stranger.end(), 4403)
        stranger.leave()
        alice = await Client.connect(port)
        alice.say({'type': 'connection_init', 'payload': {'token': 'a secret'}})
        self.assertEqual(await alice.hear(), {'type': 'connection_ack'})
        alice.say({'id': 'tea', 'type': 'subscribe',
                   'payload': {'query': 'subscription { messages(room: "tea") { from text } }'}})
        alice.say({'id': 'say', 'type': 'subscribe',
                   'payload': {'query': 'mutation { say(room: "tea", text: "Hello") }'}})
        heard = [await alice.hear() for _ in range(3)]
        for message in ({'id': 'tea', 'type': 'next',
                         'payload': {'data': {'messages': {'from': 'Alice', 'text': 'Hello'}}}},
                        {'id': 'say', 'type': 'next', 'payload': {'data': {'say': True}}},
                        {'id': 'say', 'type': 'complete'}):
            self.assertIn(message, heard)
        server.send_signal(signal.SIGTERM)
        self.assertEqual(await alice.end(), 1012)
        alice.leave()


class PkgConfig(InstallTest):
    def lines(self, count):
        """Those of the README, with the prefix of here."""
        lines = re.findall(r'^    ((?:export PKG_CONFIG_PATH=|g\+\+ ).*)$', (ROOT / 'README.md').read_text(), re.M)
        self.assertEqual(len(lines), count)
        return [line.replace('/opt/mitos', str(PREFIX)) for line in lines]

    def test_the_lines_of_the_readme_give_programs_that_run(self):
        folder = WORK / 'pkg_config'
        folder.mkdir()
        shutil.copy(HOST_APP / 'serve_test.cpp', folder / 'main.cpp')
        (folder / 'test.cpp').write_text('#include <mitos/test_kit/world.hpp>\n'
                                         'int main() { mitos::test_kit::world w; w.greet(); }\n')
        export, *compilers = self.lines(4)
        for line, is_shared in zip(compilers, (True, False, True)):
            with self.subTest(line=line):
                program = folder / re.search(r' -o (\S+)', line)[1]
                self.done('bash', '-ec', f'{export}\n{line}', cwd=folder)
                self.done(program)
                self.assertEqual('libmitos_' in self.done('objdump', '-p', program), is_shared)


class Subdirectory(InstallTest):
    def test_a_host_has_the_libraries_and_keeps_its_own_ways(self):
        text = (f'add_subdirectory({ROOT} mitos EXCLUDE_FROM_ALL)\nadd_executable(host host.cpp)\n'
                'target_include_directories(host PRIVATE .)\ntarget_link_libraries(host PRIVATE mitos::net)\n'
                'if(TARGET mitos OR NOT TARGET mitos::test_kit OR CMAKE_RUNTIME_OUTPUT_DIRECTORY OR BUILD_TESTING)\n'
                '  message(FATAL_ERROR "it leaks")\nendif()\n')
        source = '#include "proto/json.hpp"\n#include <mitos/net/server.hpp>\nint main() { return mine; }\n'
        folder = self.project('subdirectory', text, {'host.cpp': source, 'proto/json.hpp': 'inline int mine = 0;\n'})
        build = folder / 'build'
        code, said = self.configured(folder, build)
        self.assertEqual(code, 0, said)
        self.done('cmake', '--build', build, '-j', JOBS, '--target', 'CMakeFiles/host.dir/host.cpp.o')
        self.done('cmake', '--install', build, '--prefix', folder / 'prefix')
        self.assertFalse(list((folder / 'prefix').rglob('*.hpp')) if (folder / 'prefix').exists() else [])


if __name__ == '__main__':
    unittest.main()
