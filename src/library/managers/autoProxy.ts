import { BaseProxy, remoteMethod, tokenOf } from './proxy.ts'

/** A proxy with the methods that its referent exposes: for types that a program registers. */
export class AutoProxy extends BaseProxy {
  constructor() {
    super()
    for (const name of tokenOf(this).exposed) remoteMethod(this, name)
  }
}
