import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPoster } from '../../../src/discord/poster.ts';
import { createSenderRest } from '../../../src/discord/rest.ts';
import { createThreads } from '../../../src/discord/threads.ts';
import { openDiscussion } from '../../../src/discussion/open.ts';
import { UserError } from '../../../src/domain/errors.ts';
import { findDiscussionChannel, setDiscussionChannel } from '../../../src/store/servers/guilds.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { buttonOf, channelSelectOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { silentLog as log } from '../../support/log.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const PAPERS = manyCounted(10, 1);
let bot: TestBot;
let forum: string;

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': PAPERS } });
  const { world } = bot.sandbox;
  forum = world.addChannel(world.first.guild, { name: 'papers-forum', type: 15 });
});
afterEach(() => bot[Symbol.asyncDispose]());

const discuss = (userId: string, channelId: string, paper = '2603.00101') =>
  bot.sandbox.people.invoke(userId, { channelId, command: 'discuss', options: { paper } });
const threads = () => bot.sandbox.world.threads(bot.sandbox.world.first.guild);
const choose = (channelId: string | undefined = forum) =>
  setDiscussionChannel(bot.database.db, bot.sandbox.world.first.guild, channelId);

describe('the server’s place for discussions', () => {
  it('is chosen in the server’s settings, and must be open to everybody', async () => {
    const { world, people } = bot.sandbox;
    const { ada, general, admins, guild, botRole } = world.first;
    const panel = messageOf(await people.invoke(ada, { channelId: general, command: 'subscriptions' }));
    const settings = messageOf(
      await people.press(ada, { messageId: panel.id, customId: buttonOf(panel, 'Server settings') }),
    );
    const customId = channelSelectOf(settings, 'Where discussions begin…');
    const select = (channelId: string) => people.select(ada, { messageId: settings.id, customId, values: [channelId] });
    world.overwrite(admins, botRole, { allow: PermissionFlagsBits.ViewChannel });
    expect(wordsOf(await select(admins))).toContain('Not everybody here sees');
    expect(wordsOf(await select(forum))).toContain(`begin in <#${forum}>`);
    expect(await findDiscussionChannel(bot.database.db, guild)).toBe(forum);
  });

  it('is where a discussion begins, wherever it is asked for; a private channel keeps its own', async () => {
    const { world } = bot.sandbox;
    const { grace, ada, general, papers, admins, botRole } = world.first;
    await choose();
    world.overwrite(admins, botRole, { allow: PermissionFlagsBits.ViewChannel });
    await discuss(grace, general);
    expect(wordsOf(await discuss(ada, papers))).toContain(`discussed already: <#${threads()[0]?.id}>`);
    await discuss(ada, admins);
    expect(threads().map(({ parentId }) => parentId)).toEqual([forum, admins]);
  });

  it('that is gone or refuses is told of, once, and discussions begin where they are asked for', async () => {
    const { world } = bot.sandbox;
    const { grace, linus, general, papers, botRole } = world.first;
    await choose();
    world.overwrite(forum, botRole, { deny: PermissionFlagsBits.SendMessages });
    expect(wordsOf(await discuss(grace, papers))).toContain(`has chosen <#${forum}> for discussions, but`);
    await discuss(linus, papers, '2603.00102');
    expect(threads().map(({ parentId }) => parentId)).toEqual([papers, papers]);
    await bot.moveTo('2026-03-11T08:40:00Z');
    const told = world.messages(general).filter(({ message }) => textsOf(message).join().includes('cannot begin'));
    expect(told).toHaveLength(1);
    world.deleteChannel(forum);
    await bot.moveTo('2026-03-11T08:50:00Z');
    expect(await findDiscussionChannel(bot.database.db, world.first.guild)).toBeUndefined();
  });

  it.each(['refuses', 'is hidden'])('that %s leaves no card where Paperboy may begin no thread either', async (how) => {
    const { world } = bot.sandbox;
    const { grace, papers, guild, botRole } = world.first;
    await choose();
    const { SendMessages, ViewChannel, CreatePublicThreads } = PermissionFlagsBits;
    if (how === 'refuses') world.overwrite(forum, botRole, { deny: SendMessages });
    else world.overwrite(forum, guild, { deny: ViewChannel });
    world.overwrite(papers, botRole, { deny: CreatePublicThreads });
    const said = wordsOf(await discuss(grace, papers));
    expect(said).toContain(`Paperboy needs the permission **Create Public Threads** in <#${papers}>`);
    expect(world.messages(papers)).toEqual([]);
  });

  it('is where it begins for a voice channel, which has no threads; a hidden one has no place', async () => {
    const { world } = bot.sandbox;
    const { grace, linus, guild, botRole } = world.first;
    const voice = world.addChannel(guild, { name: 'voice', type: 2 });
    await choose();
    expect(wordsOf(await discuss(grace, voice))).toContain('The discussion is open');
    expect(threads().map(({ parentId }) => parentId)).toEqual([forum]);
    const { ViewChannel, SendMessages, CreatePublicThreads } = PermissionFlagsBits;
    world.overwrite(voice, guild, { deny: ViewChannel });
    for (const id of [linus, botRole])
      world.overwrite(voice, id, { allow: ViewChannel | SendMessages | CreatePublicThreads });
    expect(wordsOf(await discuss(linus, voice, '2603.00102'))).toContain('There can be no thread here');
    expect(threads()).toHaveLength(1);
    expect(world.messages(voice)).toEqual([]);
  });
});

/** Whoever is told that somebody else is at it tries again, not for ever. */
const MOST_TRIES = 20;

/** Twenty people, each on all ten papers, at once, in two processes, from three channels. */
async function pressAtOnce(): Promise<void> {
  const { token, apiUrl, world } = bot.sandbox;
  const { guild, general, papers, readingGroup } = world.first;
  const contexts = [1, 2].map(() => {
    const rest = createSenderRest({ token, apiUrl, requestsPerSecond: 1_000 });
    const poster = createPoster(rest, { botId: world.applicationId, log });
    const threads = createThreads(rest, { botId: world.applicationId, log });
    return { db: bot.database.db, poster, threads, now: bot.clock.now, log };
  });
  const presses = Array.from({ length: 20 }, (_, person) =>
    PAPERS.map(async ({ paper }) => {
      const context = contexts[person % 2];
      const channelId = [general, papers, readingGroup][person % 3] ?? general;
      if (context === undefined) throw new Error('no process');
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const opened = await openDiscussion(context, { guildId: guild, channelId, paperId: paper.id }).catch(
          (error) => {
            if (!(error instanceof UserError && error.complaint.code === 'busy')) throw error;
          },
        );
        if (opened !== undefined) return `${paper.id} ${opened.threadId}`;
      }
      throw new Error(`nobody was led to the discussion of ${paper.id}`);
    }),
  ).flat();
  const found = new Set(await Promise.all(presses));
  expect(presses).toHaveLength(200);
  expect(found.size).toBe(10);
}

describe('two hundred presses by twenty people on ten papers at once', () => {
  it('make ten while a digest posts the same papers in a forum', { timeout: 120_000 }, async () => {
    const { world } = bot.sandbox;
    await subscribeBy(bot.sandbox, world.first.ada, {
      channelId: world.first.general,
      options: { channel: forum, time: '09:00', timezone: 'UTC' },
    });
    // The clock moves first: a lease that it passes over would be taken for one of the dead.
    await Promise.all([bot.moveTo('2026-03-11T09:00:05Z'), pressAtOnce()]);
    await bot.moveTo('2026-03-11T09:05:00Z');
    const leads = threads().filter(({ id }) =>
      textsOf(world.messages(id)[0]?.message ?? {})
        .join()
        .includes('This paper is discussed in'),
    );
    expect(threads().length - leads.length).toBe(10);
    expect(threads().filter(({ parentId }) => parentId === forum)).toHaveLength(10);
  });
});
