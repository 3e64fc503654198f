import type { Locator, Page } from 'playwright-core';

/** What a person sees and does on the sandbox's page. Everything is found by its role and its name. */
export interface Person {
  readonly page: Page;
  /** The messages of the channel that is open, oldest first. */
  readonly messages: Locator;
  /** Waits for a message that holds these words. @returns the newest of them */
  see(words: string | RegExp): Promise<Locator>;
  openChannel(name: string): Promise<void>;
  /** Chooses who they are: `Grace`. */
  become(name: string): Promise<void>;
  /** Types a message and sends it. */
  say(text: string): Promise<void>;
  /** Types a command as far as its options are asked for. */
  begin(command: string): Promise<void>;
  /** Fills in an option that has been asked for. */
  fill(option: string, value: string): Promise<void>;
  send(): Promise<void>;
  /** Opens a select in a message and takes the entry that holds these words. */
  choose(message: Locator, select: string, words: string): Promise<void>;
}

/** Goes to the page. */
export async function visit(page: Page, url: string): Promise<Person> {
  await page.goto(url);
  const messages = page.getByRole('log').getByRole('article');
  const line = page.getByRole('combobox', { name: 'Message or command' });
  const send = () => page.getByRole('button', { name: 'Send' }).click();
  await messages.first().waitFor();
  return {
    page,
    messages,
    async see(words) {
      const found = messages.filter({ hasText: words }).last();
      await found.waitFor();
      return found;
    },
    async openChannel(name) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await page.getByRole('log', { name: `Messages in ${name}` }).waitFor();
    },
    async become(name) {
      const [id] = await page.getByRole('combobox', { name: 'You are' }).selectOption({ label: name });
      // The page is theirs once its links lead to what they see; on a phone these are out of sight.
      await page.locator(`nav a[href^="#${id}/"]`).first().waitFor({ state: 'attached' });
    },
    async say(text) {
      await line.fill(text);
      await send();
    },
    async begin(command) {
      await line.fill(command);
      const exact = new RegExp(`^${command}(?![\\w-])`);
      await page.getByRole('option', { name: exact }).click();
    },
    async fill(option, value) {
      const field = page.getByLabel(new RegExp(`^${option}( \\(required\\))?$`));
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    },
    send,
    async choose(message, select, words) {
      await message.getByRole('button', { name: select }).click();
      await message.getByRole('option').filter({ hasText: words }).click();
    },
  };
}
