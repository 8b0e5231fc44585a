// Mitos' engine beside graphql-js in one run: CPU time of each step, and how many times less Mitos takes.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

process.env.NODE_ENV = 'production'; // else graphql-js checks more than it must
const require = createRequire(new URL('../clients/package.json', import.meta.url));
const {buildSchema, execute, parse, validate, version} = require('graphql');

const steps = {parse: 'parse', validate: 'validate', execute: 'execute, prepared', all: 'parse, validate, execute'};
const documents = {small: 'small query', hundred: '100 fields', introspection: 'introspection'};

const file = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const schema = buildSchema(file('schema.graphql'));
const rootValue = JSON.parse(file('root.json'));

/** Both make the text of a response. */
const answer = (document) => JSON.stringify(execute({schema, document, rootValue, variableValues: {id: 'f1'}}));

function refuse(problem) {
  throw new Error(problem);
}

function work(step, text) {
  const document = parse(text);
  if (validate(schema, document).length > 0 || answer(document).startsWith('{"errors"'))
    refuse('the document is not answered');
  return {
    parse: () => parse(text),
    validate: () => validate(schema, document),
    execute: () => answer(document),
    all: () => {
      const parsed = parse(text);
      return validate(schema, parsed).length === 0 && answer(parsed);
    },
  }[step];
}

/** Nanoseconds of CPU that one run takes once the code is hot. */
function measured(run) {
  const until = (milliseconds) => {
    let runs = 0;
    for (const end = performance.now() + milliseconds; performance.now() < end;)
      for (let i = 0; i < 20; ++i, ++runs)
        run();
    return runs;
  };
  until(1000);
  const before = process.cpuUsage();
  const runs = until(1000);
  const {user, system} = process.cpuUsage(before);
  return (user + system) * 1000 / runs;
}

function mitosTimes(program) {
  const report = execFileSync(program, ['--benchmark_format=json', '--benchmark_min_time=1'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
  return Object.fromEntries(JSON.parse(report).benchmarks.map(({name, cpu_time: nanoseconds}) => [name, nanoseconds]));
}

const microseconds = (nanoseconds) => (nanoseconds / 1000).toFixed(1).padStart(12);
const mitos = mitosTimes(process.argv[2] ?? refuse('usage: bench.mjs PROGRAM'));
console.log(`CPU time in microseconds; graphql-js ${version} on node ${process.versions.node}\n`);
console.log(`${'document'.padEnd(16)}${'step'.padEnd(26)}${'Mitos'.padStart(12)}${'graphql-js'.padStart(12)}${'ratio'.padStart(8)}`);
for (const [document, title] of Object.entries(documents))
  for (const [step, words] of Object.entries(steps)) {
    const ours = mitos[`${step}/${document}`];
    const theirs = measured(work(step, file(`${document}.graphql`)));
    console.log(title.padEnd(16) + words.padEnd(26) + microseconds(ours) + microseconds(theirs) + `${(theirs / ours).toFixed(1)}x`.padStart(8));
  }
