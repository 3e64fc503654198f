import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import type { Ask, Choice } from '../src/discord/command.ts';
import { nearest } from '../src/domain/nearest.ts';
import { listTimezones } from '../src/domain/schedule.ts';
import { FREQUENCIES, type Preferences, THREAD_MODES } from '../src/domain/subscription.ts';
import { MOST_CHOICES } from '../src/render/message/limits.ts';
import { findLastTimezone } from '../src/store/servers/subscriptions.ts';
import { demandMayPostIn, guildOf } from './asker/rights.ts';
import type { Command, Context } from './context.ts';
import { draftSubscription } from './subscription/draft.ts';
import { adjust, adjusted, cancel, preview, save } from './subscription/draft-presses.ts';
import { MIN_UPVOTES, PAPERS, readTime, readTimezone } from './subscription/preferences.ts';
import { channelOf, demandMayMention } from './subscription/target.ts';
import { completeTopicNames, readTopics } from './topic/option.ts';

/**
 * `/subscribe`: a channel gets the day's list at its own hour. What it would be is shown before it is made. The same
 * topics again change what there is.
 */
export const subscribe: Command = {
  data: new SlashCommandBuilder()
    .setName('subscribe')
    .setDescription('Post the day’s papers to a channel, at its own hour')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addStringOption((option) =>
      option.setName('topics').setDescription('Topics, separated by commas (all)').setAutocomplete(true),
    )
    .addChannelOption((option) => option.setName('channel').setDescription('Where to post (here)'))
    .addStringOption((option) => option.setName('time').setDescription('Local time, HH:MM (09:00)').setMaxLength(40))
    .addStringOption((option) =>
      option
        .setName('timezone')
        .setDescription('Such as Europe/Berlin (the server’s last used, else UTC)')
        .setAutocomplete(true),
    )
    .addStringOption((option) =>
      option
        .setName('frequency')
        .setDescription('On which days (daily)')
        .addChoices(...FREQUENCIES.map((value) => ({ name: value, value }))),
    )
    .addIntegerOption((option) =>
      option
        .setName('papers')
        .setDescription('How many at most, 1 to 10 (10)')
        .setMinValue(PAPERS.min)
        .setMaxValue(PAPERS.max),
    )
    .addIntegerOption((option) =>
      option
        .setName('min-upvotes')
        .setDescription('Only papers with at least so many upvotes (0)')
        .setMinValue(MIN_UPVOTES.min)
        .setMaxValue(MIN_UPVOTES.max),
    )
    .addStringOption((option) =>
      option
        .setName('threads')
        .setDescription('When a paper gets its thread (on-demand)')
        .addChoices(...THREAD_MODES.map((value) => ({ name: value, value }))),
    )
    .addRoleOption((option) => option.setName('mention').setDescription('A role to mention (none)'))
    .addBooleanOption((option) =>
      option.setName('silent').setDescription('Without a push notification (true, unless a role is mentioned)'),
    )
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const guildId = guildOf(ask);
    const role = ask.options.role('mention');
    const channel = ask.options.channel('channel') ?? channelOf(ask);
    const target = { channel, ...(role !== undefined && { role }) };
    demandMayPostIn(channel);
    demandMayMention(target, guildId);
    return await draftSubscription(ask, context, { target, preferences: await readPreferences(ask, context, guildId) });
  },
  complete: async (ask, context) =>
    ask.options.focused === 'timezone' ? completeTimezone(ask) : await completeTopicNames(ask, context),
  presses: { save, adjust, preview, cancel },
  submits: { adjusted },
};

async function readPreferences(ask: Ask, context: Context, guildId: string): Promise<Preferences> {
  const { options } = ask;
  const mentionRoleId = options.role('mention')?.id;
  return {
    topics: await readTopics(ask, context, options.text('topics')),
    time: readTime(options.text('time') ?? '09:00'),
    timezone: readTimezone(options.text('timezone') ?? (await findLastTimezone(context.db, guildId)) ?? 'UTC'),
    frequency: FREQUENCIES.find((known) => known === options.text('frequency')) ?? 'daily',
    papers: options.wholeNumber('papers') ?? 10,
    minUpvotes: options.wholeNumber('min-upvotes') ?? 0,
    threads: THREAD_MODES.find((known) => known === options.text('threads')) ?? 'on-demand',
    silent: options.flag('silent') ?? mentionRoleId === undefined,
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  };
}

function completeTimezone(ask: Ask): readonly Choice[] {
  const typed = ask.options.text('timezone') ?? '';
  return nearest(typed, listTimezones(), MOST_CHOICES).map((value) => ({ name: value, value }));
}
