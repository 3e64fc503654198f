import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { Ask } from '../src/discord/command.ts';
import { judgeFreshness } from '../src/domain/freshness.ts';
import { currentListDay } from '../src/domain/list-day.ts';
import type { Subscription } from '../src/domain/subscription.ts';
import { renderStatus, type ServerView } from '../src/render/servers/status.ts';
import { listLastPosts, listOwedPosts } from '../src/store/delivery/receipts.ts';
import { findSendingPause, listSourceReports } from '../src/store/servers/status.ts';
import { listSubscriptions } from '../src/store/servers/subscriptions.ts';
import { homeChannelId, missingRights } from './asker/rights.ts';
import type { Command, Context } from './context.ts';

/** `/status`: how fresh the lists are, and how the subscriptions fare that the asker may know of. */
export const status: Command = {
  data: new SlashCommandBuilder()
    .setName('status')
    .setDescription('How fresh the lists are, and what has been posted or is owed')
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const { db, now } = context;
    const at = now();
    const reports = await listSourceReports(db, currentListDay(at));
    const sendingPausedUntil = await findSendingPause(db);
    const server = ask.guildId === undefined ? undefined : await readServer(ask, context, ask.guildId);
    return renderStatus({
      sources: reports.map((report) => ({ report, freshness: judgeFreshness(report, at) })),
      ...(sendingPausedUntil !== undefined && { sendingPausedUntil }),
      ...(server !== undefined && { server }),
    });
  },
};

async function readServer(ask: Ask, context: Context, guildId: string): Promise<ServerView> {
  const { db } = context;
  const subscriptions = await listSubscriptions(db, guildId);
  const all = missingRights(ask.memberPermissions, ['ManageGuild']).length === 0;
  const visible = all ? subscriptions : await listVisible(ask, context, guildId, subscriptions);
  const owed = await listOwedPosts(db, guildId);
  const posts = await listLastPosts(db, guildId);
  const standings = visible.map((subscription) => {
    const [owedPost, lastPost] = [owed.get(subscription.id), posts.get(subscription.id)];
    // It may have been posted where it was before: in a channel that is nobody else's business.
    const mayBeShown = all || lastPost?.channelId === subscription.channelId;
    return { subscription, ...(owedPost && { owed: owedPost }), ...(lastPost && mayBeShown && { lastPost }) };
  });
  return { all, standings };
}

/**
 * Those of this channel, and of channels that everybody sees: the interaction tells the asker's rights in this channel
 * and in no other.
 */
async function listVisible(
  ask: Ask,
  { audiences }: Context,
  guildId: string,
  subscriptions: readonly Subscription[],
): Promise<readonly Subscription[]> {
  const here = homeChannelId(ask.channel);
  const others = subscriptions.filter(
    ({ channelId, suspended }) => channelId !== here && canBeAsked(suspended?.reason),
  );
  const open = await audiences.listOpen(
    guildId,
    others.map(({ channelId }) => channelId),
  );
  return subscriptions.filter(({ channelId }) => channelId === here || open.has(channelId));
}

/** Of a channel that Paperboy cannot see, Discord would tell nothing but a refusal. */
function canBeAsked(reason: string | undefined): boolean {
  return reason !== 'no-access' && reason !== 'channel-gone';
}
