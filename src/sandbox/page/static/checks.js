/** Discord's numbers of option types. */
export const TYPE = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

/** Messages hold no more characters. */
const MOST_CONTENT = 2000;
/** A text can hold no more, whatever the option says. */
const MOST_TEXT = 6000;
const KIND = {
  [TYPE.user]: 'a person',
  [TYPE.channel]: 'a channel',
  [TYPE.role]: 'a role',
  [TYPE.mentionable]: 'a person or a role',
  [TYPE.attachment]: 'a file',
};

/**
 * What is wrong with an option's value before it is sent, in a sentence; the sandbox says the same of what is sent
 * nevertheless. An option that was left out has the value undefined.
 */
export function checkOption(option, value) {
  if (value === undefined) return option.required ? 'This option is required.' : undefined;
  const fault = checkValue(option, value);
  if (fault !== undefined) return fault;
  const choices = option.choices ?? [];
  if (choices.length === 0 || choices.some((choice) => choice.value === value)) return undefined;
  return `Choose one of: ${choices.map((choice) => choice.name).join(', ')}.`;
}

/** The same of a message. */
export function checkContent(content) {
  const length = [...content].length;
  if (length <= MOST_CONTENT) return undefined;
  return `This message is too long: ${MOST_CONTENT} characters are the most, and it has ${length}.`;
}

function checkValue(option, value) {
  switch (option.type) {
    case TYPE.string:
      return checkText(option, value);
    case TYPE.integer:
      return Number.isSafeInteger(value) ? checkRange(option, value) : 'This takes a whole number.';
    case TYPE.number: {
      const isNumber = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
      return isNumber ? checkRange(option, value) : 'This takes a number.';
    }
    case TYPE.boolean:
      return typeof value === 'boolean' ? undefined : 'This is either true or false.';
    default:
      return typeof value === 'string' && /^\d{17,20}$/.test(value) ? undefined : `This takes ${KIND[option.type]}.`;
  }
}

function checkText({ min_length: min = 1, max_length: max = MOST_TEXT }, value) {
  if (typeof value !== 'string') return 'This takes a text.';
  const length = [...value].length;
  if (length < Math.max(1, min)) return `This takes at least ${Math.max(1, min)} characters.`;
  return length > max ? `This takes at most ${max} characters.` : undefined;
}

function checkRange({ min_value: min, max_value: max }, value) {
  if (min !== undefined && value < min) return `This takes at least ${min}.`;
  return max !== undefined && value > max ? `This takes at most ${max}.` : undefined;
}
