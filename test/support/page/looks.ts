import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules of WCAG 2.2, levels A and AA: contrast of 4.5 to 1, a name for every control, and more. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What is wrong with how a page looks, a sentence each: what juts out of the window, texts that are cut off, controls
 * that lie on each other, and what axe-core finds against WCAG 2.2.
 */
export async function findFaults(page: Page): Promise<readonly string[]> {
  await stopMoving(page);
  return [
    ...(await page.evaluate(findLayoutFaults)),
    ...(await page.evaluate(findCutPlaceholders)),
    ...(await page.evaluate(findPalePlaceholders)),
    ...(await findWcagFaults(page, { type: 'tag', values: RULES })),
  ];
}

/** What is wrong with a page's colours alone: all that can differ between light and dark. */
export async function findPaleText(page: Page): Promise<readonly string[]> {
  const rules: axe.RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
  return [...(await page.evaluate(findPalePlaceholders)), ...(await findWcagFaults(page, rules))];
}

/** Keeps a picture for whoever wants to look: `LOOKS` names the folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOKS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await stopMoving(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function stopMoving(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
}

async function findWcagFaults(page: Page, runOnly: axe.RunOnly): Promise<readonly string[]> {
  // By the debugger, which the page's own policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    return (await run(document, { runOnly: rules, resultTypes: ['violations'] })).violations;
  }, runOnly);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}

/** Runs in the browser, so it uses nothing from outside of itself. */
function findLayoutFaults(): string[] {
  const SLACK_PX = 1;
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [role=option], [role=button]';
  type Box = Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;

  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element) => {
    const style = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, style);
    return style;
  };
  const around = (element: Element | null): Element[] =>
    element === null ? [] : [element, ...around(element.parentElement)];
  const describe = (element: Element) =>
    `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent?.trim().slice(0, 50)}`;
  // A pixel of an element is there for screen readers alone.
  const shown = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > SLACK_PX,
  );
  /** What is left of a box where what is around it cuts or scrolls; undefined if nothing is. */
  const clip = (box: Box, element: Element, kinds: readonly string[]): Box | undefined => {
    let { left, right, top, bottom } = box;
    for (const outer of around(element)) {
      const { overflowX, overflowY } = styleOf(outer);
      const edge = outer.getBoundingClientRect();
      if (kinds.includes(overflowX)) [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (kinds.includes(overflowY)) [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      if (styleOf(outer).position === 'fixed' || outer.tagName === 'DIALOG') break;
    }
    return right - left > SLACK_PX && bottom - top > SLACK_PX ? { left, right, top, bottom } : undefined;
  };

  const findWide = () => {
    const mayScroll = (element: Element) => element.tagName === 'PRE';
    const wide = shown.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const isOut = width > 0 && (left < -SLACK_PX || right > innerWidth + SLACK_PX);
      const isScrolled =
        styleOf(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + SLACK_PX;
      const isShort = styleOf(element).textOverflow === 'ellipsis';
      return (isOut || (isScrolled && !isShort)) && !around(element).some(mayScroll);
    });
    return wide.map((element) => `is too wide: ${describe(element)}`);
  };

  const findCutText = () => {
    const cut = shown.filter((element) => {
      if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()))
        return false;
      const { textOverflow } = styleOf(element);
      // With an ellipsis and all of it in a title, a text is shortened, not cut off.
      if (textOverflow === 'ellipsis') return element.title !== element.textContent;
      const range = document.createRange();
      range.selectNodeContents(element);
      const box = range.getBoundingClientRect();
      // What is scrolled out of sight is not cut off: only what is in sight is looked at.
      const inSight = clip(box, element, ['auto', 'scroll']);
      if (inSight === undefined) return false;
      const left = clip(inSight, element, ['hidden', 'clip']);
      return (
        left === undefined ||
        Object.keys(left).some((side) => Math.abs(left[side as keyof Box] - inSight[side as keyof Box]) > SLACK_PX)
      );
    });
    return cut.map((element) => `is cut off: ${describe(element)}`);
  };

  const findOverlaps = () => {
    /** What lies above all else: what is under it is meant to be. */
    const layerOf = (element: Element) =>
      around(element).find(
        (outer) =>
          outer.tagName === 'DIALOG' || (styleOf(outer).zIndex !== 'auto' && styleOf(outer).position !== 'static'),
      );
    const controls = shown
      .filter((element) => element.matches(CONTROLS))
      .map((element) => ({
        element,
        layer: layerOf(element),
        boxes: [...element.getClientRects()].flatMap((box) => clip(box, element, ['auto', 'scroll', 'hidden']) ?? []),
      }));
    const touch = (a: Box, b: Box) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK_PX &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK_PX;
    return controls.flatMap((one, index) =>
      controls
        .slice(index + 1)
        .filter(({ element, layer }) => layer === one.layer && !one.element.contains(element))
        .filter(({ boxes }) => boxes.some((box) => one.boxes.some((mine) => touch(mine, box))))
        .map(({ element }) => `overlap: ${describe(one.element)} and ${describe(element)}`),
    );
  };

  return [...findWide(), ...findCutText(), ...findOverlaps()];
}

/** Placeholders that end where their field does, and not in an ellipsis. Runs in the browser, as above. */
function findCutPlaceholders(): string[] {
  const canvas = document.createElement('canvas').getContext('2d');
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[placeholder]:placeholder-shown')]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      if (canvas === null) return true;
      const { font, paddingLeft, paddingRight } = getComputedStyle(element);
      canvas.font = font;
      const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      const isShort = getComputedStyle(element, '::placeholder').textOverflow === 'ellipsis';
      return canvas.measureText(element.placeholder).width > room && !isShort;
    })
    .map((element) => `has a placeholder that is cut off: ${element.placeholder}`);
}

/** axe-core looks at no placeholders. Runs in the browser, as above. */
function findPalePlaceholders(): string[] {
  const LEAST_CONTRAST = 4.5;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color: string) => {
    if (canvas === null) return 0;
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) =>
      byte / 255 <= 0.040_45 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  return [...document.querySelectorAll('[placeholder]:not([placeholder=""])')]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const text = luminance(getComputedStyle(element, '::placeholder').color);
      const back = luminance(getComputedStyle(element).backgroundColor);
      return Math.max(text / back, back / text) < LEAST_CONTRAST;
    })
    .map((element) => `has a pale placeholder: ${element.getAttribute('placeholder')}`);
}
