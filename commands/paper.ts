import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { Ask, Choice } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { parsePaperId } from '../src/domain/paper-id.ts';
import { choiceName } from '../src/render/choice.ts';
import { listPapersByTitle } from '../src/store/papers.ts';
import { findHeldPaper, findNamedPaper, showCard } from './card.ts';
import type { Command, Context } from './context.ts';

const MOST_CHOICES = 25;

/** `/paper`: one paper's card; and the card that a list's *Open a paper…* leads to. */
export const paper: Command = {
  data: new SlashCommandBuilder()
    .setName('paper')
    .setDescription('Show one paper: authors, abstract, links, discussion')
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .addStringOption((option) =>
      option
        .setName('paper')
        .setDescription('An arXiv id, an arXiv or Hugging Face link, or the beginning of a title')
        .setRequired(true)
        .setAutocomplete(true),
    )
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const named = await findNamedPaper(ask, context, ask.options.text('paper') ?? '');
    return await showCard(ask, context, named);
  },
  complete: completePaper,
  presses: {
    open: {
      answers: 'reply',
      async run(ask, context) {
        const id = parsePaperId(ask.values[0] ?? '');
        if (id === undefined) throw new UserError({ code: 'outdated' });
        return await showCard(ask, context, await findHeldPaper(context, id));
      },
    },
    show: {
      answers: 'reply',
      async run(ask, context) {
        const id = parsePaperId(ask.fields[0] ?? '');
        if (id === undefined) throw new UserError({ code: 'outdated' });
        return await showCard(ask, context, await findHeldPaper(context, id));
      },
    },
  },
};

/** Completes an option `paper` by title; an id or a link stands as it was typed. */
export async function completePaper(ask: Ask, { db }: Context): Promise<readonly Choice[]> {
  const typed = (ask.options.text('paper') ?? '').trim();
  if (typed === '' || parsePaperId(typed) !== undefined) return [];
  const found = await listPapersByTitle(db, { prefix: typed, limit: MOST_CHOICES });
  return found.map(({ id, title }) => ({ name: choiceName(title), value: id }));
}
