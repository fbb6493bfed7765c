/** What crosses the engine's boundary; docs/engine.md has the layouts. Bytes are owned by whoever receives them. */

export type Bytes = Uint8Array<ArrayBuffer>;

export type Table = 'state' | 'messages';

export interface Row {
  key: Bytes;
  value: Bytes;
}

export type Event =
  | { kind: 'started'; rows: Row[] }
  | { kind: 'connected' | 'disconnected' | 'persistFailed' | 'wake' }
  | { kind: 'frame'; bytes: Bytes }
  | { kind: 'intent'; bytes: Bytes }
  | { kind: 'rows'; request: number; rows: Row[] }
  | { kind: 'uploaded' | 'blobFailed'; request: number }
  | { kind: 'downloaded'; request: number; bytes: Bytes };

export type Change =
  | { kind: 'put'; table: Table; key: Bytes; value: Bytes }
  | { kind: 'delete' | 'deletePrefix'; table: Table; key: Bytes };

export interface Range {
  table: Table;
  /** The least key. */
  from: Bytes;
  /** The key behind the greatest. */
  to: Bytes;
  limit: number;
  descending: boolean;
}

export type Action =
  | { kind: 'persist'; changes: Change[] }
  | { kind: 'send'; bytes: Bytes }
  | { kind: 'read'; request: number; range: Range }
  | { kind: 'upload'; request: number; blob: Bytes; token: Bytes; body: Bytes }
  | { kind: 'download'; request: number; blob: Bytes; limit: number }
  | { kind: 'notify'; bytes: Bytes }
  | { kind: 'wake'; at: number }
  | { kind: 'connect' | 'disconnect' | 'wipe' };

export interface Configuration {
  kind: 'phone' | 'desktop';
  sharedComputer: boolean;
  /** Host and port, as in the Host header. */
  audience: string;
  browser: string;
  system: string;
}

/** Where rows are kept. A batch is stored whole or not at all, and is on disk when its promise fulfils. */
export interface Store {
  readonly isDurable: boolean;
  /** All rows of a table, in the order of their keys. */
  all(table: Table): Promise<Row[]>;
  read(range: Range): Promise<Row[]>;
  apply(changes: Change[]): Promise<void>;
  /** Deletes everything, keys included. */
  wipe(): Promise<void>;
}

/** The engine, as the host sees it. */
export interface Engine {
  /** Throws if the engine stopped; it is then of no more use. */
  handle(event: Event, now: number): Action[];
  /** Overwrites the engine's memory. */
  dispose(): void;
}

/**
 * Why the engine does not run, or what is missing although it does: its code could not be loaded, it stopped because of
 * a fault, the browser refuses its storage, the disk is full, or nothing outlasts the session.
 */
export type Trouble =
  | 'engineMissing'
  | 'engineStopped'
  | 'storageRefused'
  | 'storageFull'
  | 'notKept';

export type Notification = { type: string; ref?: number; chat?: string; [member: string]: unknown };
export type Intent = { type: string; ref?: number; chat?: string; [member: string]: unknown };

/** What a tab says to its worker. */
export type FromTab = {
  hello?: { kind: 'phone' | 'desktop' };
  intent?: Intent;
  /** The tab is closing. */
  bye?: true;
};
