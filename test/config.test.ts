import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settings } from '../src/config.ts';

describe('readConfig', () => {
  it('has a default for everything, and takes an empty value for an absent one', () => {
    const empty = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, '']));
    expect(readConfig({})).toEqual(readConfig(empty));
    expect(readConfig({})).toMatchObject({ DISCORD_TOKEN: '', DATABASE_URL: '', HTTP_PORT: 8080 });
  });

  it('reads what is set, and ignores what is none of ours', () => {
    const config = readConfig({
      DISCORD_TOKEN: 'abc.def',
      DISCORD_API_URL: 'http://127.0.0.1:9/api/',
      DATABASE_URL: 'postgresql://paperboy:secret@db.example:5432/paperboy?sslmode=require',
      ROLES: ' sender, gateway ',
      SEND_RATE: '5',
      HTTP_PORT: '0',
      LOG_LEVEL: 'debug',
      INGEST_CRON: '*/30 * * * *',
      PATH: '/usr/bin',
    });
    expect(config).toMatchObject({
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
      DATABASE_URL: 'postgresql://paperboy:secret@db.example:5432/paperboy?sslmode=require',
      ROLES: ['gateway', 'sender'],
      SEND_RATE: 5,
      HTTP_PORT: 0,
      LOG_LEVEL: 'debug',
      INGEST_CRON: '*/30 * * * *',
    });
    expect(config).not.toHaveProperty('PATH');
  });

  const wrong: Readonly<Record<string, readonly string[]>> = {
    DISCORD_TOKEN: ['wrong-token with-a-space', 'wrong-token\nline'],
    DISCORD_API_URL: ['wrong.example', 'ftp://wrong.example/api'],
    DATABASE_URL: ['wrong.example', 'mysql://wrong:wrong@wrong.example/wrong'],
    HUGGINGFACE_URL: ['wrong'],
    HUGGINGFACE_TOKEN: ['wrong token'],
    ARXIV_URL: ['wrong'],
    INGEST_CRON: ['wrong', '99 99 * * *'],
    DIGEST_CRON: ['wrong wrong'],
    ROLES: ['wrong', 'gateway,wrong', ','],
    SEND_RATE: ['777', '0', '-1', '1e1', '5.5', 'wrong'],
    HTTP_PORT: ['99999', '-1', 'wrong'],
    SANDBOX_PORT: ['99999', 'wrong'],
    LOG_LEVEL: ['wrong', 'INFO '],
  };

  it.each(Object.entries(wrong).flatMap(([name, values]) => values.map((value) => [name, value])))(
    'refuses %s=%j once, by its name and without its value',
    (name, value) => {
      const faults = faultsOf({ DISCORD_TOKEN: 'token', [name]: value });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(new RegExp(`^${name} must .+\\.$`));
      for (const word of value.split(/[\s,]+/).filter((part) => part.length > 2 && part !== 'gateway')) {
        expect(faults[0]).not.toContain(word);
      }
    },
  );

  it('names every fault at once', () => {
    const faults = faultsOf(Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value])));
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(wrong));
  });

  it('refuses a database without a token, so that a lost secret never runs a toy', () => {
    const database = { DATABASE_URL: 'postgres://paperboy:hidden@db.example/paperboy' };
    for (const env of [database, { ...database, DISCORD_TOKEN: '' }]) {
      const faults = faultsOf(env);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/^DISCORD_TOKEN is empty while DATABASE_URL is set: /);
      expect(faults[0]).not.toContain('hidden');
    }
    expect(readConfig({ ...database, DISCORD_TOKEN: 'token' }).DISCORD_TOKEN).toBe('token');
    expect(readConfig({ DISCORD_TOKEN: 'token' }).DATABASE_URL).toBe('');
  });

  it('names a lost secret beside other faults', () => {
    const faults = faultsOf({ DATABASE_URL: 'postgres://db.example/paperboy', HTTP_PORT: 'x' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['HTTP_PORT', 'DISCORD_TOKEN']);
  });
});

function faultsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
