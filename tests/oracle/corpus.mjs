// The committed cases. A file is a schema, then sections that begin with "#---": "root JSON", or
// "document [JSON of variables and operation]"; in schemas.graphql each section is a schema.
import {readdirSync, readFileSync} from 'node:fs';

import {introspectionQuery} from './oracle.mjs';

const folder = new URL('./corpus/', import.meta.url);

const sectionsOf = (file) => readFileSync(new URL(file, folder), 'utf8').split(/^#---/m);

function casesOfFile(file) {
  const [schema, ...sections] = sectionsOf(file);
  const cases = [{schema}, {schema, document: introspectionQuery, root: null}];
  let root = null;
  for (const section of sections) {
    const [, kind, more, body] = /^ (\w+) ?(.*)\n([^]*)$/.exec(section);
    if (kind === 'root')
      root = JSON.parse(body);
    else
      cases.push({schema, document: body, root, ...JSON.parse(more || '{}')});
  }
  return cases;
}

export function corpus() {
  const schemas = sectionsOf('schemas.graphql').slice(1).map((section) => ({schema: section.slice(section.indexOf('\n') + 1)}));
  const files = readdirSync(folder).filter((file) => file !== 'schemas.graphql').sort();
  return [...schemas, ...files.flatMap(casesOfFile)];
}
