import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Drawer } from '../drawer/drawer.ts';
import type { People } from '../people/people.ts';
import type { Core } from '../world/core.ts';
import { act, readAction } from './actions.ts';
import { type Changes, createChanges } from './changes.ts';
import { viewPage } from './view.ts';

export interface PageOptions {
  readonly core: Core;
  readonly people: People;
  /** What only a sandbox can do. */
  readonly drawer: Drawer;
  /** What stands above everything; undefined: nothing. */
  readonly notice: () => string | undefined;
  /** Whether a request comes from where it may: see `createOriginCheck`. */
  readonly isAllowed: (request: IncomingMessage) => boolean;
}

export interface Page {
  /** @returns whether the request was the page's; if not it is untouched */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  stop(): void;
}

const MOST_BYTES = 64 * 1_024;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; " +
    "frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The page from which a person uses the sandbox in a browser. Reads its files once, here. */
export function createPage({ isAllowed, ...parts }: PageOptions): Page {
  const files = readFiles();
  const changes = createChanges(parts.core);
  return {
    async handle(request, response) {
      const url = URL.parse(request.url ?? '/', 'http://page');
      if (url === null) return false;
      if (url.pathname !== '/' && !url.pathname.startsWith('/page/')) return false;
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      try {
        if (!isAllowed(request)) throw new Refusal(403, 'This page is for the browser of this machine alone.');
        await answer({ url, request, response }, { ...parts, files, changes });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        sendJson(response, error.status, { message: error.message });
      }
      return true;
    },
    stop: changes.stop,
  };
}

interface Exchange {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Parts extends Omit<PageOptions, 'isAllowed'> {
  readonly files: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;
  readonly changes: Changes;
}

async function answer({ url, request, response }: Exchange, parts: Parts): Promise<void> {
  if (url.pathname === '/page/do') {
    if (request.method !== 'POST') throw new Refusal(405, 'This takes a POST.');
    sendJson(response, 200, await perform(request, (body) => actAs(body, parts)));
    return;
  }
  const [, question] = /^\/page\/drawer\/(\w+)$/.exec(url.pathname) ?? [];
  if (question !== undefined) {
    if (request.method !== 'POST') throw new Refusal(405, 'This takes a POST.');
    sendJson(response, 200, await perform(request, (body) => ask(question, body, parts)));
    return;
  }
  if (request.method !== 'GET') throw new Refusal(405, 'This takes a GET.');
  if (url.pathname === '/page/changes') {
    parts.changes.follow(response);
  } else if (url.pathname === '/page/view') {
    const wanted = {
      as: url.searchParams.get('as') ?? undefined,
      channel: url.searchParams.get('channel') ?? undefined,
    };
    sendJson(response, 200, viewPage(parts.core, { ...wanted, notice: parts.notice() }));
  } else {
    const file = parts.files.get(url.pathname);
    if (file === undefined) throw new Refusal(404, 'There is nothing here.');
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
  }
}

/** Does what the body asks for. Whatever is wrong with it, the page is told in a sentence. */
async function perform(request: IncomingMessage, act: (body: unknown) => Promise<object>): Promise<object> {
  // A page elsewhere cannot send this type without asking first, and is then refused.
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    throw new Refusal(415, 'This takes application/json.');
  }
  const body = await readBody(request);
  try {
    return await act(JSON.parse(body));
  } catch (error) {
    throw new Refusal(400, error instanceof Error ? error.message : String(error));
  }
}

async function actAs(body: unknown, { core, people }: Parts): Promise<object> {
  const action = readAction(body);
  const user = core.state.users[action.as];
  if (user === undefined || user.bot) throw new Error('There is nobody of this id.');
  return await act(people, action);
}

async function ask(question: string, body: unknown, { drawer }: Parts): Promise<object> {
  const answered = drawer.answer(question, body);
  if (answered === undefined) throw new Error('The drawer knows no such question.');
  return await answered;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on, to answer: whoever is cut off while writing hears nothing.
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES) throw new Refusal(413, `This takes ${MOST_BYTES} bytes at most.`);
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function readFiles(): Parts['files'] {
  const folder = join(import.meta.dirname, 'static');
  return new Map(
    readdirSync(folder).map((name) => [
      name === 'index.html' ? '/' : `/page/${name}`,
      { type: TYPES[extname(name)] ?? 'application/octet-stream', body: readFileSync(join(folder, name)) },
    ]),
  );
}
