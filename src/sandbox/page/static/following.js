/** Nearer to the end than this is at the end. */
const NEAR_PX = 40;

/** Keeps a list at its end while its reader is there, and where it is while they are not. `newer` leads to the end. */
export function createFollowing(list, newer) {
  let isFollowing = true;
  const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  const goToEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  // To the beginning of the last message if that is taller than the list.
  const reveal = () => {
    const last = list.lastElementChild;
    if (last !== null && last.offsetHeight > list.clientHeight) list.scrollTop = last.offsetTop;
    else goToEnd();
    newer.hidden = true;
  };
  list.addEventListener('scroll', () => {
    isFollowing = isAtEnd();
    if (isFollowing) newer.hidden = true;
  });
  // The composer grows and shrinks.
  new ResizeObserver(() => {
    if (isFollowing) goToEnd();
  }).observe(list);
  newer.addEventListener('click', reveal);
  // A keyboard scrolls it.
  list.tabIndex = 0;

  return {
    /** Before a change. @returns what is to be called after it */
    begin() {
      const wasAtEnd = isAtEnd();
      return ({ isElsewhere, hasNew }) => {
        if (isElsewhere || (wasAtEnd && hasNew)) reveal();
        else if (wasAtEnd) goToEnd();
        else if (hasNew) newer.hidden = false;
      };
    },
    reveal,
  };
}
