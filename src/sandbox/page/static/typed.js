/**
 * Reads a command that was typed or pasted in full: `/trending period:week topic:LLM`. A value goes on to the next
 * option.
 *
 * `commands` are those that are offered. Answers `{ offered, values }`, values by option, or `{ fault }`, a sentence.
 */
export function readTyped(text, commands) {
  const [, line] = /^\/\s*(.*)$/s.exec(text.trim()) ?? [];
  const offered = commands
    .filter(({ name }) => line === name || line?.startsWith(`${name} `))
    .reduce((longest, each) => (each.name.length > (longest?.name.length ?? 0) ? each : longest), undefined);
  if (offered === undefined) return { fault: `There is no command ${text.trim()} that you can use here.` };
  const rest = ` ${line.slice(offered.name.length)}`;
  const marks = offered.options
    .flatMap(({ name }) => {
      const at = rest.indexOf(` ${name}:`);
      return at < 0 ? [] : [{ name, at, from: at + name.length + 2 }];
    })
    .toSorted((a, b) => a.at - b.at);
  const before = rest.slice(0, marks[0]?.at).trim();
  if (before !== '') return { fault: `/${offered.name} has no option for “${before}”.` };
  const values = marks.map(({ name, from }, index) => [name, rest.slice(from, marks[index + 1]?.at).trim()]);
  return { offered, values: Object.fromEntries(values.filter(([, value]) => value !== '')) };
}
