import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { enterGateway, GUILD_MESSAGES, GUILDS } from '../../support/discord/plain-gateway.ts';

const { SendMessages, ManageMessages, ViewChannel } = PermissionFlagsBits;
const ANNOUNCEMENT = 5;
const HOUR_MS = 3_600_000;

// The monotonic timer alone, by which limits are counted.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function addNews(bot: PlainBot): string {
  const { world } = bot.sandbox;
  return world.addChannel(world.first.guild, { name: 'news', type: ANNOUNCEMENT });
}

function publish(bot: PlainBot, channelId: string, messageId: string): Promise<Answer> {
  return bot.call('POST', `/channels/${channelId}/messages/${messageId}/crosspost`);
}

describe('Crosspost Message', () => {
  it('marks the message as published, and tells so', async () => {
    await using bot = await startPlainBot();
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const news = addNews(bot);
    const { id } = await bot.post(news);
    const answer = await publish(bot, news, id);
    expect(answer).toMatchObject({ status: 200, body: { id, content: 'hello', flags: 1 } });
    expect((await gateway.next('MESSAGE_UPDATE')).d).toMatchObject({ id, channel_id: news, flags: 1 });
    const { body } = await bot.call('PATCH', `/channels/${news}/messages/${id}`, { body: { content: 'again' } });
    expect(body).toMatchObject({ content: 'again', flags: 1 });
  });

  it('is done once', async () => {
    await using bot = await startPlainBot();
    const news = addNews(bot);
    const { id } = await bot.post(news);
    expect(codes(await publish(bot, news, id))).toEqual(OK);
    expect(codes(await publish(bot, news, id))).toEqual([400, 40033]);
    const other = await bot.post(news);
    bot.sandbox.world.crosspost(news, other.id);
    expect(codes(await publish(bot, news, other.id))).toEqual([400, 40033]);
  });

  it('takes an announcement channel, a message of it, and no reply', async () => {
    await using bot = await startPlainBot();
    const news = addNews(bot);
    const { general } = bot.sandbox.world.first;
    const { id } = await bot.post(general);
    expect(codes(await publish(bot, general, id))).toEqual([400, 50024]);
    expect(codes(await publish(bot, news, id))).toEqual([404, 10008]);
    const reply = { content: 'x', message_reference: { message_id: (await bot.post(news)).id } };
    const { body } = await bot.call('POST', `/channels/${news}/messages`, { body: reply });
    expect(codes(await publish(bot, news, body.id))).toEqual([400, 50068]);
  });

  it('takes the right to send, and for what others wrote the right to manage messages too', async () => {
    await using bot = await startPlainBot();
    const { world, people } = bot.sandbox;
    const news = addNews(bot);
    const own = await bot.post(news);
    const others = await people.say(world.first.grace, { channelId: news, content: 'mine' });
    const may = (allow: bigint, deny: bigint) => world.overwrite(news, world.applicationId, { allow, deny });
    may(0n, SendMessages);
    expect(codes(await publish(bot, news, own.id))).toEqual([403, 50013]);
    may(ManageMessages, SendMessages);
    expect(codes(await publish(bot, news, others.id))).toEqual([403, 50013]);
    may(0n, ViewChannel);
    expect(codes(await publish(bot, news, own.id))).toEqual([403, 50001]);
    may(0n, 0n);
    expect(codes(await publish(bot, news, others.id))).toEqual([403, 50013]);
    may(ManageMessages, 0n);
    expect(await publish(bot, news, others.id)).toMatchObject({ status: 200, body: { flags: 1, content: '' } });
    expect(codes(await publish(bot, news, own.id))).toEqual(OK);
  });

  it('is done ten times an hour in a channel: then only a 429 says so', async () => {
    await using bot = await startPlainBot({ limits: { enabled: true, global: 1_000 } });
    const news = addNews(bot);
    const other = addNews(bot);
    const answers: Answer[] = [];
    for (let times = 0; times < 11; times += 1) {
      answers.push(await publish(bot, news, (await bot.post(news)).id));
      vi.advanceTimersByTime(5_000);
    }
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect(answers[10]?.headers.get('x-ratelimit-scope')).toBe('shared');
    expect(Number(answers[10]?.headers.get('retry-after'))).toBe(3_600 - 50);
    expect((await publish(bot, other, (await bot.post(other)).id)).status).toBe(200);
    const late = await bot.post(news);
    vi.advanceTimersByTime(HOUR_MS - 55_001);
    expect((await publish(bot, news, late.id)).status).toBe(429);
    vi.advanceTimersByTime(1);
    expect((await publish(bot, news, late.id)).status).toBe(200);
  });
});

describe('an edit', () => {
  const statuses = async (count: number, edit: () => Promise<Answer>) => {
    const answers: Answer[] = [];
    for (let times = 0; times < count; times += 1) {
      answers.push(await edit());
      vi.advanceTimersByTime(1_250);
    }
    return answers.map((answer) => codes(answer));
  };
  const editing = (bot: PlainBot, channelId: string, id: string) => () =>
    bot.call('PATCH', `/channels/${channelId}/messages/${id}`, { body: { content: 'again' } });

  it('of a published message is made three times an hour', async () => {
    await using bot = await startPlainBot({ limits: { enabled: true } });
    const news = addNews(bot);
    const { id } = await bot.post(news);
    const edit = editing(bot, news, id);
    expect(await statuses(5, edit)).toEqual(Array.from({ length: 5 }, () => OK));
    expect(codes(await publish(bot, news, id))).toEqual(OK);
    expect(await statuses(4, edit)).toEqual([OK, OK, OK, [429, 20022]]);
    const refused = await edit();
    expect(refused.headers.get('retry-after')).toBe('3595');
    expect(refused.body).toMatchObject({ code: 20022, retry_after: 3_595, global: false });
    vi.advanceTimersByTime(HOUR_MS - 5_001);
    expect(codes(await edit())).toEqual([429, 20022]);
    vi.advanceTimersByTime(1);
    expect(codes(await edit())).toEqual(OK);
  });

  it('of messages that are more than an hour old is made three times in six seconds in a channel', async () => {
    await using bot = await startPlainBot({ limits: { enabled: true } });
    const { general, papers } = bot.sandbox.world.first;
    const [one, two, elsewhere] = [await bot.post(general), await bot.post(general), await bot.post(papers)];
    bot.clock.advance(HOUR_MS);
    expect(await statuses(4, editing(bot, general, one.id))).toEqual([OK, OK, OK, OK]);
    bot.clock.advance(1);
    expect(await statuses(3, editing(bot, general, one.id))).toEqual([OK, OK, OK]);
    expect(codes(await editing(bot, general, two.id)())).toEqual([429, 30046]);
    expect(codes(await editing(bot, papers, elsewhere.id)())).toEqual(OK);
    vi.advanceTimersByTime(6_000 - 3 * 1_250 - 1);
    expect(codes(await editing(bot, general, two.id)())).toEqual([429, 30046]);
    vi.advanceTimersByTime(1);
    expect(codes(await editing(bot, general, two.id)())).toEqual(OK);
  });

  it('beyond either limit is no limit’s concern where limits are switched off', async () => {
    await using bot = await startPlainBot();
    const news = addNews(bot);
    const { id } = await bot.post(news);
    bot.sandbox.world.crosspost(news, id);
    expect(await statuses(5, editing(bot, news, id))).toEqual(Array.from({ length: 5 }, () => OK));
  });
});
