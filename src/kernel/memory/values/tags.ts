/**
 * The format of a message, little-endian, private to one run:
 *
 *     byte 0: flags (`Flag`); then the root value; then the bodies put off, in the order in which they were put off;
 *     with `Flag.Buffers` the bytes of the buffers (count, then length and bytes of each), the names of the shared ones
 *     (count, then each) and, as the last four bytes, where that part starts.
 *
 * A value is a tag and what follows it. Counts and lengths are varints (seven bits a byte, low first). A value that
 * can be referred to gets the next number, from 0, as its tag is written; `Reference` names it. A container `DEPTH`
 * levels deep writes its header alone, and its body is put off: both sides count alike, so no mark is needed.
 */
export const enum Tag {
  Undefined = 0,
  Null = 1,
  True = 2,
  False = 3,
  Hole = 4,
  /** One, two, four bytes, signed. */
  Int8 = 5,
  Int16 = 6,
  Int32 = 7,
  Float64 = 8,
  /** Eight bytes, signed. */
  BigInt64 = 9,
  /** Text: hexadecimal digits, a minus before them. */
  BigIntText = 10,
  /** Length, then a byte a character. */
  Ascii = 11,
  /** Length in bytes, then UTF-8. */
  Utf8 = 12,
  /** Length in UTF-16 units, then two bytes each. Survives lone surrogates. */
  Utf16 = 13,
  Reference = 14,
  /** Length; body: values and holes. */
  Array = 15,
  /** Length, count; body: index and value of each. */
  SparseArray = 16,
  /** Length, padding to the width, then a run of that type. */
  Int8Array = 17,
  Int16Array = 18,
  Int32Array = 19,
  Float64Array = 20,
  /** Length in bytes of the definition, its hash, the definition; body: values. */
  NewShape = 21,
  /** Number of a shape in this message; body: values. */
  Shape = 22,
  /** Family, count; body: key and value of each. */
  Dictionary = 23,
  /** Count; body: keys and values. */
  Map = 24,
  /** Count; body: values. */
  Set = 25,
  /** Class name, then `Array`, `SparseArray`, `Map` or `Set`; after its body: count, then key and value of each. */
  Derived = 26,
  Date = 27,
  /** Source, flags, lastIndex. */
  RegExp = 28,
  /** Number of the buffer. */
  Buffer = 29,
  /** Type, number of the buffer, byte offset, byte length. */
  View = 30,
  /** `ErrorType`, class name (empty: none), count; body: enumerable, key and value of each. */
  Error = 31,
  /** A primitive. */
  Boxed = 32,
  /** Index in the program's table of functions. */
  Function = 33,
  /** Name. */
  Class = 34,
  /** Type, data. */
  Transfer = 35,
  /** Callable, code, count, then name and value of each parameter. */
  Poison = 36,
  /** A copy of shared state. `StateKind`, name of an instance's class, count; body: values, of all but arrays with keys. */
  State = 37,
  /** Number of the shared buffer in this message. */
  SharedBuffer = 38,
  /** Type, number of the shared buffer, byte offset, byte length. */
  SharedView = 39,

  /** Up to 63 ASCII characters: `ShortText + length`. */
  ShortText = 0x40,
  /** 0 to 127: `SmallInt + value`. */
  SmallInt = 0x80,
}

export const enum Flag {
  None = 0,
  Buffers = 1,
}

/** What an object of a shape is. */
export const enum Family {
  Plain = 0,
  NullPrototype = 1,
  /** Followed by the class's name. */
  Instance = 2,
}

/** Containers nested deeper than this have their bodies put off, so that no message exhausts the stack. */
export const DEPTH = 100
/** Kernel objects within the data of kernel objects. */
export const TRANSFER_DEPTH = 4
/** An object with more keys is written as a dictionary. */
export const SHAPE_KEYS = 32
