import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  SlashCommandBuilder,
  type SlashCommandStringOption,
} from 'discord.js';
import type { Ask, Choice } from '../src/discord/command.ts';
import { parsePaperId } from '../src/domain/paper-id.ts';
import { toHeld } from '../src/domain/search/scan-query.ts';
import { choiceName } from '../src/render/message/choice.ts';
import { MOST_CHOICES } from '../src/render/message/limits.ts';
import { renderPapersOfMessage } from '../src/render/papers/papers-of-message.ts';
import { listPapersByTitle } from '../src/store/papers/titles.ts';
import { withinPatience } from '../src/store/patience.ts';
import type { Command, Context } from './context.ts';
import { everywhere } from './everywhere.ts';
import {
  findDiscussions,
  findNamedPaper,
  findPapersOfMessage,
  findPressedPaper,
  isOnly,
  OPEN_ID,
  showCard,
} from './papers/card.ts';

/** `/paper`: one paper's card; and the card that a list's *Open a paper…* leads to. */
export const paper: Command = {
  data: everywhere(new SlashCommandBuilder())
    .setName('paper')
    .setDescription('Show one paper: authors, abstract, links, discussion')
    .addStringOption(describePaper)
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
      run: async (ask, context) => showCard(ask, context, await findPressedPaper(context, ask.values[0])),
    },
    show: {
      answers: 'reply',
      run: async (ask, context) => showCard(ask, context, await findPressedPaper(context, ask.fields[0])),
    },
  },
};

/** *Show papers*, on anybody's message: the card of its one paper, or a list of those that it names. */
export const showPapers: Command = {
  data: everywhere(new ContextMenuCommandBuilder())
    .setName('Show papers')
    .setType(ApplicationCommandType.Message)
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    const found = await findPapersOfMessage(ask, context);
    const [only] = found.papers;
    if (only !== undefined && isOnly(found)) return await showCard(ask, context, only);
    const discussions = await findDiscussions(ask, context, found.papers);
    return renderPapersOfMessage({
      ...found,
      ...(discussions !== undefined && { discussions }),
      openId: OPEN_ID,
    });
  },
};

/** The option `paper` of every command that has one: see {@link completePaper}. */
export function describePaper(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName('paper')
    .setDescription('An arXiv id, an arXiv or Hugging Face link, or the beginning of a title')
    .setRequired(true)
    .setAutocomplete(true);
}

/**
 * Completes an option `paper` by title; an id or a link stands as it was typed.
 *
 * @throws UserError `too-slow` if it takes longer than anybody waits
 */
export async function completePaper(ask: Ask, { searchDb, now }: Context): Promise<readonly Choice[]> {
  const typed = toHeld(ask.options.text('paper') ?? '').trim();
  if (typed === '' || parsePaperId(typed) !== undefined) return [];
  const found = await withinPatience(listPapersByTitle(searchDb, { prefix: typed, limit: MOST_CHOICES, at: now() }));
  return found.map(({ id, title }) => ({ name: choiceName(title), value: id }));
}
