/*
 * A compiled module, as small as one can be that needs all of what a library may: data with addresses in it, its own functions and others'
 * by pointer, functions of Python and of C. What is used of Python is declared here, as its headers for this platform are no part of Weft.
 * fast.cpython-314-wasm32-emscripten.so is made of it by LLVM 14:
 *   clang --target=wasm32-unknown-emscripten -fPIC -O2 -fvisibility=hidden -c fast.c
 *   wasm-ld --experimental-pic -shared --no-entry --strip-all --allow-undefined --export-if-defined=PyInit_fast \
 *     -o fast.cpython-314-wasm32-emscripten.so fast.o
 */
typedef struct _object PyObject;
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef struct { const char *name; PyCFunction run; int flags; const char *doc; } PyMethodDef;
typedef struct { int refcount; void *type; PyObject *(*init)(void); int index; PyObject *copy; } PyModuleDef_Base;
typedef struct {
  PyModuleDef_Base base; const char *name; const char *doc; int size; PyMethodDef *methods;
  void *slots, *traverse, *clear, *free;
} PyModuleDef;
extern PyObject *PyModule_Create2(PyModuleDef *, int);
extern PyObject *PyLong_FromLong(long);
extern long PyLong_AsLong(PyObject *);
extern PyObject *PyErr_Format(PyObject *, const char *, ...);
extern PyObject *PyExc_ValueError;
extern void qsort(void *, unsigned long, unsigned long, int (*)(const void *, const void *));

static int count = 0;
static int values[4] = {3, 1, 2, 0};
static int less(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int (*compare)(const void *, const void *) = less;
extern PyObject *PyNumber_Add(PyObject *, PyObject *);
PyObject *(*volatile adder)(PyObject *, PyObject *) = PyNumber_Add;

static PyObject *square(PyObject *self, PyObject *n) {
  long value = PyLong_AsLong(n);
  if (value < 0) return PyErr_Format(PyExc_ValueError, "%ld is less than nothing", value);
  return PyLong_FromLong(value * value);
}
static PyObject *counted(PyObject *self, PyObject *unused) { return PyLong_FromLong(++count); }
static PyObject *least(PyObject *self, PyObject *unused) {
  qsort(values, 4, sizeof(int), compare);
  return PyLong_FromLong(values[0] * 10 + values[3]);
}
static PyObject *twice(PyObject *self, PyObject *n) { return adder(n, n); }
static PyMethodDef methods[] = {
  {"square", square, 8, "n times n"}, {"counted", counted, 4, "how often"}, {"least", least, 4, "sorted"}, {"twice", twice, 8, "n + n"}, {0}};
static PyModuleDef module = {{1}, "fast", "Quick.", -1, methods};
__attribute__((visibility("default"))) PyObject *PyInit_fast(void) { return PyModule_Create2(&module, 1013); }
