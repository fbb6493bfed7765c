// @ts-check
/** The presentation language's integers and vectors (RFC 8446 §3, RFC 9420 §2.1.2). */

/** @import { Bytes } from './types.d.ts' */

/** Bytes that are no value of the expected form. */
export class WireError extends Error {}

/** The greatest length that a vector's header can say. */
const GREATEST_LENGTH = 2 ** 30 - 1;

/** Appends values to a buffer that grows. */
export class Writer {
  #bytes = new Uint8Array(256);
  #count = 0;

  /** What was written. */
  get bytes() {
    return this.#bytes.slice(0, this.#count);
  }

  /** @param {number} value */
  uint8(value) {
    const at = this.#reserve(1);
    this.#bytes[at] = value;
  }

  /** @param {number} value */
  uint32(value) {
    const at = this.#reserve(4);
    new DataView(this.#bytes.buffer).setUint32(at, value);
  }

  /** @param {Uint8Array} bytes */
  raw(bytes) {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** @param {Uint8Array} bytes */
  vector(bytes) {
    this.#length(bytes.length);
    this.raw(bytes);
  }

  /**
   * A vector of values.
   *
   * @template Value
   * @param {Value[]} values
   * @param {(writer: Writer, value: Value) => void} write
   */
  values(values, write) {
    const body = new Writer();
    for (const value of values) write(body, value);
    this.vector(body.#bytes.subarray(0, body.#count));
  }

  /** @param {number} count */
  #length(count) {
    if (count < 1 << 6) this.uint8(count);
    else if (count < 1 << 14) {
      this.uint8(0x40 | (count >> 8));
      this.uint8(count);
    } else if (count <= GREATEST_LENGTH) this.uint32((0x80000000 | count) >>> 0);
    else throw new WireError('too long for a vector');
  }

  /** @param {number} count */
  #reserve(count) {
    const at = this.#count;
    this.#count += count;
    if (this.#count > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#count, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
    }
    return at;
  }
}

/** Takes values from the front of a buffer. */
export class Reader {
  #bytes;
  #at = 0;

  /** @param {Bytes} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd() {
    return this.#at === this.#bytes.length;
  }

  uint8() {
    return this.#bytes[this.#take(1)];
  }

  uint32() {
    return this.#view(4).getUint32(0);
  }

  /** A 64-bit integer; those above 2^53 lose precision, which times do not reach. */
  uint64() {
    return Number(this.#view(8).getBigUint64(0));
  }

  /**
   * A copy of the next `count` bytes.
   *
   * @param {number} count
   */
  fixed(count) {
    const at = this.#take(count);
    return this.#bytes.slice(at, at + count);
  }

  vector() {
    return this.fixed(this.#length());
  }

  /**
   * All values of a vector.
   *
   * @template Value
   * @param {(reader: Reader) => Value} read
   * @returns {Value[]}
   */
  values(read) {
    const at = this.#take(this.#length());
    const body = new Reader(this.#bytes.subarray(at, this.#at));
    /** @type {Value[]} */
    const values = [];
    while (!body.isAtEnd) values.push(read(body));
    return values;
  }

  #length() {
    const first = this.uint8();
    const least = first & 0x3f;
    switch (first >> 6) {
      case 0:
        return least;
      case 1:
        return this.#canonical(least * 2 ** 8 + this.uint8(), 1 << 6);
      case 2:
        return this.#canonical(least * 2 ** 24 + this.#uint24(), 1 << 14);
      default:
        throw new WireError('malformed length');
    }
  }

  #uint24() {
    return this.uint8() * 2 ** 16 + this.uint8() * 2 ** 8 + this.uint8();
  }

  /**
   * @param {number} length
   * @param {number} least
   */
  #canonical(length, least) {
    if (length < least) throw new WireError('malformed length');
    return length;
  }

  /** @param {number} count */
  #view(count) {
    const at = this.#take(count);
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + at, count);
  }

  /** @param {number} count */
  #take(count) {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new WireError('truncated');
    this.#at += count;
    return at;
  }
}
