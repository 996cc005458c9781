// Measures what only a browser can: its clock against the door's, what it lets us keep, whether it knows passkeys. The
// measures go to the door, which judges them as it judges all else and writes the same page anew; its list and its report
// take the place of those that stand here.
(function () {
  'use strict';
  var SAMPLES = 5;
  var PROBE = 'nomades-diagnostic';
  var page = document.querySelector('main');

  // Half of the way there and back is taken for the way there.
  function sample() {
    var sent = Date.now();
    return fetch('/nomades/diagnostic/time', { cache: 'no-store', credentials: 'omit' }).then(function (answer) {
      if (!answer.ok) { throw new Error('no time'); }
      return answer.text();
    }).then(function (door) {
      return (sent + Date.now()) / 2 - Number(door);
    });
  }

  // One after the other, or they would wait for each other. The middle one is not swayed by a slow first connection.
  function clock(offsets) {
    if (offsets.length === SAMPLES) {
      return Math.round(offsets.sort(function (a, b) { return a - b; })[(SAMPLES - 1) / 2]);
    }
    return sample().then(function (offset) { return clock(offsets.concat(offset)); });
  }

  function cookies() {
    try {
      var where = '; path=/nomades/diagnostic; secure; samesite=strict';
      document.cookie = PROBE + '=1; max-age=10' + where;
      var kept = document.cookie.indexOf(PROBE + '=1') >= 0;
      document.cookie = PROBE + '=; max-age=0' + where;
      return kept;
    } catch (refused) {
      return false;
    }
  }

  function storage() {
    try {
      localStorage.setItem(PROBE, '1');
      var kept = localStorage.getItem(PROBE) === '1';
      localStorage.removeItem(PROBE);
      if (!kept || !window.indexedDB) { return Promise.resolve(false); }
    } catch (refused) {
      return Promise.resolve(false);
    }
    return new Promise(function (done) {
      var opening = indexedDB.open(PROBE);
      opening.onerror = function () { done(false); };
      opening.onsuccess = function () {
        opening.result.close();
        indexedDB.deleteDatabase(PROBE);
        done(true);
      };
    });
  }

  function show(text) {
    var fresh = new DOMParser().parseFromString(text, 'text/html');
    ['summary', 'checks'].forEach(function (id) {
      var from = fresh.getElementById(id);
      var to = document.getElementById(id);
      while (to.firstChild) { to.removeChild(to.firstChild); }
      while (from.firstChild) { to.appendChild(document.adoptNode(from.firstChild)); }
    });
    document.getElementById('receipt').value = fresh.getElementById('receipt').value;
  }

  function measure() {
    return Promise.all([clock([]).catch(function () { return ''; }), storage()]).then(function (found) {
      var passkeys = 'PublicKeyCredential' in window && !!navigator.credentials;
      return fetch(location.pathname + location.search, {
        method: 'POST',
        cache: 'no-store',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'offset=' + found[0] + '&cookies=' + (cookies() ? 'yes' : 'no') + '&storage='
          + (found[1] ? 'yes' : 'no') + '&webauthn=' + (passkeys ? 'yes' : 'no')
      });
    }).then(function (answer) {
      if (!answer.ok) { throw new Error('no page'); }
      return answer.text();
    }).then(show);
  }

  function copy() {
    var receipt = document.getElementById('receipt');
    var told = document.getElementById('copied');
    receipt.select();
    var copied = navigator.clipboard
      ? navigator.clipboard.writeText(receipt.value)
      : document.execCommand('copy') ? Promise.resolve() : Promise.reject(new Error('refused'));
    copied.then(function () { told.textContent = told.dataset.done; },
      function () { told.textContent = told.dataset.failed; });
  }

  document.getElementById('copy').hidden = false;
  document.getElementById('copy').addEventListener('click', copy);
  if (!window.fetch || !window.Promise || !window.DOMParser) { return; }
  measure().then(function () { page.dataset.measured = 'yes'; }, function () { page.dataset.measured = 'no'; });
})();
