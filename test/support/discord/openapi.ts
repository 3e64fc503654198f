import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { LoggedRequest } from '../../../src/sandbox/request-log.ts';
import { hasShared, readShared } from '../shared.ts';

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses?: Readonly<Record<string, { readonly $ref?: string; readonly content?: unknown }>>;
}

/** What is wrong with a request or its answer, a line each. */
export type OpenApiCheck = (request: LoggedRequest) => readonly string[];

export interface OpenApiChecks {
  readonly request: OpenApiCheck;
  readonly answer: OpenApiCheck;
}

const SNOWFLAKE = /^\d{17,19}$/;
const ID = 'https://discord.test/openapi.json';

/**
 * Checks of requests and answers against Discord's own description of its API, set right where it is known to be wrong.
 *
 * @returns undefined where the description is absent
 */
export function createOpenApiChecks(): OpenApiChecks | undefined {
  if (!hasShared('data', 'discord', 'openapi.json')) return undefined;
  const description = readShared('data', 'discord', 'openapi.json') as Description;
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat('snowflake', SNOWFLAKE);
  ajv.addFormat('nonce', true);
  ajv.addSchema({ ...setRight(description), $id: ID });
  const find = createFinder(description);
  const schemaAt = (pointer: readonly string[]) => ajv.getSchema(`${ID}#/${pointer.map(toPointer).join('/')}`);
  return { request: checkRequest(find, schemaAt), answer: checkAnswer(find, schemaAt) };
}

type Found = { readonly path: string; readonly operation: Operation };
type Find = (request: LoggedRequest) => Found | undefined;
type SchemaAt = (pointer: readonly string[]) => ValidateFunction | undefined;

function createFinder(description: Description): Find {
  const templates = Object.keys(description.paths).map((path) => ({ path, pattern: toPattern(path) }));
  return ({ method, path }) => {
    const matching = templates.filter(({ pattern }) => pattern.test(path));
    // A fixed segment is meant before a parameter: `/users/@me` before `/users/{user_id}`.
    const [found] = matching.toSorted((a, b) => braces(a.path) - braces(b.path));
    const operation = found && description.paths[found.path]?.[method.toLowerCase()];
    return operation && { path: found.path, operation };
  };
}

function checkRequest(find: Find, schemaAt: SchemaAt): OpenApiCheck {
  return (request) => {
    const place = `${request.method} ${request.path}`;
    const found = find(request);
    if (found === undefined) return [`${place}: Discord has no such route`];
    if (found.operation.requestBody === undefined || request.body === undefined) return [];
    const operation = ['paths', found.path, request.method.toLowerCase()];
    const validate = schemaAt([...operation, 'requestBody', 'content', 'application/json', 'schema']);
    if (validate === undefined) return [`${place}: its body is not described`];
    return faultsOf(validate, request.body, place);
  };
}

function checkAnswer(find: Find, schemaAt: SchemaAt): OpenApiCheck {
  return (request) => {
    const { method, path, status, response } = request;
    const found = find(request);
    if (found === undefined || status === undefined || response === undefined || status >= 500) return [];
    // That one comes from Cloudflare, which the description does not cover.
    if (status === 429 && request.headers['retry-after'] === undefined) return [];
    const place = `${status} of ${method} ${path}`;
    const responses = found.operation.responses ?? {};
    const key = [String(status), `${Math.floor(status / 100)}XX`].find((name) => name in responses);
    if (key === undefined) return [`${place}: not a described status`];
    const named = responses[key]?.$ref?.replace('#/', '').split('/');
    const at = named ?? ['paths', found.path, method.toLowerCase(), 'responses', key];
    const validate = schemaAt([...at, 'content', 'application/json', 'schema']);
    if (validate === undefined) return [`${place}: its body is not described`];
    return faultsOf(validate, JSON.parse(JSON.stringify(response)), place);
  };
}

function faultsOf(validate: ValidateFunction, value: unknown, place: string): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => describe(place, error));
}

/**
 * Where the description is known to be wrong or incomplete: the nonce fields that `enforce_nonce` needs are missing in
 * places, and are left unchecked.
 */
function setRight({ components, ...rest }: Description): object {
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    withBotDms(withMediaChannels(withStringPermissions(schema))),
  ]);
  return { ...rest, components: { ...components, schemas: { ...Object.fromEntries(schemas), ...SET_RIGHT } } };
}

/** `default_member_permissions` is sent as a string: interactions/application-commands. */
function withStringPermissions(schema: Schema): Schema {
  if (schema.properties?.default_member_permissions === undefined) return schema;
  const permissions = { type: ['string', 'integer', 'null'] };
  return { ...schema, properties: { ...schema.properties, default_member_permissions: permissions } };
}

/** Media channels, of type 16, stand in resources/channel › Channel Types, and not in the description. */
function withMediaChannels(schema: Schema): Schema {
  const type = schema.properties?.type as { readonly enum?: readonly number[] } | undefined;
  if (type?.enum?.includes(15) !== true) return schema;
  return { ...schema, properties: { ...schema.properties, type: { type: 'integer', enum: [...type.enum, 16] } } };
}

/** In a conversation with the bot the owner is `"0"`: receiving-and-responding › Authorizing Integration Owners Object. */
function withBotDms(schema: Schema): Schema {
  if (schema.properties?.authorizing_integration_owners === undefined) return schema;
  const owners = { type: 'object', additionalProperties: { type: 'string', pattern: '^(0|\\d{17,19})$' } };
  return { ...schema, properties: { ...schema.properties, authorizing_integration_owners: owners } };
}

const SET_RIGHT = {
  // The inner codes are words: reference › Error Messages. The description takes them for numbers.
  InnerErrors: {
    type: 'object',
    properties: { _errors: { type: 'array', items: shape({ code: 'string', message: 'string' }) } },
    required: ['_errors'],
    additionalProperties: false,
  },
  // Its code is there only sometimes: topics/rate-limits. The description demands it.
  RatelimitedResponse: shape({ message: 'string', retry_after: 'number', global: 'boolean' }),
};

function shape(fields: Readonly<Record<string, string>>): object {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type }]));
  return { type: 'object', properties, required: Object.keys(fields) };
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
