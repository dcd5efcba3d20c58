// The one connection to the server: the shop's events, and those of the order that is open.

const SILENCE = 15_000;
const AGAIN = 2_000;

// What cannot be seen, bidirectional overrides among it, could make one text look like another; joiners are spelling.
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
const fit = (key, value) => typeof value === 'string' ? value.replace(UNSEEN, '') : value;

/**
 * Listens until it is told otherwise, whatever happens to the server.
 *
 * @param on what takes each kind of event
 * @param connected told true or false at each change
 */
export function listen(on, connected) {
  let source = null;
  let order = null;
  let heard = Date.now();
  let known = null;

  const say = state => {
    if (state !== known) connected(known = state);
  };

  const open = () => {
    source?.close();
    heard = Date.now();
    const mine = source = new EventSource(order ? `events?order=${encodeURIComponent(order)}` : 'events');
    for (const [kind, take] of Object.entries(on)) {
      mine.addEventListener(kind, event => {
        if (mine !== source) return;
        heard = Date.now();
        say(true);
        take(JSON.parse(event.data, fit));
      });
    }
    // The browser tries again by itself after a broken connection, but not after a refusal.
    mine.onerror = () => {
      if (mine !== source) return;
      say(false);
      if (mine.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          if (mine === source) open();
        }, AGAIN);
      }
    };
  };

  // A server's machine may vanish without a word.
  setInterval(() => {
    if (Date.now() - heard > SILENCE) {
      say(false);
      open();
    }
  }, 1_000);

  open();
  return {
    /** Opens another order, or none for null. */
    order(id) {
      if (id !== order) {
        order = id;
        open();
      }
    },
  };
}
