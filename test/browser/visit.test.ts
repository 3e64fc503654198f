import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestTrial, type TestTrial } from '../support/bot/trial.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { hasBrowser, startBrowser, type TestBrowser } from '../support/page/browser.ts';
import { type Person, visit } from '../support/page/person.ts';

/** One visit, in the order in which a newcomer makes it: each step begins where the one before it ended. */
describe.runIf(hasBrowser())('the first visit', () => {
  let database: TestDatabase;
  let trial: TestTrial;
  let browser: TestBrowser;
  let person: Person;
  const faults: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const { connectionString } = database;
    [trial, browser] = await Promise.all([
      startTestTrial({ at: '2026-03-11T08:30:00Z', connectionString }),
      startBrowser(),
    ]);
    const page = await browser.open();
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
    page.on('pageerror', (error) => void faults.push(error.message));
    person = await visit(page, trial.url);
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await trial?.[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
  });

  it('begins with a digest, and with a word on where its papers come from', async () => {
    const digest = await person.see('Papers of Tuesday, 10 March 2026');
    expect(await digest.getByRole('heading').textContent()).toBe('Papers of Tuesday, 10 March 2026');
    expect(await digest.getByRole('link', { name: /^Holi-Spatial/ }).getAttribute('href')).toBe(
      'https://huggingface.co/papers/2603.07660',
    );
    expect(await person.page.getByRole('status').textContent()).toContain('these are sample papers');
    expect(await person.page.getByRole('combobox', { name: 'You are' }).locator('option:checked').textContent()).toBe(
      'Ada (admin)',
    );
  });

  it('lists the week’s papers, for one person alone, and pages on', async () => {
    await person.openChannel('general');
    await person.become('Grace');
    await person.begin('/trending');
    await person.fill('period', 'week');
    await person.send();
    const list = await person.see('page 1 of');
    expect(await list.textContent()).toContain('Only you can see this');
    await list.getByRole('button', { name: 'Next' }).click();
    const second = await person.see('page 2 of');
    expect(await second.textContent()).toContain('11.');
  });

  it('filters by a topic that is completed while it is typed', async () => {
    await person.begin('/trending');
    // A word of what the topic is about, which its name does not hold.
    await person.fill('topic', 'calib');
    await person.page.getByRole('option', { name: /^Factuality:/ }).click();
    await person.send();
    const list = await person.see('Believe Your Model');
    expect(await list.textContent()).not.toContain('Holi-Spatial');
  });

  it('opens a paper, and discusses it in a thread', async () => {
    const list = await person.see('Believe Your Model');
    await person.choose(list, 'Open a paper…', 'Believe Your Model');
    const card = await person.see('By ');
    await card.getByRole('button', { name: 'Discuss' }).click();
    const answer = await person.see('The discussion is open');
    await answer.getByRole('link').click();
    await person.page.getByRole('heading', { level: 1, name: /Believe Your Model/ }).waitFor();
    await person.see('When many sampled answers disagree');
    await person.say('Which votes did they trust?');
    await person.see('Which votes did they trust?');
  });

  it('subscribes a channel as admin', async () => {
    await person.openChannel('reading-group');
    await person.become('Ada (admin)');
    await person.begin('/subscribe');
    await person.fill('time', '10:00');
    await person.send();
    const draft = await person.see('Not saved yet: a subscription of #reading-group');
    await draft.getByRole('button', { name: 'Save' }).click();
    const answer = await person.see('#reading-group is subscribed.');
    expect(await answer.textContent()).toContain('10:00');
  });

  it('is refused as member', async () => {
    await person.become('Grace');
    await person.say('/subscribe');
    await person.page.getByRole('alert').getByText('There is no command /subscribe that you can use here.').waitFor();
  });

  it('moves the clock, and sees the digest arrive at its hour', async () => {
    await person.become('Ada (admin)');
    const { drawer, status } = openedDrawer();
    await person.page.getByRole('button', { name: 'Controls', exact: true }).click();
    const next = drawer.getByRole('button', { name: 'To the next slot' });
    await next.click();
    await status.filter({ hasText: '09:00' }).waitFor();
    expect(await person.messages.filter({ hasText: 'Papers of' }).count()).toBe(0);
    await next.click();
    await status.filter({ hasText: '10:00' }).filter({ hasText: '1 digest was posted.' }).waitFor();
    await person.see('Papers of Tuesday, 10 March 2026');
  });

  it('takes a permission away, and sees the notice', async () => {
    const { drawer, status } = openedDrawer();
    const allowed = { name: 'Send Messages', exact: true };
    await drawer.getByRole('switch', { ...allowed, checked: true }).click();
    await drawer.getByRole('switch', { ...allowed, checked: false }).waitFor();
    await status.filter({ hasText: 'may not “Send Messages” in #reading-group' }).waitFor();
    await drawer.getByRole('button', { name: 'To the next weekday' }).click();
    await status.filter({ hasText: '1 channel is suspended.' }).waitFor();
    await person.openChannel('general');
    const notice = await person.see('Paperboy cannot post in #reading-group any more.');
    expect(await notice.textContent()).toContain('Send Messages');
  });

  it('has in a server without Paperboy what she has added for herself, and others have nothing', async () => {
    await person.openChannel('lounge');
    await person.say('read this? arxiv.org/abs/2603.07660');
    const message = await person.see('read this?');
    for (const [command, words] of [
      ['Show papers', 'Holi-Spatial'],
      ['Discuss paper', 'This server has not added Paperboy'],
    ] as const) {
      await message.hover();
      await message.getByRole('button', { name: 'Apps' }).click();
      await person.page.getByRole('menuitem', { name: command }).click();
      expect(await (await person.see(words)).textContent()).toContain('Only you can see this');
    }
    await person.become('Linus');
    await person.page.getByRole('combobox', { name: 'Message or command' }).fill('/');
    await person.page.getByRole('alert').getByText('neither this server nor you have added it').waitFor();
  });

  it('leaves no fault in the browser’s console', () => {
    expect(faults).toEqual([]);
  });

  function openedDrawer() {
    const drawer = person.page.getByRole('complementary', { name: 'Controls of the sandbox' });
    return { drawer, status: drawer.getByRole('status') };
  }
});
