// @ts-check
/** What the engine's notifications look like: notifications.json, which the engine's own tests write and check. */
import { assert } from '../assert.js';

/** @import { Notification } from '../../app/types.d.ts' */
/** A shape: the name of a kind, a list with the shape of its elements, or the shapes of members. @typedef {unknown} Shape */

const file = new URL('notifications.json', import.meta.url);
/** @type {{ [type: string]: { [name: string]: Shape } }} */
const shapes = JSON.parse(await Deno.readTextFile(file));

/**
 * A notification, if the engine could have said it.
 *
 * @param {Notification} notification
 * @returns {Notification}
 */
export function said(notification) {
  const { type, ref: _, ...members } = notification;
  assert(type in shapes, `the engine says nothing of the type ${type}`);
  check(members, shapes[type], type);
  return notification;
}

/**
 * @param {unknown} value
 * @param {Shape} shape
 * @param {string} place
 */
function check(value, shape, place) {
  if (typeof shape === 'string') {
    // A list that was always empty says nothing of its elements.
    return assert(shape === '' || typeof value === shape, `${place} is no ${shape}`);
  }
  if (Array.isArray(shape)) {
    assert(Array.isArray(value), `${place} is no list`);
    return /** @type {unknown[]} */ (value).forEach((it) => check(it, shape[0], place));
  }
  checkMembers({ ...Object(value) }, /** @type {{ [name: string]: Shape }} */ (shape), place);
}

/**
 * @param {{ [name: string]: unknown }} value
 * @param {{ [name: string]: Shape }} shape
 * @param {string} place
 */
function checkMembers(value, shape, place) {
  for (const [key, member] of Object.entries(shape)) {
    const [, name, absent, nothing] = /^(\w+)(\?)?(\|null)?$/.exec(key) ?? [];
    const found = value[name];
    delete value[name];
    if (found === undefined) assert(absent, `${place} lacks ${name}`);
    else if (found !== null || !nothing) check(found, member, `${place}.${name}`);
  }
  assert(Object.keys(value).length === 0, `${place} has no ${Object.keys(value)}`);
}
