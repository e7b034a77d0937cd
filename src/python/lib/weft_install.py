"""Puts our lowest layer in place. Runs once, while the base snapshot is made, before anything of the standard library binds another."""

import weft_descriptors
import weft_memory
import weft_os
import weft_queue
import weft_semaphores
import weft_signals
import weft_threads

weft_signals.install()
weft_threads.install()
weft_queue.install()
weft_os.install()
weft_descriptors.install()
weft_semaphores.install()
weft_memory.install()

# What follows binds what precedes.
import weft_asyncio  # noqa: E402
import weft_clock  # noqa: E402
import weft_connections  # noqa: E402
import weft_packages  # noqa: E402
import weft_processes  # noqa: E402
import weft_tracebacks  # noqa: E402

weft_memory.install_arena()
weft_semaphores.install_synchronize()
weft_clock.install()
weft_connections.install()
weft_processes.install()
weft_asyncio.install()
weft_tracebacks.install()
weft_packages.install()

# It has modules imported that bind the above.
import weft_tasks  # noqa: E402

weft_tasks.install()

# The worker calls its functions.
import weft_process  # noqa: E402, F401
