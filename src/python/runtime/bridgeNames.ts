import type { Bridge } from '../bridge.ts'

/** Every function of the bridge: the compiler sees to it that none is missing and none too many. */
const NAMES: Readonly<Record<keyof Bridge, true>> = {
  thread_ident: true,
  thread_start: true,
  thread_switch: true,
  thread_yield: true,
  thread_park: true,
  thread_wake: true,
  thread_object: true,
  thread_count: true,
  task_begin: true,
  task_end: true,
  sleep: true,
  switch_interval: true,
  set_switch_interval: true,
  object_new: true,
  object_holder: true,
  operation: true,
  sem_new: true,
  sem_try: true,
  sem_acquire: true,
  sem_release: true,
  sem_value: true,
  hold: true,
  let_go: true,
  pipe_new: true,
  pipe_send: true,
  pipe_put: true,
  pipe_take: true,
  pipe_poll: true,
  pipe_wait: true,
  end_dup: true,
  end_adopt: true,
  end_close: true,
  pid: true,
  parent_pid: true,
  process_spawn: true,
  process_fork: true,
  process_wait: true,
  process_exit: true,
  process_exit_code: true,
  process_signal: true,
  wait_any: true,
  next_signal: true,
  set_handled: true,
  memory_new: true,
  memory_open: true,
  memory_unlink: true,
  memory_size: true,
  memory_name: true,
  memory_map: true,
  memory_unmap: true,
  write: true,
  read_line: true,
  settings: true,
  site_of: true,
  report: true,
}

export const BRIDGE_NAMES = Object.keys(NAMES) as readonly (keyof Bridge)[]

type MayWait = {
  [Name in keyof Bridge]: Promise<never> extends ReturnType<Bridge[Name]> ? Name : never
}[keyof Bridge]

const MAY_WAIT: Readonly<Record<MayWait, true>> = {
  thread_switch: true,
  thread_yield: true,
  thread_park: true,
  sleep: true,
  sem_acquire: true,
  pipe_send: true,
  pipe_poll: true,
  process_spawn: true,
  process_fork: true,
  process_wait: true,
  wait_any: true,
  read_line: true,
}

/** Those that may return a promise. */
export const WAITING: ReadonlySet<string> = new Set(Object.keys(MAY_WAIT))
