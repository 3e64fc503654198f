import { describe, expect, it } from 'vitest';
import { codes, OK, type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';
import {
  type Asked,
  DIRECT_MESSAGES,
  enterGateway,
  GUILD_MESSAGES,
  GUILDS,
} from '../../support/discord/plain-gateway.ts';

const INTENTS = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES;
const TEXT = { content: 'hello' };
const EPHEMERAL = 64;
const LOADING = 128;
const ANSWERED = [204, undefined];
const MODAL = {
  custom_id: 'form',
  title: 'A form',
  components: [{ type: 18, label: 'Word', component: { type: 4, custom_id: 'word', style: 1 } }],
};

/** A bot with commands, connected, and what it does with an interaction. */
async function startAnswering(options: Parameters<typeof startPlainBot>[0] = {}) {
  await using stack = new AsyncDisposableStack();
  const bot = stack.use(await startPlainBot(options));
  await registerCommands(bot);
  const gateway = stack.use(await enterGateway(bot.sandbox, { intents: INTENTS }));
  const { people, world } = bot.sandbox;
  const { general, grace } = world.first;
  const hook = ({ token }: Asked) => `/webhooks/${world.applicationId}/${token}`;
  const messageOf = async (asked: Asked) => {
    const reply = await asked.reply;
    if (reply.kind !== 'message' && reply.kind !== 'update') throw new Error(reply.kind);
    return reply.message;
  };
  const running = stack.move();
  return {
    bot,
    gateway,
    world,
    people,
    messageOf,
    ask: (userId = grace) => gateway.asked(people.invoke(userId, { channelId: general, command: 'ask' })),
    press: (messageId: string, customId = 'b') => gateway.asked(people.press(grace, { messageId, customId })),
    answer: ({ id, token }: Asked, type: number, data?: object, query = '') =>
      bot.call('POST', `/interactions/${id}/${token}/callback${query}`, { body: { type, data } }),
    followUp: (asked: Asked, body: object) => bot.call('POST', hook(asked), { body }),
    original: (asked: Asked, method = 'GET', body?: object) =>
      bot.call(method, `${hook(asked)}/messages/%40original`, body === undefined ? {} : { body }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function postButton(bot: PlainBot): Promise<string> {
  const { general } = bot.sandbox.world.first;
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'b' }] };
  const { body } = await bot.call('POST', `/channels/${general}/messages`, {
    body: { content: 'x', components: [row] },
  });
  return body.id;
}

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

describe('the kinds of answers', () => {
  it('to a command are a message, a deferral and a form', async () => {
    await using it = await startAnswering();
    for (const type of [1, 6, 7, 8, 10, 12]) {
      expect(codes(await it.answer(await it.ask(), type, TEXT))).toEqual([400, 50035]);
    }
    for (const [type, data] of [
      [4, TEXT],
      [5, undefined],
      [9, MODAL],
    ] as const) {
      expect(codes(await it.answer(await it.ask(), type, data))).toEqual(ANSWERED);
    }
  });

  it('to a press are those, and changes of its message', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    expect(codes(await it.answer(await it.press(messageId), 8, { choices: [] }))).toEqual([400, 50035]);
    for (const [type, data] of [
      [4, TEXT],
      [5, undefined],
      [6, undefined],
      [7, TEXT],
      [9, MODAL],
    ] as const) {
      expect(codes(await it.answer(await it.press(messageId), type, data))).toEqual(ANSWERED);
    }
  });

  it('to a form are no other form; one from a press may change the message', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    const submit = async (opener: Asked) => {
      await it.answer(opener, 9, MODAL);
      const reply = await opener.reply;
      if (reply.kind !== 'modal') throw new Error(reply.kind);
      const filled = { interactionId: reply.interactionId, values: { word: 'llm' } };
      return it.gateway.asked(it.people.submit(it.world.first.grace, filled));
    };
    const fromCommand = await submit(await it.ask());
    expect(fromCommand.event).toMatchObject({
      type: 5,
      data: { custom_id: 'form', components: [{ type: 18, component: { type: 4, custom_id: 'word', value: 'llm' } }] },
    });
    for (const [type, data] of [[9, MODAL] as const, [6] as const, [7, TEXT] as const]) {
      expect(codes(await it.answer(fromCommand, type, data))).toEqual([400, 50035]);
    }
    expect(codes(await it.answer(fromCommand, 4, TEXT))).toEqual(ANSWERED);
    const fromPress = await submit(await it.press(messageId));
    expect(fromPress.event.message).toMatchObject({ id: messageId });
    expect(codes(await it.answer(fromPress, 7, { content: 'changed' }))).toEqual(ANSWERED);
    expect(await it.messageOf(fromPress)).toMatchObject({ id: messageId, content: 'changed' });
  });

  it('to an autocompletion are choices alone', async () => {
    await using it = await startAnswering();
    const { general, grace } = it.world.first;
    const complete = async () => {
      const typed = { channelId: general, command: 'find', focused: 'query', options: { query: 'di' } };
      const offered = it.people.complete(grace, typed);
      const { d } = await it.gateway.next('INTERACTION_CREATE');
      return { offered, event: d, asked: { id: d.id, token: d.token } as Asked };
    };
    const { asked, event, offered } = await complete();
    expect(event).toMatchObject({ type: 4, data: { options: [{ name: 'query', value: 'di', focused: true }] } });
    for (const type of [4, 5, 9]) expect(codes(await it.answer(asked, type, TEXT))).toEqual([400, 50035]);
    const choices = (count: number) => ({
      choices: Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` })),
    });
    expect(codes(await it.answer(asked, 8, choices(26)))).toEqual([400, 50035]);
    // What is completed is a text.
    expect(codes(await it.answer(asked, 8, { choices: [{ name: 'x', value: 1 }] }))).toEqual([400, 50035]);
    expect(codes(await it.answer(asked, 8, choices(25)))).toEqual(ANSWERED);
    expect(await offered).toHaveLength(25);
    const late = await complete();
    it.bot.clock.advance(3_001);
    expect(codes(await it.answer(late.asked, 8, choices(1)))).toEqual([404, 10062]);
  });

  it('to a press: 7 changes the message at once, 6 later', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    const atOnce = await it.press(messageId);
    await it.answer(atOnce, 7, { content: 'at once' });
    expect(await it.messageOf(atOnce)).toMatchObject({ id: messageId, content: 'at once' });
    const later = await it.press(messageId);
    await it.answer(later, 6);
    expect((await it.original(later)).body).toMatchObject({ id: messageId });
    await it.original(later, 'PATCH', { content: 'later' });
    expect(await it.messageOf(later)).toMatchObject({ id: messageId, content: 'later' });
  });
});

describe('a deferred answer', () => {
  it('is a placeholder until it is edited', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    expect(codes(await it.answer(asked, 5))).toEqual(ANSWERED);
    expect((await it.original(asked)).body).toMatchObject({ content: '', flags: LOADING });
    const edited = await it.original(asked, 'PATCH', TEXT);
    expect(edited.body).toMatchObject({ ...TEXT, flags: 0, edited_timestamp: null });
    expect(await it.messageOf(asked)).toMatchObject({ ...TEXT });
    expect(it.world.messages(it.world.first.general)).toHaveLength(1);
  });

  it('is as hidden as its deferral said', async () => {
    await using it = await startAnswering();
    const { general, grace } = it.world.first;
    const hidden = await it.ask();
    await it.answer(hidden, 5, { flags: EPHEMERAL });
    const edited = await it.original(hidden, 'PATCH', { flags: 32_768, components: [{ type: 10, content: 'hello' }] });
    expect(edited.body.flags).toBe(EPHEMERAL | 32_768);
    const open = await it.ask();
    await it.answer(open, 5);
    expect((await it.followUp(open, { ...TEXT, flags: EPHEMERAL })).body.flags).toBe(0);
    expect(it.world.ephemeral(grace, general)).toHaveLength(1);
    expect(it.world.messages(general)).toHaveLength(1);
  });

  it('is taken over by the first follow-up; the next is a message of its own', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 5);
    const placeholder = (await it.original(asked)).body.id;
    expect((await it.followUp(asked, { content: 'one' })).body).toMatchObject({ id: placeholder, content: 'one' });
    const second = await it.followUp(asked, { content: 'two', flags: EPHEMERAL });
    expect(second.body.id).not.toBe(placeholder);
    expect(second.body.flags).toBe(EPHEMERAL);
    expect(it.world.messages(it.world.first.general)).toHaveLength(1);
  });

  it('can be taken away, and followed by others', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 5);
    const placeholder = (await it.original(asked)).body.id;
    expect((await it.original(asked, 'DELETE')).status).toBe(204);
    expect(codes(await it.original(asked))).toEqual([404, 10008]);
    expect(codes(await it.original(asked, 'PATCH', TEXT))).toEqual([404, 10008]);
    const { id } = (await it.followUp(asked, TEXT)).body;
    expect(id).not.toBe(placeholder);
    expect(await it.messageOf(asked)).toMatchObject({ id });
  });
});

describe('the token', () => {
  it('opens nothing before the first answer', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    expect(codes(await it.original(asked))).toEqual([404, 10015]);
    expect(codes(await it.followUp(asked, TEXT))).toEqual([404, 10015]);
  });

  it('lasts 15 minutes', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 4, TEXT);
    it.bot.clock.advance(15 * 60_000);
    expect(codes(await it.original(asked, 'PATCH', { content: 'in time' }))).toEqual(OK);
    it.bot.clock.advance(1);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(codes(await it.original(asked, method, method === 'PATCH' ? TEXT : undefined))).toEqual([401, 50027]);
    }
    expect(codes(await it.followUp(asked, TEXT))).toEqual([401, 50027]);
  });

  it('is of no use to another application, nor is a wrong one', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 4, TEXT);
    const other = `/webhooks/123456789012345678/${asked.token}/messages/@original`;
    expect(codes(await it.bot.call('GET', other))).toEqual([404, 10015]);
    expect(codes(await it.original({ ...asked, token: 'x' }))).toEqual([401, 50027]);
  });

  it('has no message after a form or nothing to show', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 9, MODAL);
    expect(codes(await it.original(asked))).toEqual([404, 10008]);
  });
});
