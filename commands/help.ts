import { SlashCommandBuilder } from 'discord.js';
import { renderHelp } from '../src/render/help.ts';
import type { Command } from './context.ts';
import { everywhere } from './everywhere.ts';

/** `/help`: what Paperboy does, and what there is to type. */
export const help: Command = {
  data: everywhere(new SlashCommandBuilder())
    .setName('help')
    .setDescription('What Paperboy does and how to use it')
    .toJSON(),
  visibility: 'private',
  execute: async (_ask, { commands }) => renderHelp(commands),
  presses: {
    // Of a notice.
    show: { answers: 'reply', run: async (_ask, { commands }) => renderHelp(commands) },
  },
};
