// @ts-check
import { Socket } from '../../worker/socket.js';
import { assert, assertEquals } from '../assert.js';
import { inOwnTime } from '../time.js';

/** A connection that the test opens, fills and cuts. */
class Connection {
  binaryType = '';
  /** @type {number} */
  readyState = WebSocket.CONNECTING;
  /** @type {Uint8Array[]} */
  sent = [];
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {((event: { data: unknown }) => void) | null} */
  onmessage = null;
  /** @type {(() => void) | null} */
  onclose = null;

  /** @param {Uint8Array} bytes */
  send(bytes) {
    this.sent.push(bytes);
  }

  close() {
    this.readyState = WebSocket.CLOSED;
  }

  succeed() {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  fail() {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.();
  }
}

function setUp() {
  /** @type {string[]} */
  const log = [];
  /** @type {Connection[]} */
  const connections = [];
  const socket = new Socket('ws://x', {
    connected: () => log.push('connected'),
    disconnected: () => log.push('disconnected'),
    received: (bytes) => log.push(`received ${bytes}`),
  }, () => {
    const connection = new Connection();
    connections.push(connection);
    return /** @type {WebSocket} */ (/** @type {unknown} */ (connection));
  });
  return { socket, log, connections };
}

Deno.test('events of a connection are passed on in order', () => {
  const { socket, log, connections } = setUp();
  socket.open();
  connections[0].succeed();
  connections[0].onmessage?.({ data: Uint8Array.of(1, 2).buffer });
  connections[0].onmessage?.({ data: 'text' });
  connections[0].fail();
  assertEquals(log, ['connected', 'received 1,2', 'disconnected']);
  socket.close();
});

Deno.test(
  'a lost connection is opened again after at most half a second',
  inOwnTime(async (pass) => {
    const { socket, connections } = setUp();
    socket.open();
    connections[0].succeed();
    connections[0].fail();
    await pass(500);
    assertEquals(connections.length, 2);
    socket.close();
  }),
);

Deno.test(
  'after failures it waits longer, unless it is hurried',
  inOwnTime(async (pass) => {
    const { socket, connections } = setUp();
    socket.open();
    for (let failures = 0; failures < 4; failures++) {
      connections[failures].fail();
      socket.hurry();
    }
    assertEquals(connections.length, 5);
    connections[4].fail();
    await pass(500);
    connections[5].fail();
    await pass(200);
    assertEquals(connections.length, 6);
    socket.close();
  }),
);

Deno.test(
  'when it is closed it stays closed, and says nothing more',
  inOwnTime(async (pass) => {
    const { socket, log, connections } = setUp();
    socket.open();
    connections[0].succeed();
    socket.close();
    connections[0].fail();
    socket.hurry();
    await pass(500);
    assertEquals(connections.length, 1);
    assertEquals(log, ['connected']);
  }),
);

Deno.test('what is sent without a connection is dropped', () => {
  const { socket, connections } = setUp();
  socket.send(Uint8Array.of(1));
  socket.open();
  socket.send(Uint8Array.of(2));
  connections[0].succeed();
  socket.send(Uint8Array.of(3));
  assertEquals(connections[0].sent.map((bytes) => bytes[0]), [3]);
  assert(connections[0].binaryType === 'arraybuffer');
  socket.close();
});
