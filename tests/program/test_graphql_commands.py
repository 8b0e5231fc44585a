import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import LIMIT, PROGRAM, ProgramTest, environment, run
from websocket import Client

SCHEMA = '''type Query { dog: Dog pet: Pet say(text: String!): String need: Int! }
type Mutation { rename: Dog }
type Subscription { barked: Dog silent: Int }
interface Pet { name: String }
type Dog implements Pet { name: String age: Int }
'''
ROOT = {'dog': {'name': 'Rex', 'age': 7}, 'pet': {'__typename': 'Dog', 'name': 'Rex'}, 'need': None,
        'rename': {'name': 'Max'}, 'barked': [{'name': 'Rex'}, {'name': 'Max', 'age': 'x'}], 'silent': 1}
TOO_LARGE = 64 * 1024 * 1024 + 1


class CommandTest(ProgramTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.schema = self.file('schema.graphql', SCHEMA)
        self.root = self.file('root.json', json.dumps(ROOT))

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def run_with(self, text, *arguments):
        return subprocess.run([PROGRAM, *arguments], env=environment(), capture_output=True, input=text, text=True,
                              timeout=LIMIT)

    def unanswered(self, *arguments, saying):
        done = run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ''), done.stderr)
        for part in [saying] if isinstance(saying, str) else saying:
            self.assertIn(part, done.stderr)


class Usage(CommandTest):
    def test_each_has_help(self):
        for command in ('validate', 'execute', 'print-schema'):
            done = run(command, '--help')
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.startswith(f'mitos {command} '))
            self.assertIn('Exit codes', done.stdout)
            self.assertIn(f'mitos {command} ', run('--help').stdout)

    def test_a_mistyped_command_or_option_gets_a_suggestion(self):
        self.unanswered('validat', saying='did you mean "validate"?')
        self.unanswered('execute', '--schma', self.schema, self.schema, saying='did you mean "--schema"?')

    def test_what_is_missing_or_too_much(self):
        self.unanswered('validate', saying='--schema is missing')
        self.unanswered('validate', '--schema', saying='--schema has no value: write --schema and its value')
        self.unanswered('execute', '--schema', self.schema, '--schema', self.schema, self.schema,
                        saying='--schema is given more than once: give it once')
        self.unanswered('execute', '--schema', self.schema, saying='a file is missing')
        self.unanswered('print-schema', saying='a file is missing')
        self.unanswered('print-schema', self.schema, self.schema, saying='one file too many')
        self.unanswered('print-schema', '--root', self.root, self.schema, saying='there is no option --root')

    def test_standard_input_is_one_file(self):
        for arguments in (('validate', '--schema', '-', '-'), ('execute', '--schema', '-', '-'),
                          ('execute', '--schema', self.schema, '--root', '-', '-'),
                          ('execute', '--schema', self.schema, '--root', '-', '--variables', '-', self.schema),
                          ('node', '--schema', '-', '--root', '-')):
            self.unanswered(*arguments, saying='standard input can be one of the files only: name the others')

    def test_an_answer_that_cannot_be_written_is_no_answer(self):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([PROGRAM, 'print-schema', self.schema], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn('cannot be written', done.stderr)


class Files(CommandTest):
    def test_unreadable(self):
        for path, why in ((f'{self.folder}/none', 'No such file'), (str(self.folder), 'Is a directory')):
            self.unanswered('print-schema', path, saying=[path, why])
            self.unanswered('validate', '--schema', self.schema, path, saying=[path, why])
            self.unanswered('execute', '--schema', self.schema, '--root', path, self.schema, saying=[path, why])

    def test_no_utf8(self):
        path = self.file('latin1', b'# \xe4\ntype Query { a: Int }')
        self.unanswered('print-schema', path, saying=[path, 'is not UTF-8'])

    def test_a_byte_order_mark_is_left_out(self):
        path = self.file('root', b'\xef\xbb\xbf{"need": 1}')
        done = self.run_with('{need}', 'execute', '--schema', self.schema, '--root', path, '-')
        self.assertEqual(done.stdout, '{"data":{"need":1}}\n', done.stderr)

    def test_too_large(self):
        path = f'{self.folder}/large'
        with open(path, 'wb') as file:
            file.truncate(TOO_LARGE)
        self.unanswered('print-schema', path, saying=[path, 'is larger than 64MiB'])

    def test_invalid_json(self):
        path = self.file('bad.json', '{"a": }')
        self.unanswered('execute', '--schema', self.schema, '--root', path, self.schema, saying=[path, 'not JSON at byte 7'])
        self.unanswered('execute', '--schema', self.schema, '--variables', path, self.schema,
                        saying=[path, 'not JSON at byte 7'])
        path = self.file('list.json', '[]')
        self.unanswered('execute', '--schema', self.schema, '--variables', path, self.schema,
                        saying=[path, 'is no JSON object'])

    def test_deep_json(self):
        path = self.file('deep.json', '[' * 100_000)
        self.unanswered('execute', '--schema', self.schema, '--root', path, self.schema,
                        saying=f'{path}: JSON nested deeper than 200')

    def test_a_number_beyond_a_double(self):
        path = self.file('great.json', '{"need": 1e400}')
        self.unanswered('execute', '--schema', self.schema, '--root', path, self.schema,
                        saying=f'{path}: JSON number 1e400 is too large for a double: write it as a string')

    def test_an_invalid_schema_where_a_valid_one_is_needed(self):
        path = self.file('bad.graphql', 'type Query {\n  a: Nothing\n  b: None\n}')
        for arguments in (('print-schema', path), ('validate', '--schema', path, self.schema),
                          ('execute', '--schema', path, self.schema)):
            self.unanswered(*arguments, saying=[path, 'line 2, column 6: Unknown type "Nothing". Did you mean "String"? (and 1 more)'])


class Validate(CommandTest):
    def check(self, document, code, errors):
        done = self.run_with(document, 'validate', '--schema', self.schema, '-')
        self.assertEqual((done.returncode, done.stderr), (code, ''))
        self.assertEqual(done.stdout, json.dumps(errors, separators=(',', ':')) + '\n')

    def test_a_valid_document(self):
        self.check('{ dog { name } }', 0, [])

    def test_an_invalid_one(self):
        self.check('{ dgo { name } }', 1, [{
            'message': 'Cannot query field "dgo" on type "Query". Did you mean "dog"?',
            'locations': [{'line': 1, 'column': 3}]}])

    def test_a_syntax_error(self):
        self.check('{', 1, [{'message': 'Syntax Error: Expected Name, found <EOF>.',
                             'locations': [{'line': 1, 'column': 2}]}])

    def test_an_error_without_a_place(self):
        path = self.file('rootless.graphql', 'type Other { a: Int }')
        done = run('validate', '--schema', path)
        self.assertEqual((done.returncode, done.stdout), (1, '[{"message":"Query root type must be provided."}]\n'))

    def test_the_schema_itself(self):
        self.assertEqual(run('validate', '--schema', self.schema).stdout, '[]\n')
        for text, code, saying in (('type Query {', 1, 'Syntax Error'), ('type Query { a: B }', 1, 'Unknown type'),
                                   ('type Query { __a: Int }', 1, 'must not begin'), ('type Query { a: Int }', 0, '[]')):
            done = self.run_with(text, 'validate', '--schema', '-')
            self.assertEqual(done.returncode, code, done.stdout)
            self.assertIn(saying, done.stdout)
            json.loads(done.stdout)

    def test_a_document_above_the_limits(self):
        done = self.run_with('{' + 'dog{' * 1000 + '}' * 1001, 'validate', '--schema', self.schema, '-')
        self.assertEqual(done.returncode, 1)
        self.assertIn('nested more than', done.stdout)


class Execute(CommandTest):
    def execute(self, document, *more):
        return self.run_with(document, 'execute', '--schema', self.schema, '--root', self.root, *more, '-')

    def test_a_query(self):
        done = self.execute('{ d: dog { age name } pet { __typename ... on Dog { age } } }')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout, '{"data":{"d":{"age":7,"name":"Rex"},"pet":{"__typename":"Dog","age":null}}}\n')

    def test_without_a_root_all_is_null(self):
        done = self.run_with('{ dog { name } }', 'execute', '--schema', self.schema, '-')
        self.assertEqual((done.returncode, done.stdout), (0, '{"data":{"dog":null}}\n'))

    def test_a_mutation(self):
        self.assertEqual(self.execute('mutation { rename { name } }').stdout, '{"data":{"rename":{"name":"Max"}}}\n')

    def test_a_field_that_fails_was_executed(self):
        done = self.execute('{ need }')
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout), {'errors': [{
            'message': 'Cannot return null for non-nullable field Query.need.', 'locations': [{'line': 1, 'column': 3}],
            'path': ['need']}], 'data': None})

    def test_what_is_refused_has_no_data(self):
        for document, more, saying in (('{', (), 'Syntax Error'), ('{ none }', (), 'Cannot query field'),
                                       ('query A { need } query B { need }', (), 'Must provide operation name'),
                                       ('query A { need }', ('--operation', 'B'), 'Unknown operation named'),
                                       ('{ need }', ('--operation', ''), 'Unknown operation named'),
                                       ('query ($t: String!) { say(text: $t) }', (), 'was not provided'),
                                       ('subscription { silent }', (), 'no array')):
            done = self.execute(document, *more)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertEqual(list(json.loads(done.stdout)), ['errors'])
            self.assertIn(saying, done.stdout)

    def test_variables_and_operation(self):
        variables = self.file('variables.json', '{"a": true}')
        document = 'query A { need } query B($a: Boolean!) { dog { name @skip(if: $a) age } }'
        done = self.execute(document, '--variables', variables, '--operation', 'B')
        self.assertEqual(done.stdout, '{"data":{"dog":{"age":7}}}\n')

    def test_a_subscription_has_a_line_for_each_event(self):
        done = self.execute('subscription { b: barked { name age } }')
        self.assertEqual(done.returncode, 0, done.stderr)
        first, second = map(json.loads, done.stdout.splitlines())
        self.assertEqual(first, {'data': {'b': {'name': 'Rex', 'age': None}}})
        self.assertEqual(second['data'], {'b': {'name': 'Max', 'age': None}})
        self.assertEqual(second['errors'][0]['path'], ['b', 'age'])


class PrintSchema(CommandTest):
    def test_it_is_canonical(self):
        done = self.run_with('# no comment\ntype Query{b(c:Int=1 d:[E!]):Int} enum E{F,G @deprecated} """x""" scalar U',
                             'print-schema', '-')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(done.stdout, 'type Query {\n  b(c: Int = 1, d: [E!]): Int\n}\n\n'
                                      'enum E {\n  F\n  G @deprecated\n}\n\n"""x"""\nscalar U\n')
        self.assertEqual(self.run_with(done.stdout, 'print-schema', '-').stdout, done.stdout)


class MockServer(CommandTest, unittest.IsolatedAsyncioTestCase):
    async def ask(self, client, query):
        client.say({'id': 'a', 'type': 'subscribe', 'payload': {'query': query}})
        heard = []
        while not heard or heard[-1]['type'] not in ('complete', 'error'):
            heard.append(await client.hear())
        return [message.get('payload') for message in heard]

    async def test_it_answers_from_the_root_value(self):
        node = self.node('--schema', self.schema, '--root', self.root, '--event-interval', '10ms')
        client = await Client.ready(node.port)
        self.assertEqual(await self.ask(client, '{ dog { name } }'), [{'data': {'dog': {'name': 'Rex'}}}, None])
        self.assertEqual(await self.ask(client, 'mutation { rename { name } }'),
                         [{'data': {'rename': {'name': 'Max'}}}, None])
        for _ in range(2):  # from the first event each time
            heard = await self.ask(client, 'subscription { barked { name } }')
            self.assertEqual(heard, [{'data': {'barked': {'name': name}}} for name in ('Rex', 'Max')] + [None])
        refusal, = await self.ask(client, 'subscription { silent }')
        self.assertEqual(refusal[0]['message'], 'Subscription field "silent" is no array in the root value.')
        refusal, = await self.ask(client, 'mutation { publish(topic: "a", payload: 1) { id } }')
        self.assertIn('Cannot query field "publish"', refusal[0]['message'])
        client.leave()

    async def test_without_a_root_all_is_null(self):
        node = self.node('--schema', self.schema)
        client = await Client.ready(node.port)
        self.assertEqual(await self.ask(client, '{ dog { name } }'), [{'data': {'dog': None}}, None])
        client.leave()

    def test_what_is_wrong_ends_it_at_the_start(self):
        bad_schema = self.file('bad.graphql', 'type Query { a: None }')
        bad_root = self.file('bad.json', '{')
        listen = ('node', '--listen', '127.0.0.1:0')
        self.unanswered(*listen, '--schema', bad_schema, saying=[bad_schema, 'column 17: Unknown type "None".'])
        self.unanswered(*listen, '--schema', '/none', saying=['/none', 'cannot be read'])
        self.unanswered(*listen, '--schema', self.schema, '--root', bad_root, saying=[bad_root, 'not JSON at byte 2'])
        self.unanswered(*listen, '--root', self.root, saying='root is given without schema')


if __name__ == '__main__':
    unittest.main()
