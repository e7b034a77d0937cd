// Imported first by every command, and written so that very old versions of Node can still read it.
const NEEDED_MAJOR = 20
const NEEDED_MINOR = 19
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < NEEDED_MAJOR || (major === NEEDED_MAJOR && minor < NEEDED_MINOR)) {
  console.error(
    `Weft needs Node.js ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer; this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org/ and run the command again.',
  )
  process.exit(1)
}
