import os
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import ProgramTest, run

README = Path(__file__).resolve().parents[2] / 'README.md'


class Texts(ProgramTest):
    def test_version(self):
        done = run('--version')
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r'^mitos \d+\.\d+\.\d+\n')

    def test_help_names_the_commands_and_the_exit_codes(self):
        done = run('--help')
        self.assertEqual(done.returncode, 0)
        self.assertIn('mitos node', done.stdout)
        self.assertIn('3 the address is in use', done.stdout.replace('\n', ' '))

    def test_the_readme_repeats_the_help_of_node(self):
        done = run('node', '--help')
        self.assertEqual(done.returncode, 0)
        self.assertIn('```\n' + done.stdout + '```\n', README.read_text(),
                      'README.md: put the output of mitos node --help into the block of options')

    def test_a_text_that_cannot_be_written_is_a_failure(self):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([os.environ['MITOS'], '--help'], stdout=full)
        self.assertEqual(done.returncode, 1)


class Misconfigured(ProgramTest):
    def refused(self, *arguments, saying, env=None):
        done = run(*arguments, env=env)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(saying, done.stderr)

    def test_nothing_or_an_unknown_command(self):
        self.refused(saying='mitos --help')
        self.refused('nodes', saying='did you mean "node"?')

    def test_unknown_names_get_a_suggestion(self):
        self.refused('node', '--lisen', 'x', saying='did you mean "--listen"?')
        self.refused('node', env={'MITOS_MAX_MESAGE': '1'}, saying='did you mean "MITOS_MAX_MESSAGE"?')
        with tempfile.TemporaryDirectory() as folder:
            path = f'{folder}/mitos.toml'
            Path(path).write_text('name = "a"\nmax_queue = "1MiB"\n')
            self.refused('node', '--config', path, saying=f'{path}:2:1: there is no option "max_queue"; '
                                                          'did you mean "max-queue"?')

    def test_a_value_too_few_or_too_many(self):
        self.refused('node', '--schema', saying='--schema has no value: write --schema and its value')
        self.refused('node', '--schema', 'a', '--schema', 'b', saying='--schema is given more than once: give it once')

    def test_a_text_and_something_more(self):
        for text in ('--version', '--help', 'help'):
            self.refused(text, 'x', saying=f'"x" is one word too many: write mitos {text}')

    def test_a_mistyped_value(self):
        self.refused('node', '--keep-alive', '12', saying='--keep-alive: "12" has no unit: write ')

    def test_other_machines_while_nobody_is_authenticated(self):
        self.refused('node', '--listen', '0.0.0.0:0', saying='--insecure')

    def test_an_address_of_another_machine(self):
        self.refused('node', '--listen', '192.0.2.1:0', '--insecure', saying='192.0.2.1')

    def test_a_name_that_nobody_knows(self):
        self.refused('node', '--listen', 'no-such-host.invalid:0', '--insecure', saying='no-such-host.invalid')

    def test_a_certificate_that_is_not_there(self):
        self.refused('node', '--listen', '127.0.0.1:0', '--tls-cert', '/none.pem', '--tls-key', '/none.key',
                     saying='/none.pem')


class Listening(ProgramTest):
    def test_flags_over_environment_over_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = f'{folder}/mitos.toml'
            Path(path).write_text('path = "/file"\nname = "file"\nlog-level = "info"\n')
            node = self.node('--name', 'flag', env={'MITOS_CONFIG': path, 'MITOS_NAME': 'environment'})
            ready = node.wait_for_log(r'ready: .*')[0]
            self.assertIn('/file ', ready)
            self.assertIn(' flag', ready)

    def test_port_0_picks_one_and_the_log_says_which(self):
        node = self.node()
        self.assertGreater(node.port, 0)
        socket.create_connection((node.host, node.port)).close()

    def test_ipv6_and_names(self):
        for listen in ('[::1]:0', 'localhost:0'):
            node = self.node(listen=listen)
            socket.create_connection((node.host, node.port)).close()

    def test_an_address_in_use(self):
        node = self.node()
        done = run('node', '--listen', f'127.0.0.1:{node.port}')
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(f'127.0.0.1:{node.port}', done.stderr)

    def test_the_actor_library_reads_no_file_of_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(f'{folder}/caf-application.ini').write_text('[scheduler]\npolicy = nonsense {')
            node = self.node(cwd=folder)
            node.signal(signal.SIGTERM)
            self.assertEqual(node.wait(), 0)


if __name__ == '__main__':
    unittest.main()
