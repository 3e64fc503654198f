/**
 * An element. Attributes that are undefined or false are left out, `on` holds listeners. Strings among the children
 * become text nodes: nothing on this page is ever read as HTML.
 */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

/** The address of a channel on this page, for one of the people. */
export function addressOf(personId, channelId) {
  return `#${personId}/${channelId}`;
}

/** Makes `parent` hold just these nodes, and moves none that is already in its place: it may have the focus. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of nodes) {
    if (cursor === node) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

let lastNumber = 0;

/** An id that no other element has. */
export function newElementId(prefix) {
  lastNumber += 1;
  return `${prefix}-${lastNumber}`;
}
