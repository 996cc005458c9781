// The key of this browser. It signs what changes something or opens a document, and says every few minutes that the
// session is still here: a copied cookie can do neither. The key can't be read, not even by this script.
(() => {
  'use strict';

  const PLACE = '/nomades/device';
  const PARAMETER = 'nomades-proof';
  const FORMS = ['/intraparis/', '/nomades/sessions'];
  const DOCUMENTS = ['/hr/api/', '/mail/api/'];
  const RENEW_AFTER = 240_000;
  // A proof counts for a minute; one that is half as old is made anew.
  const FRESH = 30_000;
  const SAID = {
    fr: 'Cette page n’a pas pu signer votre demande. Rien n’est parti, rien n’est perdu : vérifiez la connexion au réseau, puis recommencez.',
    en: 'This page could not sign your request. Nothing was sent, nothing is lost: check the network connection, then try again.',
  };

  const bytes = text => new TextEncoder().encode(text);
  const base64url = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const part = value => base64url(bytes(JSON.stringify(value)));
  const sha256 = async text => base64url(await crypto.subtle.digest('SHA-256', bytes(text)));
  const asked = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // --- the key ---------------------------------------------------------------------------------------------------

  async function keyPair() {
    const opening = indexedDB.open('nomades', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    const database = await asked(opening);
    try {
      const kept = await asked(database.transaction('keys').objectStore('keys').get('device'));
      if (kept) {
        return kept;
      }
      const made = await crypto.subtle.generateKey({name: 'ECDSA', namedCurve: 'P-256'}, false, ['sign', 'verify']);
      // Another tab may have been faster: the first key stays.
      const store = database.transaction('keys', 'readwrite').objectStore('keys');
      const first = await asked(store.get('device'));
      if (first) {
        return first;
      }
      await asked(store.put(made, 'device'));
      return made;
    } finally {
      database.close();
    }
  }

  async function open() {
    const pair = await keyPair();
    const {crv, kty, x, y} = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const jwk = {crv, kty, x, y};
    return {pair, jwk, thumbprint: await sha256(JSON.stringify(jwk))};
  }

  let key;
  const device = () => {
    key ??= open();
    return key;
  };

  // --- proofs ----------------------------------------------------------------------------------------------------

  let session = '';
  let ahead = 0;
  let renewed = 0;

  async function proof(method, path) {
    const {pair, jwk} = await device();
    const text = part({typ: 'dpop+jwt', alg: 'ES256', jwk}) + '.' + part({
      jti: crypto.randomUUID(),
      htm: method,
      htu: location.origin + path,
      iat: Math.floor((Date.now() + ahead) / 1000),
      ath: await sha256(session),
    });
    const signature = await crypto.subtle.sign({name: 'ECDSA', hash: 'SHA-256'}, pair.privateKey, bytes(text));
    return text + '.' + base64url(signature);
  }

  async function signed(method, url) {
    if (await ready) {
      await renew();
      url.searchParams.set(PARAMETER, await proof(method, url.pathname));
    }
    return url.href;
  }

  // --- the session -----------------------------------------------------------------------------------------------

  async function speak() {
    const answer = await fetch(PLACE, {
      method: 'POST', headers: {DPoP: await proof('POST', PLACE), Accept: 'application/json'}, cache: 'no-store',
    });
    if (answer.ok) {
      renewed = Date.now();
    }
    return answer.ok;
  }

  /** Whether this browser has the session's key; without one the door says what is still possible. */
  async function begin() {
    const asking = Date.now();
    const answer = await fetch(PLACE, {headers: {Accept: 'application/json'}, cache: 'no-store'});
    if (!answer.ok) {
      return false;
    }
    const state = await answer.json();
    session = state.session;
    ahead = state.now - (asking + Date.now()) / 2;
    if (!state.key && !state.open) {
      return false;
    }
    if (state.key && state.key !== (await device()).thumbprint) {
      return false;
    }
    if (state.renewed) {
      renewed = Date.now();
      return true;
    }
    return speak();
  }

  let ready = begin();
  // Told where it matters: at the form or link that needs it.
  ready.catch(() => {});

  async function renew() {
    if (Date.now() - renewed > RENEW_AFTER) {
      await speak();
    }
  }

  const stillHere = () => ready.then(able => able && renew()).catch(() => {});
  setInterval(stillHere, RENEW_AFTER);
  addEventListener('pageshow', stillHere);
  document.addEventListener('visibilitychange', () => document.hidden || stillHere());

  /** Asks the door once more after a failure of the network. */
  async function retried(work) {
    try {
      return await work();
    } catch {
      ready = begin();
      ready.catch(() => {});
      return work();
    }
  }

  function tell(beside) {
    document.getElementById('unsigned')?.remove();
    const said = document.createElement('p');
    said.id = 'unsigned';
    said.setAttribute('role', 'alert');
    said.textContent = SAID[document.documentElement.lang] ?? SAID.fr;
    beside.before(said);
    said.scrollIntoView({block: 'nearest'});
  }

  // --- forms -----------------------------------------------------------------------------------------------------

  const ours = (url, places) => url.origin === location.origin && places.some(place => url.pathname.startsWith(place));
  const leaving = new WeakSet();
  const signing = new WeakSet();

  document.addEventListener('submit', event => {
    const form = event.target;
    // As attributes: a field may be called "action".
    const url = new URL(form.getAttribute('action') ?? '', location.href);
    if (event.defaultPrevented || form.getAttribute('method')?.toLowerCase() !== 'post' || !ours(url, FORMS)) {
      return;
    }
    if (leaving.delete(form)) {
      return;
    }
    event.preventDefault();
    if (signing.has(form)) {
      return;
    }
    signing.add(form);
    const before = form.getAttribute('action');
    // Not in the event itself, where the browser would not hear of it (a signature can be there so soon).
    retried(() => signed('POST', new URL(url))).then(async address => {
      await new Promise(resolve => setTimeout(resolve));
      form.setAttribute('action', address);
      leaving.add(form);
      form.requestSubmit(event.submitter);
      // The form leaves with the address that it has now; shown again by Back, it signs again.
      setTimeout(() => {
        leaving.delete(form);
        form.setAttribute('action', before ?? '');
      });
    }).catch(() => tell(event.submitter?.closest('p') ?? form)).finally(() => signing.delete(form));
  });

  // --- documents -------------------------------------------------------------------------------------------------

  const made = new WeakMap();
  const fresh = link => Date.now() - (made.get(link) ?? 0) < FRESH;

  function documentLink(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    return link && ours(new URL(link.href), DOCUMENTS) ? link : null;
  }

  async function prepare(link) {
    link.href = await signed('GET', new URL(link.href));
    made.set(link, Date.now());
  }

  // Before it is followed, in this tab or, by the browser's own menu, in another.
  for (const sign of ['pointerdown', 'contextmenu', 'focusin', 'dragstart']) {
    document.addEventListener(sign, event => {
      const link = documentLink(event);
      if (link && !fresh(link)) {
        prepare(link).catch(() => {});
      }
    }, true);
  }

  for (const follow of ['click', 'auxclick']) {
    document.addEventListener(follow, event => {
      const link = documentLink(event);
      if (!link || event.defaultPrevented || event.button === 2) {
        return;
      }
      if (fresh(link)) {
        made.delete(link);
        return;
      }
      event.preventDefault();
      const apart = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
      retried(() => prepare(link)).then(async () => {
        await new Promise(resolve => setTimeout(resolve));
        if (apart) {
          made.delete(link);
          window.open(link.href, '_blank', 'noopener');
        } else {
          link.click();
        }
      }).catch(() => tell(link));
    });
  }

  // --- a page that the door refused for want of a proof ------------------------------------------------------------

  if (document.documentElement.dataset.device === 'again') {
    const last = 'nomades-again';
    ready.then(async able => {
      // Once: a refusal that stays is one to read.
      if (!able || Date.now() - Number(sessionStorage.getItem(last)) < 10_000) {
        return;
      }
      sessionStorage.setItem(last, String(Date.now()));
      const url = new URL(location.href);
      url.searchParams.delete(PARAMETER);
      location.replace(ours(url, DOCUMENTS) ? await signed('GET', url) : url.href);
    }).catch(() => {});
  }
})();
