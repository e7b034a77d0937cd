/* A library that others build on: they use its variable and its functions. Made like fast.c, linked with
   --export=shared --export=call --export=set. */
#define PUBLIC __attribute__((visibility("default")))
PUBLIC int shared = 5;
static int state = 7;
static int bump(void) { return ++state; }
static int (*hook)(void) = bump;
PUBLIC int call(void) { return hook() * 100 + shared; }
PUBLIC void set(int value) { shared = value; }
