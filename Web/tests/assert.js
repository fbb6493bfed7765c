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

/** @param {unknown} value */
function inspect(value) {
  const options = { depth: 20, iterableLimit: Infinity, strAbbreviateSize: Infinity, sorted: true };
  return Deno.inspect(value, options);
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
