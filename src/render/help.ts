import { container, type PackedMessage, packMessage, text } from './message/packer.ts';

/** A command that there is. */
export interface Offer {
  readonly name: string;
  /** Absent for one that stands in the menu of a message. */
  readonly description?: string;
}

/** `/help`, for somebody who has never seen Paperboy. */
export function renderHelp(commands: readonly Offer[]): PackedMessage {
  const typed = commands.filter(({ description }) => description !== undefined);
  const used = commands.filter(({ description }) => description === undefined);
  return packMessage([
    container([
      text(
        [
          '## Paperboy',
          'The research papers that people read today, from Hugging Face’s Daily Papers: ask for them, have them posted every day, and discuss each in one thread.',
        ].join('\n'),
      ),
      text(typed.map(({ name, description }) => `**/${name}** ${description}`).join('\n')),
      text(
        `In the menu of anybody’s message, under *Apps*: ${used.map(({ name }) => `**${name}**`).join(', ')}. They read the arXiv ids and links of that message.`,
      ),
      text(
        '-# In every list, *Open a paper…* shows its abstract, links and discussion. Answers are for you alone; *Share* shows them to the channel.',
      ),
    ]),
  ]);
}
