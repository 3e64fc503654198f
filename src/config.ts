import { validate as isCronPattern } from 'node-cron';
import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';

export const ROLES = ['gateway', 'scheduler', 'sender'] as const;
/** What one process does: talks with people, plans and ingests, posts digests. */
export type Role = (typeof ROLES)[number];

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((text) => text.replace(/\/+$/, ''));
const secret = z.string().regex(/^\S*$/, 'must not hold white space');
const cron = z.string().refine(isCronPattern, 'must be a cron pattern, such as */15 * * * *');
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const roles = z.string().transform((text, context) => {
  const names = text.split(',').map((name) => name.trim());
  const known = ROLES.filter((role) => names.includes(role));
  if (known.length === 0 || names.some((name) => !known.some((role) => role === name))) {
    context.addIssue({ code: 'custom', message: `must be one or more of ${ROLES.join(', ')}, separated by commas` });
  }
  return known;
});

/** Every setting with its default. README's table and `.env.example` are compared with it by a test. */
export const settings = z.object({
  DISCORD_TOKEN: secret.default(''),
  DISCORD_API_URL: url.default('https://discord.com/api'),
  DATABASE_URL: z
    .union([z.literal(''), z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })])
    .default(''),
  DATA_DIR: z.string().min(1, 'must name a folder').default('.data'),
  HUGGINGFACE_URL: url.default('https://huggingface.co'),
  HUGGINGFACE_TOKEN: secret.default(''),
  ARXIV_URL: url.default('https://export.arxiv.org'),
  INGEST_CRON: cron.default('*/15 * * * *'),
  DIGEST_CRON: cron.default('* * * * *'),
  ROLES: roles.default([...ROLES]),
  SEND_RATE: wholeNumber(1, 50).default(30),
  HTTP_HOST: z.string().min(1, 'must be a host name or address').default('127.0.0.1'),
  HTTP_PORT: wholeNumber(0, 65535).default(8080),
  SANDBOX_PORT: wholeNumber(0, 65535).default(4321),
  SANDBOX_DAYS_BACK: wholeNumber(0, 365).default(0),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** The settings, checked. Names are those of the environment, so that a reader finds one word everywhere. */
export type Config = Readonly<z.infer<typeof settings>>;

/** Settings that cannot be used: one sentence for each fault, naming the key and never the value. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads the settings from an environment. An empty value counts as absent.
 *
 * @throws ConfigError with every fault at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = settings.safeParse(given);
  const faults = read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  if (given.DATABASE_URL !== undefined && given.DISCORD_TOKEN === undefined) {
    faults.push(
      'DISCORD_TOKEN is empty while DATABASE_URL is set: set the token, or unset DATABASE_URL to try the sandbox.',
    );
  }
  if (!read.success || faults.length > 0) throw new ConfigError(faults);
  return read.data;
}
