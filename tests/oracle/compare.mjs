// Puts cases to both engines and tells where they differ.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

import {isSameInAnyOrder} from './later.mjs';
import {answer, graphql, introspectionQuery} from './oracle.mjs';

/** The program of answer.cpp, asked in batches. */
export class Mitos {
  constructor(program = process.env.ANSWER) {
    this.child = spawn(program, {stdio: ['pipe', 'pipe', 'inherit']});
    this.exited = once(this.child, 'exit');
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
    this.child.stdin.on('error', () => {}); // it has ended: the missing answer says so
  }

  /** A text per case. */
  async ask(cases) {
    this.child.stdin.write(cases.map((test) => `${JSON.stringify(test)}\n`).join(''));
    const answers = [];
    for (const test of cases) {
      const {value, done} = await this.lines.next();
      if (done)
        throw new Error(`it ended with ${await this.exited} at the case ${JSON.stringify(test)}`);
      answers.push(value);
    }
    return answers;
  }

  async end() {
    this.child.stdin.end();
    return (await this.exited)[0];
  }
}

/** What a client prints of the introspection is what was printed. */
function isIdentity(test, introspection) {
  const printed = graphql.printSchema(graphql.buildSchema(test.schema));
  return graphql.printSchema(graphql.buildClientSchema(JSON.parse(introspection).data)) === printed;
}

/** Where both are right: version 16 takes defaults that are made of themselves. */
const isOfNewer = (mitos) => mitos.includes('"Invalid circular reference. The default value of Input Object field ');

function differs(test, mitos, oracle) {
  if (oracle === null || isOfNewer(mitos))
    return false;
  if (test.later !== undefined)
    return !isSameInAnyOrder(mitos, oracle);
  return mitos !== oracle || (test.document === introspectionQuery && mitos.startsWith('{"data"') && !isIdentity(test, mitos));
}

/** The cases with other answers than the oracle's, and every answer of the oracle. */
export async function compare(mitos, cases) {
  const asked = mitos.ask(cases);
  const expected = [];
  for (const test of cases)
    expected.push(await answer(test));
  const given = await asked;
  const differences = cases.map((test, i) => ({test, mitos: given[i], oracle: expected[i]}))
    .filter(({test, mitos: text, oracle}) => differs(test, text, oracle));
  return {differences, expected};
}

/** Where the answers begin to differ, then all of it. */
export function report({test, mitos, oracle}) {
  let at = 0;
  while (at < mitos.length && mitos[at] === oracle[at])
    ++at;
  const near = (text) => text.slice(Math.max(0, at - 150), at + 150);
  return [`from character ${at} on:`, `  Mitos:      ...${near(mitos)}`, `  graphql-js: ...${near(oracle)}`,
          `case: ${JSON.stringify(test)}`, `document:\n${test.document ?? test.schema}`,
          `Mitos:      ${mitos}`, `graphql-js: ${oracle}`].join('\n');
}
