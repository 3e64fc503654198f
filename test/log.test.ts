import { DiscordAPIError, HTTPError, REST } from 'discord.js';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { FatalError, SourceError, UserError } from '../src/domain/errors.ts';
import { createLog, errorFields, LOG_LEVELS } from '../src/log.ts';

const TOKEN = 'aW50ZXJhY3Rpb24tdG9rZW4';
const SECRET = 's3cr3t-p4ssw0rd';
const TITLE = 'Attention Is All You Need';
const HIDDEN = [TOKEN, SECRET, TITLE];

describe('createLog', () => {
  it('writes one JSON line an event, from its level on', () => {
    const lines: string[] = [];
    const at = new Date('2026-03-10T12:00:00Z');
    const log = createLog({ level: 'warn', now: () => at, write: (line) => void lines.push(line) });
    for (const level of LOG_LEVELS) log[level]('list saved', { listDay: '2026-03-10', count: 3 });
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      ['warn', 'error'].map((level) => ({
        time: '2026-03-10T12:00:00.000Z',
        level,
        message: 'list saved',
        listDay: '2026-03-10',
        count: 3,
      })),
    );
  });

  it('keeps a line a line, whatever its fields hold', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', now: () => new Date(0), write: (line) => void lines.push(line) });
    log.info('x', { reason: 'a\nb\u2028c' });
    expect(lines[0]?.split('\n')).toHaveLength(1);
  });
});

describe('errorFields', () => {
  it('tells of a refusal by Discord what it was, without the token in its address or what was sent', () => {
    const error = new DiscordAPIError(
      { message: TITLE, code: 50035, errors: { content: { _errors: [{ code: TITLE, message: TITLE }] } } },
      50035,
      400,
      'POST',
      `https://discord.com/api/v10/interactions/1/${TOKEN}/callback`,
      { body: { content: TITLE }, files: undefined },
    );
    expect(tell(error)).toMatchObject({ error: 'DiscordAPIError[50035]', code: 50035, status: 400, method: 'POST' });
  });

  it('tells of a failed request its status, without the token in its address', () => {
    const error = new HTTPError(502, SECRET, 'PATCH', `https://discord.com/api/v10/webhooks/1/${TOKEN}`, {
      body: { content: TITLE },
      files: undefined,
    });
    expect(tell(error)).toMatchObject({ error: 'HTTPError', status: 502, method: 'PATCH' });
  });

  it('tells of a real request that got no answer why, without its address', async () => {
    const rest = new REST({ api: 'http://127.0.0.1:9', retries: 0 }).setToken(SECRET);
    const error = await rest
      .post(`/interactions/1/${TOKEN}/callback`, { body: { content: TITLE } })
      .catch((caught) => caught);
    expect(tell(error)).toMatchObject({ error: expect.any(String) });
  });

  it('tells of PostgreSQL’s errors the code and the constraint, never the row', async () => {
    const client = new pg.Client({ connectionString: inject('serverUrl') });
    await client.connect();
    await client.query('create temporary table held (title text constraint one_title primary key)');
    await client.query('insert into held values ($1)', [TITLE]);
    const twice = await client.query('insert into held values ($1)', [TITLE]).catch((caught) => caught);
    const text = await client.query('select $1::integer', [TITLE]).catch((caught) => caught);
    await client.end();
    expect(twice.detail).toContain(TITLE);
    expect(tell(twice)).toMatchObject({ code: '23505', constraint: 'one_title' });
    expect(text.message).toContain(TITLE);
    expect(tell(text)).toMatchObject({ code: '22P02' });
  });

  it('tells of a wrong connection string nothing of it', async () => {
    const address = `postgres://paperboy:${SECRET}@[broken/paperboy`;
    const error = caught(() => new URL(address));
    expect(JSON.stringify({ ...(error as object) })).toContain(SECRET);
    expect(tell(error)).toMatchObject({ code: 'ERR_INVALID_URL' });
    const refused = await new pg.Client({ connectionString: `postgres://p:${SECRET}@127.0.0.1:9/p` })
      .connect()
      .catch((thrown) => thrown);
    expect(tell(refused)).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('tells of text that is no JSON nothing of the text', () => {
    const error = caught(() => JSON.parse(`${TITLE}\n    at ${SECRET}:1:1`));
    expect(tell(error)).toMatchObject({ error: 'SyntaxError' });
  });

  it('tells why a source failed, in its own fixed words, and of the cause the same', () => {
    const cause = Object.assign(new Error(TITLE), { code: 'ECONNRESET', url: `https://x/?token=${SECRET}` });
    const error = new SourceError('Hugging Face', 'status 503', { cause });
    expect(tell(error)).toMatchObject({
      error: 'SourceError',
      reason: 'status 503',
      cause: { error: 'Error', code: 'ECONNRESET' },
    });
  });

  it('tells of our own errors no text that a person typed', () => {
    expect(tell(new UserError({ code: 'bad-paper', given: TITLE }))).toMatchObject({ error: 'UserError' });
    expect(tell(new FatalError('The database cannot be reached.', 'Check it.'))).toMatchObject({ error: 'FatalError' });
  });

  it('tells of something thrown that is no error only its kind', () => {
    expect(errorFields(SECRET)).toEqual({ error: 'string' });
    expect(errorFields(undefined)).toEqual({ error: 'undefined' });
    expect(errorFields({ message: SECRET })).toEqual({ error: 'object' });
  });

  it('names where it was thrown', () => {
    expect(errorFields(new Error('x')).frames?.[0]).toMatch(/log\.test\.ts:\d+:\d+/);
  });

  it('ends on causes that go in a circle', () => {
    const first = new Error('first');
    const second = new Error('second', { cause: first });
    first.cause = second;
    expect(JSON.stringify(errorFields(first)).length).toBeLessThan(20_000);
  });

  it('never tells a message, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('\n    at ', ':1:1', ':1:1)', '\n', ' (')), { maxLength: 8 }),
        (parts) => {
          const error = new Error(`${SECRET}${parts.join('')}${SECRET}:1:1`, {
            cause: new TypeError(`${parts.join('')}\n    at ${SECRET}:1:1`),
          });
          expect(JSON.stringify(errorFields(error))).not.toContain(SECRET);
        },
      ),
    );
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** The fields, once it is certain that they give nothing away. */
function tell(error: unknown): object {
  const fields = errorFields(error);
  for (const hidden of HIDDEN) expect(JSON.stringify(fields)).not.toContain(hidden);
  return fields;
}
