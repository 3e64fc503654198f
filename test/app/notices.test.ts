import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createPoster } from '../../src/discord/poster.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import { encodeCustomId } from '../../src/render/message/custom-id.ts';
import { renderWelcome } from '../../src/render/servers/notice.ts';
import { startTestBot } from '../support/bot/bot.ts';
import { buttonOf, isEphemeral, messageOf, wordsOf } from '../support/discord/replies.ts';
import { silentLog as log } from '../support/log.ts';

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
