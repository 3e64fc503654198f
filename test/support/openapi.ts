import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { LoggedRequest } from '../../src/sandbox/request-log.ts';
import { hasShared, readShared } from './shared.ts';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

const SNOWFLAKE = /^\d{17,19}$/;
const ID = 'https://discord.test/openapi.json';

/**
 * A check of requests against Discord's own description of its API. @returns undefined where the description is absent
 *
 * Two places of it are known to be wrong or incomplete and are set right here: `default_member_permissions` is sent as
 * a string, as the documentation says, and the nonce fields that `enforce_nonce` needs are missing in places.
 */
export function createOpenApiCheck(): ((request: LoggedRequest) => readonly string[]) | undefined {
  if (!hasShared('data', 'discord', 'openapi.json')) return undefined;
  const description = readShared('data', 'discord', 'openapi.json') as Description;
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat('snowflake', SNOWFLAKE);
  ajv.addFormat('nonce', true);
  ajv.addSchema({ ...(withStringPermissions(description) as object), $id: ID });
  const templates = Object.keys(description.paths).map((path) => ({ path, pattern: toPattern(path) }));

  return ({ method, path, body }) => {
    const place = `${method} ${path}`;
    const matching = templates.filter(({ pattern }) => pattern.test(path));
    // A fixed segment is meant before a parameter: `/users/@me` before `/users/{user_id}`.
    const [found] = matching.toSorted((a, b) => braces(a.path) - braces(b.path));
    const operation = found && description.paths[found.path]?.[method.toLowerCase()];
    if (found === undefined || operation === undefined) return [`${place}: Discord has no such route`];
    if (operation.requestBody === undefined || body === undefined) return [];
    const pointer = ['paths', found.path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
    const validate = ajv.getSchema(`${ID}#/${pointer.map(toPointer).join('/')}`);
    if (validate === undefined) return [`${place}: its body is not described`];
    return validate(body) ? [] : (validate.errors ?? []).map((error) => describe(place, error));
  };
}

function withStringPermissions(description: Description): unknown {
  return JSON.parse(JSON.stringify(description), (key, value) =>
    key === 'default_member_permissions' && typeof value === 'object' ? { type: ['string', 'integer', 'null'] } : value,
  );
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
}

function braces(path: string): number {
  return path.split('{').length;
}

function toPointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function describe(place: string, { instancePath, message }: ErrorObject): string {
  return `${place}: ${instancePath} ${message}`;
}
