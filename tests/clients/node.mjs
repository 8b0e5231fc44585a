// A real node: started on a free port, known by its ready line, ended by its pid.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

const program = process.env.MITOS;
if (!program)
  throw new Error('MITOS must name the program to test, e.g. MITOS=build/dev/bin/mitos');

export class Node {
  static async start({port = 0, args = []} = {}) {
    const node = new Node();
    node.process = spawn(program, ['node', '--listen', `127.0.0.1:${port}`, '--name', 'tested', ...args],
                         {stdio: ['ignore', 'inherit', 'pipe']});
    node.exited = once(node.process, 'exit').then(([code, signal]) => code ?? signal);
    node.log = [];
    const ready = new Promise((resolve, reject) => {
      createInterface(node.process.stderr).on('line', (line) => {
        node.log.push(line);
        const found = / ready: .*ws:\/\/127\.0\.0\.1:(\d+)(\/\S*)/.exec(line);
        if (found)
          resolve(found);
      });
      node.exited.then((code) => reject(new Error(`ended with ${code}\n${node.log.join('\n')}`)));
    });
    const [, realPort, path] = await ready;
    node.port = Number(realPort);
    node.url = `ws://127.0.0.1:${realPort}${path}`;
    return node;
  }

  /** Drains; resolves to the exit code. */
  stop() {
    this.process.kill('SIGTERM');
    return this.exited;
  }
}

/** What a subscription heard, and a promise for what it will hear. */
export class Heard {
  constructor() {
    this.events = [];
    this.ended = new Promise((resolve, reject) => Object.assign(this, {complete: resolve, error: reject}));
    this.ended.catch(() => {});
    this.waiting = [];
  }

  next = (event) => {
    this.events.push(event);
    this.waiting = this.waiting.filter(({count, resolve}) => this.events.length < count || resolve(this.events));
  };

  /** The first `count` events, as soon as they are there. */
  first(count) {
    if (this.events.length >= count)
      return Promise.resolve(this.events.slice(0, count));
    const come = new Promise((resolve) => this.waiting.push({count, resolve}));
    return Promise.race([come, this.ended.then(() => Promise.reject(new Error('completed early')))]);
  }
}
