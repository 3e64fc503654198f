import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { type Clock, createClock } from '../../src/clock.ts';
import { startTestTrial } from '../support/bot/trial.ts';
import { DESKTOP, PHONE, startBrowser } from '../support/page/browser.ts';
import { visit } from '../support/page/person.ts';

/** `npm run screenshots`: renews README's pictures, from the sample papers, at an hour that stands still. */
const FOLDER = resolve(import.meta.dirname, '../../docs');
const AT = new Date('2026-03-11T09:30:00Z');

// Ids are made of the time, and colours of ids: both are the same each time.
const clock: Clock = { ...createClock(), now: () => AT, calibrate: () => undefined };
mkdirSync(FOLDER, { recursive: true });
await using trial = await startTestTrial({ at: clock });
await using browser = await startBrowser();

await takeDigest(await browser.open({ viewport: DESKTOP }));
await takeDiscussion(await browser.open({ viewport: DESKTOP, colorScheme: 'dark' }));
await takeTrending(await browser.open({ viewport: PHONE }));

async function takeDigest(page: Page): Promise<void> {
  const person = await visit(page, trial.url);
  await person.become('Grace');
  await person.see('Papers of');
  await take(page, 'digest');
}

async function takeDiscussion(page: Page): Promise<void> {
  const person = await visit(page, trial.url);
  await person.become('Grace');
  const digest = await person.see('Papers of');
  await person.choose(digest, 'Open a paper…', 'Believe Your Model');
  await (await person.see('listed ')).getByRole('button', { name: 'Discuss' }).click();
  await (await person.see('The discussion is open')).getByRole('link').click();
  await person.see('listed ');
  await person.say('Does this still hold when the votes come from models of different sizes?');
  await person.see('different sizes');
  await person.become('Linus');
  await person.say('Good question. Let us look at their setting together on Thursday.');
  await person.see('on Thursday');
  await take(page, 'discussion');
}

async function takeTrending(page: Page): Promise<void> {
  const person = await visit(page, trial.url);
  await page.getByRole('button', { name: 'Channels' }).click();
  await person.openChannel('reading-group');
  await person.become('Grace');
  await person.begin('/trending');
  await person.fill('period', 'week');
  await person.fill('topic', 'image');
  await page.getByRole('option', { name: /^Image generation:/ }).click();
  await person.send();
  await person.see('Trending papers');
  await take(page, 'trending');
}

async function take(page: Page, name: string): Promise<void> {
  await page.getByRole('status').first().waitFor();
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`docs/${name}.png\n`);
}
