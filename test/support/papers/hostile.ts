import fc from 'fast-check';

/** Any characters at all. The library's own, of the unit `binary`, takes seconds to make. */
export const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0x10_ff_ff }).map((codePoint) => String.fromCodePoint(codePoint)),
});

/** Any text, and above all such that wants to act. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      anyText,
      fc.constantFrom(
        '](https://evil.example)',
        '[x](https://evil.example)',
        '@everyone',
        '@here',
        '<@123456789012345678>',
        '<@&123456789012345678>',
        '<#123456789012345678>',
        '<t:0:R>',
        '</help:123456789012345678>',
        '<a:x:123456789012345678>',
        '\n# heading',
        '\n-# small',
        '\n> quote',
        '\n>>> all',
        '\n- list',
        '\n1. list',
        '```',
        '`',
        '**',
        '__',
        '~~',
        '||',
        '\\',
        'https://evil.example/x',
        '<https://evil.example>',
        'discord.gg/evil',
        '\u202E',
        '\u200B',
        '\u0000',
        'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
        '👩‍👩‍👧‍👦',
        '日本語のタイトル',
        'العربية',
        '$x_{1}$',
        '\\textbf{',
        '$$',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
