import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';
import {
  type Asked,
  DIRECT_MESSAGES,
  enterGateway,
  GUILD_MESSAGES,
  GUILDS,
} from '../../support/discord/plain-gateway.ts';

const INTENTS = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES;

/** A bot with commands, connected, and what it does with an interaction. */
export async function startAnswering(options: Parameters<typeof startPlainBot>[0] = {}) {
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

/** @returns the id of the message that carries it */
export async function postButton(bot: PlainBot): Promise<string> {
  const { general } = bot.sandbox.world.first;
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'b' }] };
  const { body } = await bot.call('POST', `/channels/${general}/messages`, {
    body: { content: 'x', components: [row] },
  });
  return body.id;
}
