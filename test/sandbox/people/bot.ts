import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { registerCommands } from '../../support/discord/plain-commands.ts';

/** A bot with commands, whose three seconds are short. */
export async function startWithCommands(options: Parameters<typeof startPlainBot>[0] = {}): Promise<PlainBot> {
  const bot = await startPlainBot({ answerMs: 50, ...options });
  await registerCommands(bot);
  return bot;
}
