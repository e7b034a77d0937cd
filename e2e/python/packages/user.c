/* A library that uses base.c's by address and changes it when it is loaded: once, and not again in a forked child. Made like fast.c,
   linked with --export=use --export=__wasm_call_ctors. */
extern int shared;
extern int call(void);
static int (*volatile called)(void) = call;
static int *volatile where = &shared;
__attribute__((visibility("default"))) int use(void) { return called() * 10 + *where; }
__attribute__((constructor)) static void begin(void) { shared += 1; }
