import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/sandbox/page/markdown.ts';
import { startTestBot, type TestBot } from '../support/bot/bot.ts';
import { botHeaders } from '../support/discord/plain-bot.ts';
import { hasBrowser, startBrowser, type TestBrowser } from '../support/page/browser.ts';
import { type Person, visit } from '../support/page/person.ts';
import { MARK, type Watch, watchPage } from '../support/page/watch.ts';
import { hostileText } from '../support/papers/hostile.ts';
import { holdList } from '../support/papers/lists.ts';
import { counted, paperId } from '../support/papers/papers.ts';

const RUN = `${MARK}()`;
const AWAY = 'https://evil.example';
/** Turns the direction of what follows it. */
const REVERSE = '\u202E';
const ATTACKS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src="${AWAY}/pixel.png">`,
  `"><svg onload=${RUN}>`,
  `' onmouseover='${RUN}`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<style>@import "${AWAY}/x.css"; * { display: none }</style>`,
  `<link rel=stylesheet href=${AWAY}/x.css>`,
  `<meta http-equiv=refresh content="0; url=${AWAY}">`,
  `<base href=${AWAY}>`,
  `[x](javascript:${RUN})`,
  `[x](<javascript:${RUN}>)`,
  `[x](data:text/html,<script>${RUN}</script>)`,
  `![x](${AWAY}/pixel.png)`,
  `](${AWAY} "x" onclick="${RUN}`,
  '**_~~||`[',
  '```\n</code></pre><script>',
  '</article></section><h1>Gone</h1>',
  '\n# big\n>>> all of it',
  `\${${RUN}} {{constructor.constructor('${RUN}')()}}`,
  `${REVERSE}desrever`,
  '\u2067\u2066\u200B\u0000\uFEFF',
];

const TAGS = new Set(
  `ARTICLE A BLOCKQUOTE BUTTON CODE DD DETAILS DIV DL DT EM FIGURE H3 H4 H5 HR LI OL P PRE S SMALL SPAN STRONG SUMMARY TIME U
   UL`.split(/\s+/),
);

const isThere = hasBrowser();
let browser: TestBrowser;
beforeAll(async () => {
  if (isThere) browser = await startBrowser();
});
afterAll(() => browser?.[Symbol.asyncDispose]());

describe.runIf(isThere)('hostile content', () => {
  let bot: TestBot;
  let page: Page;
  let person: Person;
  let watch: Watch;

  beforeAll(async () => {
    bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
    const { first } = bot.sandbox.world;
    await write(first.general, { content: 'Welcome.' });
    page = await browser.open();
    watch = await watchPage(page, bot.sandbox.url);
    person = await visit(page, `${bot.sandbox.url}#${first.ada}/${first.general}`);
  });
  afterAll(() => bot?.[Symbol.asyncDispose]());

  /** Posts as the bot. */
  async function write(channelId: string, body: object): Promise<void> {
    const response = await fetch(`${bot.sandbox.apiUrl}/v10/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { ...botHeaders(bot.sandbox), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status, await response.text()).toBe(200);
  }

  it('of papers is text in a list, a card and a thread', async () => {
    // NUL is taken away where lists are read.
    const attacks = ATTACKS.map((attack) => attack.replaceAll('\0', ''));
    const papers = attacks.slice(0, 10).map((attack, index) =>
      counted(
        {
          id: paperId(`2603.0000${index}`),
          title: `${attack} ${index}`,
          abstract: attacks.slice(10).join(' '),
          authors: [attack],
          organization: attack,
          keywords: [attack],
        },
        { upvotes: 100 - index },
      ),
    );
    await holdList(bot.database.db, '2026-03-10', papers, bot.clock.now());
    await person.begin('/trending');
    await person.send();
    const list = await person.see('10 papers');
    await person.choose(list, 'Open a paper…', '1. ');
    const card = await person.see('listed ');
    await card.getByRole('button', { name: 'Discuss' }).click();
    const answer = await person.see('The discussion is open');
    await answer.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'general ›' }).waitFor();
    await person.see('listed ');
    await expectHarmless();
  });

  it('of names, messages, embeds and components is text', async () => {
    const { world } = bot.sandbox;
    const { first } = world;
    for (const attack of ATTACKS) {
      world.addMember(first.guild, { name: attack });
      world.addRole(first.guild, { name: attack });
      world.addChannel(first.guild, { name: attack });
    }
    const hostileGuild = world.addGuild({ name: ATTACKS[0] ?? '', ownerId: first.ada });
    world.addChannel(hostileGuild, { name: 'inside' });
    await write(first.readingGroup, { content: ATTACKS.join('\n').slice(0, 2_000) });
    await write(first.readingGroup, {
      embeds: ATTACKS.slice(0, 8).map((attack) => ({
        title: attack,
        description: attack,
        url: `${AWAY}/embed`,
        image: { url: `${AWAY}/pixel.png` },
        thumbnail: { url: `${AWAY}/pixel.png` },
        author: { name: attack, icon_url: `${AWAY}/pixel.png`, url: AWAY },
        footer: { text: attack, icon_url: `${AWAY}/pixel.png` },
        fields: [{ name: attack, value: attack }],
      })),
    });
    await write(first.readingGroup, { flags: 32_768, components: components() });
    await person.openChannel('reading-group');
    await person.see('The end of the components');
    await person.messages.getByRole('button', { name: 'Choose' }).click();
    await person.messages.getByRole('option').first().waitFor();
    await expectHarmless();
  });

  it('that no bot could send, in a world that was tampered with, is as harmless', async () => {
    const { world } = bot.sandbox;
    const channel = world.addChannel(world.first.guild, { name: 'tampered' });
    await write(channel, { content: 'As it was.' });
    const state = world.messages(channel).at(-1);
    if (state === undefined) throw new Error('no message');
    const bad = [`javascript:${RUN}`, `data:text/html,<script>${RUN}</script>`, 'file:///etc/passwd', '//evil.example'];
    state.message = {
      ...state.message,
      components: [
        { type: 1, components: bad.map((url) => ({ type: 2, style: 5, label: `to ${url}`, url })) },
        { type: 17, accent_color: 99_999_999_999, components: [{ type: 10, content: '[x](javascript:alert(1))' }] },
        { type: 99, content: `<script>${RUN}</script>` },
      ] as never,
    };
    await person.openChannel('tampered');
    await person.see('to javascript:');
    for (const link of await person.messages.getByText(/^to /).all()) await link.click({ force: true });
    await expectHarmless();
  });

  it('turns no direction but its own', async () => {
    const { world } = bot.sandbox;
    const { first } = world;
    const mallory = world.addMember(first.guild, { name: `${REVERSE}nimda` });
    await write(first.papers, { content: `Seen by <@${mallory}> and [${REVERSE}here](${AWAY}), twice.` });
    await person.openChannel('papers');
    const message = await person.see('twice');
    const lefts = await message.locator('.text').evaluate((text) =>
      [...text.childNodes].map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect().left;
      }),
    );
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
  });

  it('of any text becomes none but the elements of markdown', async () => {
    const names = { user: String, role: String, channel: (id: string) => id };
    await page.evaluate("import('/page/markdown.js').then((module) => Object.assign(window, module))");
    const text = fc.oneof(
      hostileText,
      fc.array(fc.constantFrom(...ATTACKS), { maxLength: 4 }).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 40 }), async (texts) => {
        const trees = texts.map((each) => parseMarkdown(each, names));
        const faults = await page.evaluate(renderAndJudge, { trees, tags: [...TAGS] });
        expect(faults).toEqual([]);
      }),
      { numRuns: 25 },
    );
    await expectHarmless();
  });

  /** All that was shown is made of what the page makes messages of, and none of it did anything. */
  async function expectHarmless(): Promise<void> {
    for (const article of await person.messages.all()) await article.hover({ force: true, trial: true });
    const faults = await page.evaluate(
      (tags) => {
        const allowed = new Set([...tags, 'SECTION']);
        const all = [...document.querySelectorAll('#messages, #messages *')];
        return all.flatMap((element) => {
          const bad = [...element.attributes].filter(
            ({ name, value }) =>
              /^on|^src|^action|^formaction|^background/.test(name) ||
              (name === 'href' && !/^(https?:\/\/|#)/.test(value)) ||
              (name === 'style' && !/^--accent: #[0-9a-f]+;$/.test(value)),
          );
          if (!allowed.has(element.tagName)) return [`an element ${element.tagName}`];
          return bad.map(({ name, value }) => `${element.tagName} with ${name}=${value}`);
        });
      },
      [...TAGS],
    );
    expect(faults).toEqual([]);
    expect(watch.events).toEqual([]);
  }
});

function components(): readonly object[] {
  const [label = ''] = ATTACKS;
  const options = ATTACKS.slice(0, 20).map((attack, index) => ({
    label: `${attack} ${index}`.slice(0, 100),
    value: `${attack} ${index}`.slice(0, 100),
    description: attack.slice(0, 100) || 'x',
  }));
  return [
    {
      type: 17,
      components: [
        { type: 10, content: ATTACKS.join('\n').slice(0, 3_000) },
        {
          type: 9,
          components: [{ type: 10, content: label }],
          accessory: { type: 11, media: { url: `${AWAY}/a.png` } },
        },
        { type: 12, items: [{ media: { url: `${AWAY}/b.png` }, description: label }] },
        { type: 1, components: [{ type: 3, custom_id: label, placeholder: 'Choose', options }] },
        {
          type: 1,
          components: [
            { type: 2, style: 1, custom_id: `${label}2`, label },
            { type: 2, style: 5, url: `${AWAY}/?%3Cscript%3E${RUN}`, label },
          ],
        },
      ],
    },
    { type: 10, content: 'The end of the components' },
  ];
}

/** Runs in the browser, where the page's own renderer is at hand. */
function renderAndJudge({ trees, tags }: { trees: readonly unknown[]; tags: readonly string[] }) {
  const { renderMarkdown } = window as unknown as { renderMarkdown(tree: unknown, person: string): Node[] };
  const place = document.createElement('div');
  document.body.append(place);
  for (const tree of trees) place.append(...renderMarkdown(tree, '1'));
  const faults = [...place.querySelectorAll('*')].flatMap((element) => {
    if (!tags.includes(element.tagName)) return [`an element ${element.tagName}`];
    return [...element.attributes]
      .filter(({ name, value }) => /^on|^src|^style/.test(name) || (name === 'href' && !/^(https?:\/\/|#)/.test(value)))
      .map(({ name, value }) => `${element.tagName} with ${name}=${value}`);
  });
  place.remove();
  return faults;
}
