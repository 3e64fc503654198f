import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestTrial, type TestTrial } from '../support/bot/trial.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { DESKTOP, hasBrowser, PHONE, startBrowser, type TestBrowser } from '../support/page/browser.ts';
import { findFaults, findPaleText, keepPicture } from '../support/page/looks.ts';
import { type Person, visit } from '../support/page/person.ts';

/** Each visitor has a channel of their own: both are Ada, who sees there what the other was answered. */
const VISITORS = {
  desktop: { viewport: DESKTOP, channel: 'general' },
  phone: { viewport: PHONE, channel: 'reading-group' },
};

/** What the page shows at one time. Each begins where the one before it ended. */
const SCENES: Readonly<Record<string, (person: Person, channel: string) => Promise<unknown>>> = {
  async digest(person) {
    await person.see('Papers of');
  },
  async channels({ page }) {
    const menu = page.getByRole('button', { name: 'Channels' });
    if (await menu.isVisible()) await menu.click();
    await page.getByRole('link', { name: 'general' }).waitFor();
  },
  async commands(person, channel) {
    await person.openChannel(channel);
    const { page } = person;
    await page.getByLabel('Message or command').fill('/');
    await page.getByRole('option', { name: '/trending' }).waitFor();
  },
  async choices(person) {
    await person.begin('/trending');
    await person.fill('period', 'week');
    await person.send();
    const list = await person.see('page 1 of');
    await list.getByRole('button', { name: 'Open a paper…' }).click();
  },
  async card(person) {
    const list = await person.see('page 1 of');
    await list.getByRole('option').first().click();
    await person.see('listed ');
  },
  async options(person) {
    await person.begin('/subscribe');
    await person.fill('papers', '11');
    await person.send();
    await person.page.getByRole('alert').waitFor();
    await person.fill('timezone', 'Europe/');
    await person.page.getByRole('option', { name: 'Europe/Berlin' }).waitFor();
  },
  async panel(person) {
    await person.page.getByRole('button', { name: 'Cancel the command' }).click();
    await person.begin('/subscriptions');
    await person.send();
    await person.messages.getByRole('button', { name: 'Edit' }).waitFor();
  },
  async form(person) {
    await person.messages.getByRole('button', { name: 'Edit' }).click();
    await person.page.getByRole('dialog').waitFor();
  },
  async thread(person) {
    await person.page.getByRole('button', { name: 'Cancel' }).click();
    await person.begin('/discuss');
    await person.fill('paper', '2603.03872');
    await person.send();
    const answer = await person.see(/The discussion is open|is discussed already/);
    await answer.getByRole('link').click();
    await person.page.getByRole('heading', { level: 1, name: /Believe Your Model/ }).waitFor();
  },
  async controls({ page }) {
    await page.getByRole('button', { name: 'Controls', exact: true }).click();
    await page.getByRole('button', { name: 'To the next slot' }).waitFor();
  },
};

describe.runIf(hasBrowser())('the page', () => {
  let database: TestDatabase;
  let trial: TestTrial;
  let browser: TestBrowser;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { connectionString } = database;
    [trial, browser] = await Promise.all([
      startTestTrial({ at: '2026-03-11T08:30:00Z', connectionString }),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await trial?.[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
  });

  describe.each(Object.entries(VISITORS))('at the width of a %s', (width, { viewport, channel }) => {
    let person: Person;
    beforeAll(async () => {
      person = await visit(await browser.open({ viewport }), trial.url);
    });

    it.each(Object.entries(SCENES))('shows its %s whole, apart and readable, light and dark', async (name, play) => {
      await play(person, channel);
      // What is being answered is pale until then.
      await person.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await person.page.emulateMedia({ colorScheme: 'light' });
      await keepPicture(person.page, `${name}-${width}-light`);
      expect.soft(await findFaults(person.page), 'light').toEqual([]);
      await person.page.emulateMedia({ colorScheme: 'dark' });
      await keepPicture(person.page, `${name}-${width}-dark`);
      expect.soft(await findPaleText(person.page), 'dark').toEqual([]);
    });
  });
});
