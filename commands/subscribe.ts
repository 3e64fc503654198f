import { randomUUID } from 'node:crypto';
import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import type { Ask, Choice, ChosenChannel } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { newestCompleteDay, previousListDay } from '../src/domain/list-day.ts';
import { nearest } from '../src/domain/nearest.ts';
import { listTimezones, nextSlots } from '../src/domain/schedule.ts';
import { FREQUENCIES, type Preferences, THREAD_MODES } from '../src/domain/subscription.ts';
import { renderSubscribed } from '../src/render/subscribed.ts';
import { countSubscriptions, findLastTimezone, saveSubscription } from '../src/store/servers/subscriptions.ts';
import type { Command, Context } from './context.ts';
import { panelId } from './panel.ts';
import { MIN_UPVOTES, PAPERS, readTime, readTimezone } from './preferences.ts';
import { demandBotRights, demandMayPostIn, guildOf, missingRights, type Right } from './rights.ts';
import { completeTopicNames, readTopics } from './topic.ts';

/** As many as one select can offer. */
export const MOST_SUBSCRIPTIONS = 25;
const MOST_CHOICES = 25;
const SLOTS_SHOWN = 3;

/** `/subscribe`: a channel gets the day's list at its own hour. The same topics again change what there is. */
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
    .addChannelOption((option) =>
      option
        .setName('channel')
        .setDescription('Where to post (here)')
        .addChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement),
    )
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
    const { db, now } = context;
    const at = now();
    const guildId = guildOf(ask);
    const channel = chooseChannel(ask);
    const preferences = await readPreferences(ask, context, guildId);
    demandRightsOf(preferences, channel);
    if ((await countSubscriptions(db, guildId)) >= MOST_SUBSCRIPTIONS) {
      throw new UserError({ code: 'too-many-subscriptions', limit: MOST_SUBSCRIPTIONS });
    }
    const nextSlotsAt = nextSlots(preferences, at, SLOTS_SHOWN);
    const { subscription, created } = await saveSubscription(
      db,
      randomUUID(),
      {
        ...preferences,
        guildId,
        channelId: channel.id,
        createdBy: ask.userId,
        nextAt: nextSlotsAt[0] ?? at,
        // Its first slot serves the newest complete list, and none before.
        coveredThrough: previousListDay(newestCompleteDay(at)),
      },
      at,
    );
    return renderSubscribed({
      subscription,
      created,
      nextSlots: nextSlotsAt,
      readsHistory: missingRights(channel.appPermissions, ['ReadMessageHistory']).length === 0,
      ids: {
        postNow: panelId(ask, at, 'post-now', subscription.id),
        remove: panelId(ask, at, 'remove', subscription.id),
      },
    });
  },
  complete: async (ask) => (ask.options.focused === 'timezone' ? completeTimezone(ask) : completeTopicNames(ask)),
};

/** The channel that is to be subscribed. @throws UserError if it cannot be, or the asker could not post there */
function chooseChannel(ask: Ask): ChosenChannel {
  const channel = ask.options.channel('channel') ?? {
    ...ask.channel,
    memberPermissions: ask.memberPermissions,
    appPermissions: ask.appPermissions,
  };
  demandMayPostIn(channel);
  return channel;
}

async function readPreferences(ask: Ask, { db }: Context, guildId: string): Promise<Preferences> {
  const { options } = ask;
  const mentionRoleId = readMention(ask, guildId);
  return {
    topics: readTopics(options.text('topics')),
    time: readTime(options.text('time') ?? '09:00'),
    timezone: readTimezone(options.text('timezone') ?? (await findLastTimezone(db, guildId)) ?? 'UTC'),
    frequency: FREQUENCIES.find((known) => known === options.text('frequency')) ?? 'daily',
    papers: options.wholeNumber('papers') ?? 10,
    minUpvotes: options.wholeNumber('min-upvotes') ?? 0,
    threads: THREAD_MODES.find((known) => known === options.text('threads')) ?? 'on-demand',
    silent: options.flag('silent') ?? mentionRoleId === undefined,
    ...(mentionRoleId !== undefined && { mentionRoleId }),
  };
}

/** @throws UserError `bad-mention` for @everyone, and for a role that the asker could not mention */
function readMention(ask: Ask, guildId: string): string | undefined {
  const role = ask.options.role('mention');
  if (role === undefined) return undefined;
  // The role that everybody has carries the server's own id.
  if (role.id === guildId) throw new UserError({ code: 'bad-mention', reason: 'everyone' });
  if (!role.mentionable && missingRights(ask.memberPermissions, ['MentionEveryone']).length > 0) {
    throw new UserError({ code: 'bad-mention', reason: 'not-mentionable' });
  }
  return role.id;
}

/** Everything that the posts will need, named at once and before anything is saved. */
function demandRightsOf({ threads }: Preferences, channel: ChosenChannel): void {
  const needs: Right[] = ['ViewChannel', 'SendMessages'];
  if (threads !== 'none') needs.push('CreatePublicThreads', 'SendMessagesInThreads');
  demandBotRights(channel, needs);
}

function completeTimezone(ask: Ask): readonly Choice[] {
  const typed = ask.options.text('timezone') ?? '';
  return nearest(typed, listTimezones(), MOST_CHOICES).map((value) => ({ name: value, value }));
}
