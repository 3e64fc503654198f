import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createPoster } from '../../../src/discord/poster.ts';
import { createSenderRest } from '../../../src/discord/rest.ts';
import { encodeCustomId } from '../../../src/render/message/custom-id.ts';
import { renderWelcome } from '../../../src/render/servers/notice.ts';
import { setDiscussionChannel } from '../../../src/store/servers/guilds.ts';
import { startTestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { buttonOf, isEphemeral, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { silentLog as log } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

it('a notice’s button explains Paperboy to whoever presses it', async () => {
  await using bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  const { token, apiUrl, world, people } = bot.sandbox;
  const { first, applicationId: botId } = world;
  const marker = encodeCustomId({ command: 'help', action: 'show', fields: [randomUUID()] });
  const poster = createPoster(createSenderRest({ token, apiUrl, requestsPerSecond: 50 }), { botId, log });
  await poster.post(first.general, renderWelcome({ marker }), { nonce: 'a' });
  const notice = world.messages(first.general).at(-1)?.message;
  if (notice === undefined) throw new Error('nothing was posted');
  const reply = await people.press(first.linus, { messageId: notice.id, customId: buttonOf(notice, 'Help') });
  expect(isEphemeral(messageOf(reply))).toBe(true);
  expect(wordsOf(reply)).toContain('**/trending**');
});

it('that a server is full of threads is told to who subscribed there, if nobody subscribed the place for discussions', async () => {
  await using bot = await startTestBot({ at: '2026-03-11T08:30:00Z', sandbox: { maxActiveThreads: 1 } });
  const { world, people } = bot.sandbox;
  const { first } = world;
  const { db } = bot.database;
  const at = bot.clock.now();
  await holdList(db, '2026-03-10', manyCounted(2, 1), at);
  await subscribeBy(bot.sandbox, first.ada, { channelId: first.papers });
  world.setSystemChannel(first.guild, null);
  await setDiscussionChannel(db, first.guild, first.readingGroup);
  world.startThread(first.general, { ownerId: first.grace, name: 'the last that there is room for' });
  const options = { paper: '2603.00101' };
  const press = await people.invoke(first.linus, { channelId: first.general, command: 'discuss', options });
  expect(wordsOf(press)).toContain('as many active threads as Discord allows');
  await bot.moveTo('2026-03-11T08:31:00Z');
  const dm = world.dms().find(({ userId }) => userId === first.ada)?.id ?? '';
  const [told] = world.messages(dm);
  expect(textsOf(told?.message ?? {}).join()).toContain('as many active threads as Discord allows');
  expect(JSON.stringify(told)).toContain(`https://discord.com/channels/${first.guild}`);
});
