// @ts-check
/**
 * Values that views follow: a signal holds a value, an effect runs again when a signal that it read
 * changes. Effects belong to the scope in which they were made and end with it.
 */

/**
 * @template T
 * @typedef {object} Signal
 * @property {T} value Reading it inside an effect subscribes the effect.
 * @property {() => T} peek Reads without subscribing.
 */

/**
 * @typedef {object} Scope
 * @property {(() => void)[]} cleanups
 */

/**
 * @typedef {object} Effect
 * @property {() => void} run
 * @property {Set<Effect>} queue Where it waits for its turn.
 * @property {Set<Set<Effect>>} sources
 */

/** @type {Effect | null} */
let currentEffect = null;
/** @type {Scope | null} */
let currentScope = null;
/**
 * Values are computed before anything else runs, so that no effect sees an old one beside a new one.
 *
 * @type {Set<Effect>}
 */
const computations = new Set();
/** @type {Set<Effect>} */
const effects = new Set();
let depth = 0;

/**
 * @template T
 * @param {T} initial
 * @returns {Signal<T>}
 */
export function signal(initial) {
  let current = initial;
  /** @type {Set<Effect>} */
  const subscribers = new Set();
  return {
    get value() {
      subscribe(subscribers);
      return current;
    },
    set value(next) {
      if (Object.is(next, current)) return;
      current = next;
      batch(() => subscribers.forEach((effect) => effect.queue.add(effect)));
    },
    peek: () => current,
  };
}

/**
 * A signal computed from others; it changes only when its result does.
 *
 * @template T
 * @param {() => T} compute
 * @returns {Signal<T>}
 */
export function computed(compute) {
  const result = signal(/** @type {T} */ (/** @type {unknown} */ (undefined)));
  run(computations, () => {
    result.value = compute();
  });
  return result;
}

/**
 * Runs at once, and again after each change of what it read.
 *
 * @param {() => void} action
 */
export function effect(action) {
  run(effects, action);
}

/**
 * Puts off effects until several signals have changed.
 *
 * @param {() => void} action
 */
export function batch(action) {
  depth += 1;
  try {
    action();
    if (depth === 1) flush();
  } finally {
    depth -= 1;
  }
}

/**
 * Reads signals without subscribing to them.
 *
 * @template T
 * @param {() => T} action
 * @returns {T}
 */
export function untracked(action) {
  const outer = currentEffect;
  currentEffect = null;
  try {
    return action();
  } finally {
    currentEffect = outer;
  }
}

/**
 * Runs `action` in a scope of its own, which `dispose` ends.
 *
 * @template T
 * @param {() => T} action
 * @returns {{ value: T, dispose: () => void }}
 */
export function scoped(action) {
  /** @type {Scope} */
  const scope = { cleanups: [] };
  const outer = currentScope;
  currentScope = scope;
  try {
    return { value: action(), dispose: () => end(scope) };
  } finally {
    currentScope = outer;
  }
}

/**
 * Calls `cleanup` when the current scope ends.
 *
 * @param {() => void} cleanup
 */
export function onCleanup(cleanup) {
  currentScope?.cleanups.push(cleanup);
}

/**
 * @param {Set<Effect>} queue
 * @param {() => void} action
 */
function run(queue, action) {
  /** @type {(() => void) | null} */
  let disposeInner = null;
  /** @type {Effect} */
  const self = { run: again, queue, sources: new Set() };
  function again() {
    leave(self);
    disposeInner?.();
    disposeInner = scoped(() => tracked(self, action)).dispose;
  }
  onCleanup(() => {
    leave(self);
    queue.delete(self);
    disposeInner?.();
  });
  again();
}

/** @param {Set<Effect>} subscribers */
function subscribe(subscribers) {
  if (!currentEffect) return;
  subscribers.add(currentEffect);
  currentEffect.sources.add(subscribers);
}

/**
 * @param {Effect} self
 * @param {() => void} action
 */
function tracked(self, action) {
  const outer = currentEffect;
  currentEffect = self;
  try {
    action();
  } finally {
    currentEffect = outer;
  }
}

/** @param {Effect} self */
function leave(self) {
  self.sources.forEach((subscribers) => subscribers.delete(self));
  self.sources.clear();
}

function flush() {
  for (let next = first(); next; next = first()) {
    next.queue.delete(next);
    next.run();
  }
}

/** @returns {Effect | undefined} */
function first() {
  return computations.values().next().value ?? effects.values().next().value;
}

/** @param {Scope} scope */
function end(scope) {
  scope.cleanups.reverse().forEach((cleanup) => cleanup());
  scope.cleanups = [];
}
