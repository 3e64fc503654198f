import { el } from './dom.js';

/** An image's place, with what it shows in words: no image is ever fetched. */
export function renderFrame(description, { isSpoiler = false } = {}) {
  const frame = el('figure', { class: 'frame', role: 'img', 'aria-label': description }, description);
  return isSpoiler
    ? el('details', { class: 'hidden-part' }, el('summary', {}, 'Spoiler: press to show'), frame)
    : frame;
}
