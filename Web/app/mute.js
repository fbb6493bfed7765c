// @ts-check
/** A time that is later than every other: muted until it is switched off. */
export const forever = Date.UTC(9999, 0);
