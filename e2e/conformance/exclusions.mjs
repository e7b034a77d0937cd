/**
 * Tests of CPython's suite that are left out, each with its reason. `text`: what in a test's own source tells that it needs what a
 * browser has not; `name`: tests by `Class.test`, where the source does not tell.
 *
 * @type {readonly { readonly text?: RegExp, readonly name?: RegExp, readonly reason: string }[]}
 */
export const EXCLUSIONS = [
  {
    text: /assert_python_(ok|failure)|script_helper|\bsubprocess\b|spawn_python|self\._run_and_join|\bsys\.executable\b/,
    reason: 'starts another interpreter as a subprocess',
  },
  { text: /run_in_subinterp|_xxsubinterpreters|\bsubinterp/, reason: 'needs sub-interpreters' },
  {
    text: /_testcapi|_testinternalcapi|pythonapi|PyThreadState_SetAsyncExc/,
    reason: "needs modules of CPython's test build",
  },
  // The name of the machine is all that some take of the helper: they make do with Listener and Client.
  { text: /\bsocket\.\w|socket_helper\.(?!HOST\b)|AF_INET|AF_UNIX|AF_PIPE/, reason: 'needs sockets' },
  {
    name: /^\w+TestProcess\.test_many_processes$/,
    reason: 'keeps 100 processes alive at the same time: the limit here is 8, of about 115 MB each',
  },
  {
    name: /^\w+TestRemoteManager\.test_remote$/,
    reason:
      'takes time.sleep for a thing that XML cannot carry: here it is a function of Python, which has attributes',
  },
  { name: /^\w+TestPicklingConnections\.test_pickling$/, reason: 'its listener is a socket' },
  { text: /_current_frames/, reason: 'walks the frames of other threads' },
  { text: /os\.fork\(/, reason: 'calls os.fork(), which cannot return twice here' },
  {
    name: /^\w*ThreadTests\.test_disallow_instantiation$/,
    reason: 'since CPython 3.13 threading.Lock is the class of locks itself',
  },
  {
    text: /_start_new_thread|_tstate_lock|_shutdown_locks/,
    reason: 'looks at what CPython 3.13 took out of threading',
  },
  {
    text: /send_handle|recv_handle|DupFd|os\.dup2?\(|os\.fdopen|os\.pipe\(|\bfd_transfer\b|os\.write\(/,
    reason: 'passes file descriptors from process to process',
  },
]
