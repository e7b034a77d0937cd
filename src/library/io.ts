import { KernelDevice } from '../kernel/exchange/device.ts'
import { awaitable, twinOf } from './awaitable.ts'
import {
  Device,
  deviceOf,
  type ReadOptions,
  type RequestOptions,
  type Response,
  type WaitOptions,
} from './ioDevice.ts'
import { DEFAULTS, type DeviceOptions } from './ioSettings.ts'
import { applyFunction } from './runtime/builtins.ts'
import { current, type ProcessContext } from './runtime/current.ts'

export { OSError, TimeoutError } from './errors.ts'
export { Device }

const devices = new WeakMap<ProcessContext, Device>()

/** The device that all processes and threads of a run share. */
function shared(): Device {
  const context = current()
  let device = devices.get(context)
  if (device === undefined) {
    const { kernel } = context
    device = deviceOf(KernelDevice.shared(kernel, { ...DEFAULTS, seed: kernel.settings.seed }))
    devices.set(context, device)
  }
  return device
}

/** Changes the device that all share, for the requests from now on. */
export function configure(options: DeviceOptions): void {
  shared().configure(options)
}

export function read(name: string, options?: ReadOptions): string {
  return shared().read(name, options)
}

export function readBytes(name: string, options?: ReadOptions): Uint8Array {
  return shared().readBytes(name, options)
}

export function write(name: string, data: string | Uint8Array, options?: WaitOptions): number {
  return shared().write(name, data, options)
}

export function request(url: string, options?: RequestOptions): Response {
  return shared().request(url, options)
}

/** The twin of a function is the twin of the device's method. */
function twin(method: Function): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => applyFunction(twinOf(method) as Function, shared(), args)
}
awaitable(read, twin(Device.prototype.read))
awaitable(readBytes, twin(Device.prototype.readBytes))
awaitable(write, twin(Device.prototype.write))
awaitable(request, twin(Device.prototype.request))
