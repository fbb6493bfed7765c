// @ts-check
import { decodeActions, encodeConfiguration, encodeEvent } from '../../worker/boundary.js';
import { Reader, WireError, Writer } from '../../worker/wire.js';
import { assertEquals, assertThrows } from '../assert.js';

/** @param {number[]} bytes */
const bytes = (...bytes) => Uint8Array.from(bytes);

Deno.test('a vector has the shortest header that can say its length', () => {
  for (
    const [length, header] of /** @type {[number, number[]][]} */ ([
      [0, [0]],
      [63, [63]],
      [64, [0x40, 64]],
      [16383, [0x7f, 0xff]],
      [16384, [0x80, 0, 0x40, 0]],
      [70000, [0x80, 1, 0x11, 0x70]],
    ])
  ) {
    const writer = new Writer();
    writer.vector(new Uint8Array(length).fill(7));
    assertEquals([...writer.bytes.subarray(0, header.length)], header);
    assertEquals(writer.bytes.length, header.length + length);
    const reader = new Reader(writer.bytes);
    assertEquals(reader.vector(), new Uint8Array(length).fill(7));
    assertEquals(reader.isAtEnd, true);
  }
});

Deno.test('a longer header than needed, and one of eight bytes, are refused', () => {
  for (const header of [[0x40, 63], [0x80, 0, 0x3f, 0xff], [0xc0, 0, 0, 0, 0, 0, 0, 1]]) {
    assertThrows(() => new Reader(bytes(...header, ...Array(70).fill(0))).vector(), WireError);
  }
});

Deno.test('every event has its layout', () => {
  const row = { key: bytes(1), value: bytes(2, 3) };
  /** @type {[import('../../worker/types.d.ts').Event, number[]][]} */
  const cases = [
    [{ kind: 'started', rows: [row, row] }, [1, 10, 1, 1, 2, 2, 3, 1, 1, 2, 2, 3]],
    [{ kind: 'connected' }, [2]],
    [{ kind: 'disconnected' }, [3]],
    [{ kind: 'frame', bytes: bytes(9) }, [4, 1, 9]],
    [{ kind: 'intent', bytes: bytes(123, 125) }, [5, 2, 123, 125]],
    [{ kind: 'rows', request: 258, rows: [row] }, [6, 0, 0, 1, 2, 5, 1, 1, 2, 2, 3]],
    [{ kind: 'uploaded', request: 1 }, [7, 0, 0, 0, 1]],
    [{ kind: 'downloaded', request: 1, bytes: bytes(5) }, [8, 0, 0, 0, 1, 1, 5]],
    [{ kind: 'blobFailed', request: 1 }, [9, 0, 0, 0, 1]],
    [{ kind: 'persistFailed' }, [10]],
    [{ kind: 'wake' }, [11]],
  ];
  for (const [event, layout] of cases) {
    assertEquals([...encodeEvent(event)], layout);
  }
});

Deno.test('every action is read from its layout', () => {
  const name = Array.from({ length: 32 }, (_, index) => index);
  const actions = [
    [1, 12, 1, 1, 1, 5, 1, 6, 2, 2, 1, 5, 3, 1, 0],
    [2, 1, 9],
    [3, 0, 0, 0, 7, 2, 1, 1, 1, 2, 0, 0, 0, 50, 1],
    [4, 0, 0, 0, 8, ...name, ...name, 1, 4],
    [5, 0, 0, 0, 9, ...name, 0, 0, 1, 0],
    [6, 2, 123, 125],
    [7, 0, 0, 1, 0, 0, 0, 0, 5],
    [8],
    [9],
    [10],
  ];
  actions[0][1] = actions[0].length - 2;
  const writer = new Writer();
  writer.vector(bytes(...actions.flat()));
  assertEquals(decodeActions(writer.bytes), [
    {
      kind: 'persist',
      changes: [
        { kind: 'put', table: 'state', key: bytes(5), value: bytes(6) },
        { kind: 'delete', table: 'messages', key: bytes(5) },
        { kind: 'deletePrefix', table: 'state', key: bytes() },
      ],
    },
    { kind: 'send', bytes: bytes(9) },
    {
      kind: 'read',
      request: 7,
      range: { table: 'messages', from: bytes(1), to: bytes(2), limit: 50, descending: true },
    },
    { kind: 'upload', request: 8, blob: bytes(...name), token: bytes(...name), body: bytes(4) },
    { kind: 'download', request: 9, blob: bytes(...name), limit: 256 },
    { kind: 'notify', bytes: bytes(123, 125) },
    { kind: 'wake', at: 2 ** 40 + 5 },
    { kind: 'connect' },
    { kind: 'disconnect' },
    { kind: 'wipe' },
  ]);
});

Deno.test('what is no list of actions is refused', () => {
  for (const malformed of [[], [1], [2, 8], [1, 11], [1, 0], [4, 1, 2, 1, 9], [1, 8, 0]]) {
    assertThrows(() => decodeActions(bytes(...malformed)), WireError);
  }
});

Deno.test('the configuration has its layout', () => {
  const configuration = encodeConfiguration({
    kind: 'desktop',
    sharedComputer: true,
    audience: 'a:1',
    browser: 'B',
    system: '',
  });
  assertEquals([...configuration], [2, 1, 3, 97, 58, 49, 1, 66, 0]);
});
