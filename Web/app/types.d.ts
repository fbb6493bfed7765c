/** The notifications of docs/engine.md, as the views receive them. Identifiers are lower-case hex, times milliseconds. */

export type Kind = 'phone' | 'desktop';
export type Phase = 'fresh' | 'registering' | 'linking' | 'ready' | 'loggedOut';
export type ChatKind = 'direct' | 'group' | 'self';
export type MessageState = 'pending' | 'sent' | 'delivered' | 'read' | 'failed';
export type Role = 'member' | 'admin';

export interface Account {
  id: string;
  number: string;
  name: string;
}

export interface Session {
  phase: Phase;
  connection: 'online' | 'connecting' | 'offline';
  account: Account | null;
  device: string | null;
  kind: Kind | 'headless';
  reason?: 'removed' | 'registeredElsewhere' | 'expired' | 'self';
}

export interface Registration {
  step: 'number' | 'code' | 'name';
  number?: string;
  retryAt?: number;
  validUntil?: number;
}

/** The desktop's side of linking. `modules`: hex of the code's bits, row by row. */
export interface Link {
  state:
    | 'preparing'
    | 'shown'
    | 'scanned'
    | 'syncing'
    | 'expired'
    | 'offline'
    | 'refused'
    | 'done';
  payload?: string;
  size?: number;
  modules?: string;
  validUntil?: number;
  checkCode?: string;
  reason?: string;
}

/** The phone's side of linking. */
export interface Linking {
  state: 'idle' | 'contacting' | 'confirm' | 'finishing' | 'done' | 'failed';
  browser?: string;
  system?: string;
  sameNetwork?: boolean;
  triesLeft?: number;
  reason?: string;
}

export interface Progress {
  done: number;
  total: number;
  percent: number;
}

export interface Notice {
  code: string;
  account: string;
  name: string;
  own: boolean;
  title?: string;
}

export interface Preview {
  text: string;
  sender: string;
  own: boolean;
  state: MessageState;
  notice?: Notice;
}

export interface Chat {
  id: string;
  kind: ChatKind;
  title: string;
  order: number;
  at: number;
  unread: number;
  ownRole: Role;
  preview: Preview | null;
  draft: string;
  favourite: boolean;
  mutedUntil: number;
  canSend: boolean;
}

export interface Message {
  id: string;
  order: number;
  at: number;
  sender: { account: string; name: string; own: boolean };
  kind: 'text' | 'notice' | 'unknown';
  text: string;
  state: MessageState;
  replyTo?: string;
  notice?: Notice;
}

export interface Contact {
  account: string;
  number: string;
  name: string;
}

export interface Device {
  id: string;
  name: string;
  browser: string;
  system: string;
  kind: string;
  linkedAt: number;
  lastActive: number;
  connected: boolean;
  current: boolean;
}

export interface Participant {
  account: string;
  name: string;
  number?: string;
  role: Role;
  own: boolean;
  devices: number;
}

export interface ChatInfo {
  chat: string;
  kind: ChatKind;
  title: string;
  participants: Participant[];
  ownRole: Role;
}

export interface SecurityCode {
  chat: string;
  account: string;
  name: string;
  digits: string;
  payload: string;
  size: number;
  modules: string;
}

export interface Problem {
  code: string;
  intent?: string;
  chat?: string;
  retryAfterSeconds?: number;
  triesLeft?: number;
}

/** What the worker itself says: why the engine does not run, or that nothing outlasts the session. */
export type Trouble =
  | 'engineMissing'
  | 'engineStopped'
  | 'storageRefused'
  | 'storageFull'
  | 'notKept';

type Tagged<Type extends string, Body> = { type: Type; ref?: number } & Body;

export type Notification =
  | Tagged<'session', Session>
  | Tagged<'registration', Registration>
  | Tagged<'link', Link>
  | Tagged<'linking', Linking>
  | Tagged<'history', Progress>
  | Tagged<'chats', { reset?: boolean; chats: Chat[]; removed: string[] }>
  | Tagged<'messages', { chat: string; reset?: boolean; messages: Message[]; hasOlder?: boolean }>
  | Tagged<'arrived', { chat: string; title: string; message: Message }>
  | Tagged<'typing', { chat: string; names: string[] }>
  | Tagged<'opened', { chat: string }>
  | Tagged<'contact', Partial<Contact> & { found?: boolean }>
  | Tagged<'contacts', { contacts: Contact[] }>
  | Tagged<'devices', { devices: Device[] }>
  | Tagged<'chatInfo', ChatInfo>
  | Tagged<'securityCode', SecurityCode>
  | Tagged<'host', { trouble: Trouble | null }>
  | Tagged<'problem', Problem>;

export type Intent =
  | { type: 'requestCode'; number: string }
  | { type: 'verifyCode'; code: string }
  | { type: 'setName'; name: string }
  | { type: 'startLink'; keepSignedIn: boolean }
  | { type: 'reloadCode' | 'cancelLink' | 'listDevices' | 'logOutAll' | 'logOut' }
  | { type: 'useLinkText'; text: string }
  | { type: 'confirmLink'; code: string }
  | { type: 'openChat' | 'closeChat' | 'loadOlder' | 'leaveGroup' | 'chatInfo'; chat: string }
  | { type: 'send'; chat: string; text: string; replyTo?: string }
  | { type: 'retry'; chat: string; message: string }
  | { type: 'typing'; chat: string; active: boolean }
  | { type: 'markRead'; chat: string; order: number }
  | { type: 'startChat' | 'findContact'; number: string }
  | { type: 'createGroup'; title: string; members: string[] }
  | { type: 'addMember'; chat: string; account: string }
  | { type: 'addMember'; chat: string; number: string }
  | {
    type: 'removeMember' | 'makeAdmin' | 'dismissAdmin' | 'securityCode';
    chat: string;
    account: string;
  }
  | { type: 'renameGroup'; chat: string; title: string }
  | { type: 'logOutDevice'; device: string }
  | { type: 'renameDevice'; device: string; name: string }
  | { type: 'saveDraft'; chat: string; text: string }
  | { type: 'favourite'; chat: string; on: boolean }
  | { type: 'mute'; chat: string; until: number };

/** What a tab talks through: a port of the shared worker, or what stands for it. */
export interface EnginePort {
  send(intent: Intent & { ref: number }): void;
  /** Begins the conversation: the engine then tells all that there is to draw. */
  listen(receive: (notification: Notification) => void): void;
}

declare global {
  interface TrustedTypePolicy {
    createScriptURL(url: string): string;
  }
  interface Window {
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): TrustedTypePolicy;
    };
  }
}
