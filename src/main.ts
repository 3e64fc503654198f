import { existsSync } from 'node:fs';
import { startPaperboy } from './app.ts';
import { createClock } from './clock.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { FatalError } from './domain/errors.ts';
import { createLifecycle } from './lifecycle.ts';
import { createLog, errorFields } from './log.ts';

const say = (text: string) => void process.stderr.write(`${text}\n`);

function readSettings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say(`Paperboy cannot start with these settings:\n${error.faults.map((fault) => `- ${fault}`).join('\n')}`);
    process.exit(1);
  }
}

const config = readSettings();
const clock = createClock();
const log = createLog({ level: config.LOG_LEVEL, now: clock.now });
const lifecycle = createLifecycle({ log, process, exit: (code) => process.exit(code) });

function fail(error: unknown): void {
  if (error instanceof FatalError) {
    log.error('fatal', { reason: error.message, ...errorFields(error) });
    say(`${error.message} ${error.remedy}`);
  } else {
    log.error('fatal', errorFields(error));
  }
  lifecycle.stop(1);
}

// discord.js turns a listener that throws, or a payload that it cannot parse, into one of these.
process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);

const starting = startPaperboy(config, { clock, log, signal: lifecycle.signal, onFatal: fail });
// Before it has started: a signal in between waits for the start to give up, so that nothing it opened stays behind.
lifecycle.onStop(async () => {
  const paperboy = await starting.catch(() => undefined);
  await paperboy?.[Symbol.asyncDispose]();
});
try {
  const paperboy = await starting;
  log.info('started', { port: paperboy.healthPort });
  if (paperboy.pageUrl !== undefined) process.stdout.write(`Paperboy is ready: open ${paperboy.pageUrl}\n`);
} catch (error) {
  if (!lifecycle.signal.aborted) fail(error);
}
