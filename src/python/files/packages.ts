import type { InstalledPackage } from '../../program/packages.ts'
import type { EmscriptenModule } from './emscripten.ts'

/** Where CPython looks for what was installed; on `sys.path` from the start. */
const SITE_PACKAGES = '/lib/python3.14/site-packages'

/**
 * Puts what the host has installed where every process's Python finds it. The contents are not copied: the files of all
 * processes are views of one memory, so that nobody may write to them.
 */
export function mountPackages(pyodideModule: object, packages: readonly InstalledPackage[]): void {
  const { FS, ERRNO_CODES } = pyodideModule as EmscriptenModule
  const made = new Set<string>()
  const written = new Set<string>()
  for (const { files, memory } of packages) {
    for (const { path, start, length } of files) {
      const whole = `${SITE_PACKAGES}/${path}`
      const parent = whole.slice(0, whole.lastIndexOf('/'))
      if (!made.has(parent)) {
        FS.mkdirTree(parent)
        made.add(parent)
      }
      FS.writeFile(whole, new Uint8Array(memory, start, length), { canOwn: true })
      written.add(whole)
    }
  }
  // Only now: several packages may bring a file of the same name (a test, a licence), of which the last one stays, as with pip.
  for (const path of written) {
    FS.chmod(path, READ_ONLY)
    const { node } = FS.lookupPath(path)
    node.node_ops = { ...node.node_ops, setattr: refuse }
  }

  /** As of files of somebody else: neither permissions nor size can be changed. */
  function refuse(): never {
    throw new FS.ErrnoError(ERRNO_CODES.EPERM ?? 0)
  }
}

const READ_ONLY = 0o444
