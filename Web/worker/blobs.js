// @ts-check
/** Encrypted files, by HTTP; see "Blobs" in docs/protocol.md. */

/** @import { Bytes } from './types.d.ts' */

/** How long a transfer may take, in milliseconds. */
const TIMEOUT = 300_000;

/**
 * @param {Bytes} blob
 * @param {Bytes} token
 * @param {Bytes} body
 * @returns {Promise<boolean>} Whether the server has it.
 */
export async function upload(blob, token, body) {
  try {
    const response = await fetch(address(blob), {
      method: 'PUT',
      headers: { Authorization: `Tandem ${hex(token)}` },
      body,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {Bytes} blob
 * @param {number} limit
 * @returns {Promise<Bytes | null>} Null if it cannot be had, or is larger than `limit`.
 */
export async function download(blob, limit) {
  try {
    const response = await fetch(address(blob), { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok || !response.body) return null;
    return await read(response.body, limit);
  } catch {
    return null;
  }
}

/**
 * All of a stream, or null as soon as it is longer than `limit`.
 *
 * @param {ReadableStream<Bytes>} stream
 * @param {number} limit
 * @returns {Promise<Bytes | null>}
 */
async function read(stream, limit) {
  /** @type {Bytes[]} */
  const parts = [];
  let count = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    count += part.value.length;
    if (count > limit) {
      await reader.cancel();
      return null;
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Bytes} blob */
function address(blob) {
  return `/v1/blobs/${hex(blob)}`;
}

/** @param {Bytes} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
