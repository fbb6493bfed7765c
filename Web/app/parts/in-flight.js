// @ts-check
/** After this time without an answer, a form may be sent again. */
const patienceMilliseconds = 10_000;

/** Whether what a form sent is still to be answered: who presses twice means it once. */
export function inFlight() {
  let until = 0;
  return {
    /** Notes that something is sent; answers whether something was already. */
    begins() {
      const isUnderWay = Date.now() < until;
      if (!isUnderWay) until = Date.now() + patienceMilliseconds;
      return isUnderWay;
    },
    /** There was an answer. */
    ends() {
      until = 0;
    },
  };
}
