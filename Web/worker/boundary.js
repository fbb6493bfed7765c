// @ts-check
/** How events, actions and the configuration cross into and out of the engine; see docs/engine.md. */
import { Reader, WireError, Writer } from './wire.js';

/** @import { Action, Bytes, Change, Configuration, Event, Row, Table } from './types.d.ts' */

/** @type {Table[]} */
const TABLES = ['state', 'messages'];

/** @param {Configuration} configuration */
export function encodeConfiguration(configuration) {
  const writer = new Writer();
  writer.uint8(configuration.kind === 'phone' ? 1 : 2);
  writer.uint8(configuration.sharedComputer ? 1 : 0);
  for (const text of [configuration.audience, configuration.browser, configuration.system]) {
    writer.vector(new TextEncoder().encode(text).subarray(0, 255));
  }
  return writer.bytes;
}

/** @param {Event} event */
export function encodeEvent(event) {
  const writer = new Writer();
  switch (event.kind) {
    case 'started':
      writer.uint8(1);
      writer.values(event.rows, writeRow);
      break;
    case 'connected':
      writer.uint8(2);
      break;
    case 'disconnected':
      writer.uint8(3);
      break;
    case 'frame':
      writer.uint8(4);
      writer.vector(event.bytes);
      break;
    case 'intent':
      writer.uint8(5);
      writer.vector(event.bytes);
      break;
    case 'rows':
      writer.uint8(6);
      writer.uint32(event.request);
      writer.values(event.rows, writeRow);
      break;
    case 'uploaded':
      writer.uint8(7);
      writer.uint32(event.request);
      break;
    case 'downloaded':
      writer.uint8(8);
      writer.uint32(event.request);
      writer.vector(event.bytes);
      break;
    case 'blobFailed':
      writer.uint8(9);
      writer.uint32(event.request);
      break;
    case 'persistFailed':
      writer.uint8(10);
      break;
    case 'wake':
      writer.uint8(11);
      break;
  }
  return writer.bytes;
}

/**
 * @param {Writer} writer
 * @param {Row} row
 */
function writeRow(writer, { key, value }) {
  writer.vector(key);
  writer.vector(value);
}

/**
 * @param {Bytes} bytes
 * @returns {Action[]}
 */
export function decodeActions(bytes) {
  const reader = new Reader(bytes);
  const actions = reader.values(readAction);
  if (!reader.isAtEnd) throw new WireError('bytes behind the actions');
  return actions;
}

/**
 * @param {Reader} reader
 * @returns {Action}
 */
function readAction(reader) {
  const kind = reader.uint8();
  switch (kind) {
    case 1:
      return { kind: 'persist', changes: reader.values(readChange) };
    case 2:
      return { kind: 'send', bytes: reader.vector() };
    case 3:
      return { kind: 'read', request: reader.uint32(), range: readRange(reader) };
    case 4:
      return {
        kind: 'upload',
        request: reader.uint32(),
        blob: reader.fixed(32),
        token: reader.fixed(32),
        body: reader.vector(),
      };
    case 5:
      return {
        kind: 'download',
        request: reader.uint32(),
        blob: reader.fixed(32),
        limit: reader.uint32(),
      };
    case 6:
      return { kind: 'notify', bytes: reader.vector() };
    case 7:
      return { kind: 'wake', at: reader.uint64() };
    case 8:
      return { kind: 'connect' };
    case 9:
      return { kind: 'disconnect' };
    case 10:
      return { kind: 'wipe' };
    default:
      throw new WireError(`no action of kind ${kind}`);
  }
}

/**
 * @param {Reader} reader
 * @returns {Change}
 */
function readChange(reader) {
  const kind = reader.uint8();
  const [table, key] = [readTable(reader), reader.vector()];
  switch (kind) {
    case 1:
      return { kind: 'put', table, key, value: reader.vector() };
    case 2:
      return { kind: 'delete', table, key };
    case 3:
      return { kind: 'deletePrefix', table, key };
    default:
      throw new WireError(`no change of kind ${kind}`);
  }
}

/** @param {Reader} reader */
function readRange(reader) {
  return {
    table: readTable(reader),
    from: reader.vector(),
    to: reader.vector(),
    limit: reader.uint32(),
    descending: reader.uint8() === 1,
  };
}

/** @param {Reader} reader */
function readTable(reader) {
  const number = reader.uint8();
  const table = TABLES[number - 1];
  if (!table) throw new WireError(`no table ${number}`);
  return table;
}
