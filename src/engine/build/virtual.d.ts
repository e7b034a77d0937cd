/** The sandbox, as `weftSandbox` builds it. */
declare module 'virtual:weft-sandbox' {
  /** The whole document of the opaque frame, its policy included. */
  export const srcdoc: string
  /** A further policy for the app's page where the sandbox does without `data:` URLs. */
  export const strictPolicy: string
}

/** Only inside the bundle of the sandbox's frame. */
declare module 'virtual:weft-workers' {
  export const processScript: string
  export const collectorScript: string
}

/** Python's files beside the page, as `weftPython` puts them there. */
declare module 'virtual:weft-python' {
  import type { PythonFiles } from '../protocol.ts'
  import type { RemoteFile } from '../python/download.ts'
  import type { HostWheel } from '../python/hostWheels.ts'

  /** Names everything that a base snapshot depends on. */
  export const version: string
  export const files: PythonFiles<RemoteFile>
  /** Of the host's folder. */
  export const wheels: readonly HostWheel[]
}
