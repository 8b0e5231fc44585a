"""What is installed beside the program: its manual, completion for shells, the file of its configuration."""

import os
import re
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, ProgramTest, run

TEXTS = os.environ['MITOS_TEXTS']
SHELLS = ('bash', 'zsh', 'fish')


def shell(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, **more)


def options_of_node():
    return set(re.findall(r'^  (--[a-z-]+)', run('node', '--help').stdout, re.M))


class Manual(unittest.TestCase):
    page = subprocess.run([TEXTS, 'manual'], capture_output=True, text=True, check=True).stdout

    def test_it_is_roff_without_a_fault(self):
        with tempfile.NamedTemporaryFile('w', suffix='.1') as file:
            file.write(self.page)
            file.flush()
            said = shell('mandoc', '-T', 'lint', '-W', 'warning', file.name).stdout
        # It has no date, so that each build of a version gives the same.
        self.assertEqual([line for line in said.splitlines() if 'missing date' not in line], [])

    def test_it_has_every_option_and_every_command(self):
        plain = self.page.replace('\\-', '-').replace('\\fB', '').replace('\\fR', '')
        for name in options_of_node():
            self.assertIn(f'\n{name}', plain)
        for command in ('validate', 'execute', 'print-schema', 'completion'):
            self.assertIn(f'mitos {command}', plain)


class Configuration(ProgramTest):
    text = subprocess.run([TEXTS, 'configuration'], capture_output=True, text=True, check=True).stdout

    def test_it_says_nothing_but_comments(self):
        self.assertFalse([line for line in self.text.splitlines() if line and line[0] != '#'])

    def test_it_has_every_option_and_its_defaults_are_right(self):
        given = re.findall(r'^#([a-z-]+) = (.*)$', self.text, re.M)
        self.assertEqual({f'--{name}' for name, _ in given}, options_of_node() - {'--config'})
        with tempfile.TemporaryDirectory() as folder:
            path = f'{folder}/mitos.toml'
            constant = [f'{name} = {value}' for name, value in given if re.match(r'"|\d|false', value)]
            self.assertGreater(len(constant), 50)
            Path(path).write_text('\n'.join(constant))
            self.node('--config', path)


class Completion(ProgramTest):
    def bash(self, line):
        """What bash offers at the end of the line."""
        words = re.split(r'(=)|\s', line)
        words = [word for word in words if word is not None]
        script = (f'source <("$MITOS" completion bash)\nCOMP_WORDS=({shlex.join(words)}) '
                  f'COMP_CWORD={len(words) - 1}\n_mitos\nprintf "%s\\n" "${{COMPREPLY[@]}}"')
        done = shell('bash', '--norc', '-c', script, env={**os.environ, 'MITOS': PROGRAM})
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return done.stdout.split()

    def test_of_commands(self):
        self.assertEqual(self.bash('mitos '),
                         ['node', 'validate', 'execute', 'print-schema', 'completion', '--version', '--help'])
        self.assertEqual(self.bash('mitos pr'), ['print-schema'])
        self.assertEqual(self.bash('mitos completion z'), ['zsh'])

    def test_of_options(self):
        self.assertEqual(set(self.bash('mitos node --')) - {'--help'}, options_of_node())
        self.assertEqual(self.bash('mitos execute --v'), ['--variables'])

    def test_of_values(self):
        self.assertEqual(self.bash('mitos node --log-level '), ['debug', 'info', 'warn', 'error', 'off'])
        self.assertEqual(self.bash('mitos node --log-level=w'), ['warn'])
        self.assertEqual(self.bash('mitos node --slow-consumer l'), ['latest-only'])
        self.assertEqual(self.bash('mitos node --drain '), [])

    def test_of_files(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(f'{folder}/schema.graphql').touch()
            for line in ('node --schema', 'validate --schema', 'print-schema', 'execute --schema x'):
                self.assertEqual(self.bash(f'mitos {line} {folder}/sch'), [f'{folder}/schema.graphql'])

    def test_each_shell_understands_its_script(self):
        for name in SHELLS:
            with tempfile.NamedTemporaryFile('w') as file:
                done = run('completion', name)
                self.assertEqual(done.returncode, 0)
                file.write(done.stdout)
                file.flush()
                checked = shell(name, '-n', file.name)
                self.assertEqual((checked.returncode, checked.stderr), (0, ''), name)

    def test_of_fish(self):
        done = shell('fish', '--no-config', '-c', '$MITOS completion fish | source; complete -C "mitos node --slow-c"; '
                     'complete -C "mitos node --slow-consumer l"', env={**os.environ, 'MITOS': PROGRAM})
        self.assertIn('--slow-consumer', done.stdout)
        self.assertIn('latest-only', done.stdout)

    def test_another_shell_is_refused(self):
        done = run('completion', 'zhs')
        self.assertEqual(done.returncode, 2)
        self.assertIn('did you mean "zsh"?', done.stderr)


if __name__ == '__main__':
    unittest.main()
