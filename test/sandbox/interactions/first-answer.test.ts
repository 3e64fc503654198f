import { describe, expect, it } from 'vitest';
import { codes, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';
import { enterGateway, GUILD_MESSAGES, GUILDS } from '../../support/discord/plain-gateway.ts';
import { startAnswering } from './answering.ts';

const TEXT = { content: 'hello' };
const EPHEMERAL = 64;
const ANSWERED = [204, undefined];

describe('the first answer', () => {
  it('is a message, for everybody or for one person', async () => {
    await using it = await startAnswering();
    const { general, grace, ada } = it.world.first;
    const open = await it.ask();
    expect(codes(await it.answer(open, 4, TEXT))).toEqual(ANSWERED);
    expect(await it.messageOf(open)).toMatchObject({
      ...TEXT,
      type: 20,
      interaction_metadata: { id: open.id, name: 'ask' },
    });
    expect((await it.gateway.next('MESSAGE_CREATE')).d).toMatchObject({ ...TEXT, guild_id: it.world.first.guild });

    const hidden = await it.ask();
    await it.answer(hidden, 4, { content: 'only you', flags: EPHEMERAL });
    const message = await it.messageOf(hidden);
    expect(message.flags).toBe(EPHEMERAL);
    const event = (await it.gateway.next('MESSAGE_CREATE')).d;
    expect(event).toMatchObject({ id: message.id });
    expect(event).not.toHaveProperty('guild_id');
    expect(event).not.toHaveProperty('member');
    expect(it.world.messages(general).map(({ message: { content } }) => content)).toEqual(['hello']);
    expect(it.world.ephemeral(grace, general)).toHaveLength(1);
    expect(it.world.ephemeral(ada, general)).toHaveLength(0);
    expect(codes(await it.bot.call('GET', `/channels/${general}/messages/${message.id}`))).toEqual([404, 10008]);
    expect(codes(await it.bot.call('DELETE', `/channels/${general}/messages/${message.id}`))).toEqual([404, 10008]);
  });

  it('that is ephemeral is told by no guild event', async () => {
    await using bot = await startPlainBot();
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox, { intents: GUILDS | GUILD_MESSAGES });
    const { general, grace } = bot.sandbox.world.first;
    const { id, token } = await gateway.asked(bot.sandbox.people.invoke(grace, { channelId: general, command: 'ask' }));
    const body = { type: 4, data: { ...TEXT, flags: EPHEMERAL } };
    await bot.call('POST', `/interactions/${id}/${token}/callback`, { body });
    expect(await gateway.sync()).not.toContain('MESSAGE_CREATE');
  });

  it('comes once', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    expect(codes(await it.answer(asked, 4, TEXT))).toEqual(ANSWERED);
    for (const type of [4, 5, 9]) expect(codes(await it.answer(asked, type, TEXT))).toEqual([400, 40060]);
    expect(it.world.messages(it.world.first.general)).toHaveLength(1);
  });

  it('comes within three seconds', async () => {
    await using it = await startAnswering();
    const inTime = await it.ask();
    it.bot.clock.advance(3_000);
    expect(codes(await it.answer(inTime, 4, TEXT))).toEqual(ANSWERED);
    const late = await it.ask();
    it.bot.clock.advance(3_001);
    expect(codes(await it.answer(late, 4, TEXT))).toEqual([404, 10062]);
  });

  it('that never comes leaves the person with nothing', async () => {
    await using it = await startAnswering({ answerMs: 20 });
    const asked = await it.ask();
    expect(await asked.reply).toEqual({ kind: 'none' });
  });

  it('names the interaction and its token, and takes no other authorization', async () => {
    await using it = await startAnswering();
    const [one, other] = [await it.ask(), await it.ask()];
    expect(codes(await it.answer({ ...one, token: 'x' }, 4, TEXT))).toEqual([404, 10062]);
    expect(codes(await it.answer({ ...one, token: other.token }, 4, TEXT))).toEqual([404, 10062]);
    expect(codes(await it.answer({ ...one, id: '123456789012345678' }, 4, TEXT))).toEqual([404, 10062]);
    const path = `/interactions/${one.id}/${one.token}/callback`;
    const open = { body: { type: 4, data: TEXT }, headers: { authorization: '' } };
    expect(codes(await it.bot.call('POST', path, open))).toEqual(ANSWERED);
  });

  it('with_response says what became of it', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    const { status, body } = await it.answer(asked, 4, TEXT, '?with_response=true');
    expect(status).toBe(200);
    const { id } = await it.messageOf(asked);
    expect(body).toMatchObject({
      interaction: { id: asked.id, type: 2, response_message_id: id },
      resource: { type: 4, message: { id, content: 'hello' } },
    });
  });

  it('that is refused leaves the interaction open', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    for (const [type, data, result] of [
      [4, {}, [400, 50006]],
      [4, { content: 'x'.repeat(2_001) }, [400, 50035]],
      [5, { flags: 4 }, [400, 50035]],
      [9, { title: 'x' }, [400, 50035]],
      [99, TEXT, [400, 50035]],
    ] as const) {
      expect(codes(await it.answer(asked, type, data))).toEqual(result);
    }
    expect(codes(await it.answer(asked, 4, TEXT))).toEqual(ANSWERED);
  });

  it('needs no right of the bot in the channel', async () => {
    await using it = await startAnswering();
    const { admins, ada } = it.world.first;
    const asked = await it.gateway.asked(it.people.invoke(ada, { channelId: admins, command: 'ask' }));
    expect(asked.event.app_permissions).toBe('0');
    expect(codes(await it.answer(asked, 4, TEXT))).toEqual(ANSWERED);
    expect(codes(await it.bot.call('GET', `/channels/${admins}/messages`))).toEqual([403, 50001]);
  });

  it('pings only users by default', async () => {
    await using it = await startAnswering();
    const { general, ada } = it.world.first;
    await it.answer(await it.ask(), 4, { content: `<@${ada}> @everyone` });
    expect(it.world.messages(general)[0]?.pings).toEqual([`<@${ada}>`]);
  });

  it('into a channel that is gone is refused', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    it.world.deleteChannel(it.world.first.general);
    expect(codes(await it.answer(asked, 4, TEXT))).toEqual([404, 10003]);
  });
});
