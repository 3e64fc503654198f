export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * All that a log line may say beside its message. Ids, counts and fixed words only: no text from outside, no token, no
 * connection string. Errors go through {@link errorFields}.
 */
export interface LogFields {
  readonly reference?: string;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly userId?: string;
  readonly interactionId?: string;
  readonly command?: string;
  readonly action?: string;
  readonly subscriptionId?: string;
  readonly deliveryId?: string;
  readonly noticeId?: string;
  readonly part?: number;
  readonly messageId?: string;
  readonly threadId?: string;
  readonly paperId?: string;
  readonly paperIds?: readonly string[];
  readonly listDay?: string;
  readonly slotAt?: string;
  readonly source?: string;
  readonly reason?: string;
  readonly outcome?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly method?: string;
  readonly error?: string;
  readonly constraint?: string;
  readonly frames?: readonly string[];
  readonly cause?: LogFields;
  readonly count?: number;
  readonly rejected?: number;
  readonly attempt?: number;
  readonly durationMs?: number;
  readonly waitMs?: number;
  readonly port?: number;
  readonly shard?: number;
  readonly version?: string;
  readonly migration?: string;
  readonly pid?: number;
}

/** Writes one JSON line an event. `message` is a fixed lower-case text; `error` means that somebody must look. */
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

/** @param write takes one line without its line break; standard output if absent */
export function createLog(options: { level: LogLevel; now: () => Date; write?: (line: string) => void }): Log {
  const { level, now, write = (line) => void process.stdout.write(`${line}\n`) } = options;
  const at =
    (wanted: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (LOG_LEVELS.indexOf(wanted) < LOG_LEVELS.indexOf(level)) return;
      write(JSON.stringify({ time: now().toISOString(), level: wanted, message, ...fields }));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/**
 * What may be logged of an error: its name, its codes, where it was thrown, and the same of its cause.
 *
 * Never its message or its own properties: a discord.js error carries the interaction token in its URL, a PostgreSQL
 * error the row, a URL error the connection string.
 */
export function errorFields(error: unknown): LogFields {
  return fieldsOf(error, MOST_CAUSES);
}

/** Deeper than any error of ours; causes may go in a circle. */
const MOST_CAUSES = 5;

function fieldsOf(error: unknown, causesLeft: number): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const known = error as { code?: unknown; status?: unknown; method?: unknown; constraint?: unknown; reason?: unknown };
  return {
    error: error.name.slice(0, 80),
    ...(isWord(known.code) && { code: known.code }),
    ...(typeof known.status === 'number' && { status: known.status }),
    ...(isWord(known.method) && { method: String(known.method) }),
    ...(isWord(known.constraint) && { constraint: String(known.constraint) }),
    ...(error.name === 'SourceError' && { reason: String(known.reason) }),
    ...frames(error),
    ...(error.cause !== undefined && causesLeft > 0 && { cause: fieldsOf(error.cause, causesLeft - 1) }),
  };
}

/** Codes are short words or numbers; anything else may be text from outside. */
function isWord(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^\w{1,60}$/.test(value));
}

const FRAMES = 6;

function frames({ stack = '', message }: Error): { frames?: readonly string[] } {
  // A stack begins with the message, and a message may have lines that look like frames.
  const messageAt = stack.indexOf(message);
  const after = messageAt === -1 ? '' : stack.slice(messageAt + message.length);
  const lines = after.split('\n').filter((line) => /^\s+at [^\n]+:\d+:\d+\)?$/.test(line));
  return lines.length === 0 ? {} : { frames: lines.slice(0, FRAMES).map((line) => line.trim().slice(0, 200)) };
}
