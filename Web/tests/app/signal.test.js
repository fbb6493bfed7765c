// @ts-check
import { batch, computed, effect, onCleanup, scoped, signal } from '../../app/dom/signal.js';
import { assertEquals } from '../assert.js';

Deno.test('an effect runs at once and after each change of what it read', () => {
  const name = signal('a');
  /** @type {string[]} */
  const seen = [];
  effect(() => void seen.push(name.value));
  name.value = 'b';
  name.value = 'b';
  assertEquals(seen, ['a', 'b']);
});

Deno.test('an effect forgets what it no longer reads', () => {
  const chosen = signal(true);
  const left = signal(1);
  let runs = 0;
  effect(() => {
    runs += 1;
    if (chosen.value) left.value;
  });
  chosen.value = false;
  left.value = 2;
  assertEquals(runs, 2);
});

Deno.test('several changes in a batch run an effect once', () => {
  const [a, b] = [signal(1), signal(1)];
  /** @type {number[]} */
  const sums = [];
  effect(() => void sums.push(a.value + b.value));
  batch(() => {
    a.value = 2;
    b.value = 2;
  });
  assertEquals(sums, [2, 4]);
});

Deno.test('a computed value changes only when its result does', () => {
  const count = signal(1);
  const odd = computed(() => count.value % 2 === 1);
  let runs = 0;
  effect(() => {
    odd.value;
    runs += 1;
  });
  count.value = 3;
  assertEquals(runs, 1);
  count.value = 4;
  assertEquals(runs, 2);
});

Deno.test('an effect made inside another ends when that runs again', () => {
  const outer = signal(0);
  const inner = signal(0);
  let runs = 0;
  effect(() => {
    outer.value;
    effect(() => {
      inner.value;
      runs += 1;
    });
  });
  outer.value = 1;
  runs = 0;
  inner.value = 1;
  assertEquals(runs, 1);
});

Deno.test('a scope ends its effects and cleans up, last first', () => {
  const source = signal(0);
  /** @type {string[]} */
  const done = [];
  const { dispose } = scoped(() => {
    onCleanup(() => done.push('first'));
    onCleanup(() => done.push('second'));
    effect(() => void done.push(`run ${source.value}`));
  });
  dispose();
  source.value = 1;
  assertEquals(done, ['run 0', 'second', 'first']);
});

Deno.test('an effect never sees an old computed value beside a new signal', () => {
  const count = signal(1);
  const loaded = signal(false);
  const double = computed(() => count.value * 2);
  const quadruple = computed(() => double.value * 2);
  /** @type {[boolean, number][]} */
  const seen = [];
  effect(() => void seen.push([loaded.value, quadruple.value]));
  batch(() => {
    loaded.value = true;
    count.value = 2;
  });
  assertEquals(seen, [[false, 4], [true, 8]]);
});
