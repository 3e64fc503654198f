// Loaded before anything else (`node --import`), and plain JavaScript, so that an older Node can still run it and say
// what is missing instead of failing on the first TypeScript file.
const REQUIRED_MAJOR = 26;

if (Number(process.versions.node.split('.')[0]) < REQUIRED_MAJOR) {
  process.stderr.write(
    `Paperboy needs Node ${REQUIRED_MAJOR}; this is Node ${process.versions.node}. ` +
      'Run `npm ci` and start with `npm start`: npm brings the right Node along. ' +
      `Where it cannot (npm older than 11, optional packages left out, or no build for ${process.platform}-${process.arch}), ` +
      `install Node ${REQUIRED_MAJOR} yourself.\n`,
  );
  process.exit(1);
}
