import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import type { RankedPaper } from '../src/domain/paper.ts';
import { type PaperId, parsePaperId } from '../src/domain/paper-id.ts';
import { renderCard } from '../src/render/card.ts';
import { encodeCustomId } from '../src/render/custom-id.ts';
import { listThreads } from '../src/store/discussions.ts';
import { findPaper, savePapers } from '../src/store/papers.ts';
import type { Context } from './context.ts';
import { homeChannelId } from './rights.ts';

/**
 * The paper that a person names: by id, or by a link to arXiv or Hugging Face. Asks the live source if it is not held.
 *
 * @throws UserError `bad-paper`, `unknown-paper`, or why the source did not answer
 */
export async function findNamedPaper(ask: Ask, context: Context, text: string): Promise<RankedPaper> {
  const id = parsePaperId(text);
  if (id === undefined) throw new UserError({ code: 'bad-paper', given: text });
  const held = await findPaper(context.db, id);
  if (held !== undefined) return held;
  const found = await context.lookup.find(id, { userId: ask.userId });
  if (found === undefined) throw new UserError({ code: 'unknown-paper', paperId: id });
  await savePapers(context.db, [found], { at: context.now() });
  return await findHeldPaper(context, id);
}

/** The paper that a pressed component names. @throws UserError `outdated` if it names none, else as {@link findHeldPaper} */
export async function findPressedPaper(context: Context, text: string | undefined): Promise<RankedPaper> {
  const id = parsePaperId(text ?? '');
  if (id === undefined) throw new UserError({ code: 'outdated' });
  return await findHeldPaper(context, id);
}

/** A paper that stood on a list or a card of ours. @throws UserError `unknown-paper` if it is not held */
export async function findHeldPaper(context: Context, id: PaperId): Promise<RankedPaper> {
  const held = await findPaper(context.db, id);
  if (held === undefined) throw new UserError({ code: 'unknown-paper', paperId: id });
  return held;
}

/** A paper's card, with the way into its discussion as far as the asker may see one. */
export async function showCard(ask: Ask, context: Context, paper: RankedPaper): Promise<AnswerBody> {
  const { guildId } = ask;
  const { id } = paper.paper;
  if (guildId === undefined) return renderCard({ paper });
  const threads = await listThreads(context.db, { guildId, channelId: homeChannelId(ask.channel), paperIds: [id] });
  const threadId = threads.get(id);
  return renderCard({
    paper,
    ...(threadId === undefined
      ? { discussId: encodeCustomId({ command: 'discuss', action: 'open', fields: [id] }) }
      : { discussion: { guildId, threadId } }),
  });
}
