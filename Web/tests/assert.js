// @ts-check
/** The few assertions that the tests need. */

/**
 * @param {unknown} condition
 * @param {string} [message]
 * @returns {asserts condition}
 */
export function assert(condition, message = 'the condition does not hold') {
  if (!condition) throw new Error(message);
}

/**
 * Whether two values have the same structure; typed arrays are compared by their elements.
 *
 * @template T
 * @param {T} actual
 * @param {T} expected
 */
export function assertEquals(actual, expected) {
  const [left, right] = [inspect(actual), inspect(expected)];
  if (left !== right) throw new Error(`got ${left}, expected ${right}`);
}

/** A value as text, the same for values of the same structure; also in browsers. @param {unknown} value */
function inspect(value) {
  return JSON.stringify(value, (_, part) => {
    if (part === undefined) return 'undefined';
    if (ArrayBuffer.isView(part)) {
      return { bytes: [.../** @type {Uint8Array} */ (part)] };
    }
    if (part && Object.getPrototypeOf(part) === Object.prototype) {
      return Object.fromEntries(Object.entries(part).sort());
    }
    return part;
  });
}

/**
 * @param {() => unknown} operation
 * @param {new (message?: string) => Error} kind
 */
export function assertThrows(operation, kind = Error) {
  try {
    operation();
  } catch (error) {
    assert(error instanceof kind, `threw ${error}`);
    return;
  }
  throw new Error('did not throw');
}

/**
 * @param {Promise<unknown>} promise
 * @param {string} [text] What the error's message contains.
 */
export async function assertRejects(promise, text = '') {
  try {
    await promise;
  } catch (error) {
    assert(String(error).includes(text), `rejected with ${error}, expected ${text}`);
    return;
  }
  throw new Error('did not reject');
}
