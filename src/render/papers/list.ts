import type { APIButtonComponent } from 'discord-api-types/v10';
import type { RankedPaper } from '../../domain/paper.ts';
import { ROWS_BYTES, ROWS_TEXT } from '../message/limits.ts';
import {
  canFit,
  container,
  fitBlocks,
  type PackedMessage,
  type PackOptions,
  packMessage,
  row,
  select,
  text,
} from '../message/packer.ts';
import { bytesOf, codePointsOf } from '../text/cut.ts';
import { type RowOptions, renderOption, renderRow } from './row.ts';

/** A list of papers as one message. All its words are our own; the papers' are made inert here. */
export interface ListView extends RowOptions {
  readonly heading: string;
  /** A quiet line below the heading. */
  readonly note?: string;
  /** At most ten. */
  readonly papers: readonly RankedPaper[];
  /** What is said if there are none. */
  readonly empty: string;
  /** The `custom_id` of the select that opens a paper's card. */
  readonly openId: string;
  readonly buttons: readonly APIButtonComponent[];
  /** A quiet line below the papers. */
  readonly foot?: string;
  /** A line above everything, such as a role's mention. */
  readonly lead?: string;
}

const ACCENT = 0x4f7cac;

/** One message: a container with heading, rows and select, and a row of buttons. Ten rows fit in any script. */
export function renderList(view: ListView, options: PackOptions = {}): PackedMessage {
  const { heading, note, papers, empty, openId, buttons, foot, lead } = view;
  const room = { codePoints: ROWS_TEXT - codePointsOf(foot ?? ''), bytes: ROWS_BYTES - bytesOf(foot ?? '') };
  const blocks = papers.map((paper) => renderRow(paper, view));
  const rows = fitBlocks(
    canFit(blocks, room) ? blocks : papers.map((paper) => renderRow(paper, { ...view, short: true })),
    room,
  );
  const header = note === undefined ? `## ${heading}` : `## ${heading}\n-# ${note}`;
  return packMessage(
    [
      ...(lead === undefined ? [] : [text(lead)]),
      container(
        [
          text(header),
          ...(papers.length === 0 ? [text(empty)] : rows.map((content) => text(content.replace(/\n\n+/g, '\n')))),
          ...(foot === undefined ? [] : [text(foot)]),
          ...(papers.length === 0 ? [] : [row([select(openId, 'Open a paper…', papers.map(renderOption))])]),
        ],
        ACCENT,
      ),
      ...(buttons.length === 0 ? [] : [row(buttons)]),
    ],
    options,
  );
}
