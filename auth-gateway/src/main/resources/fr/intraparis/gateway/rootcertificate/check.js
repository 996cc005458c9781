// The live check: is the door trusted by this browser, and if not, is the clock to blame? A page sees only that a
// connection failed, never why, so what it can't tell it doesn't claim.
(function () {
  'use strict';
  var box = document.getElementById('check');
  var loaded = Date.now();
  var offset = loaded - Number(box.dataset.now);
  var limit = 90 * 1000;

  function show(state) {
    ['running', 'trusted', 'clock', 'untrusted'].forEach(function (name) {
      document.getElementById('check-' + name).hidden = name !== state;
    });
    box.dataset.state = state;
  }

  function check() {
    show('running');
    fetch(box.dataset.url, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' }).then(
      function () { show('trusted'); },
      function () {
        // A page that travelled for long would look like a clock that is ahead: only far beyond that is it one.
        show(Math.abs(offset) > limit ? 'clock' : 'untrusted');
        var minutes = Math.round(Math.abs(offset) / 60000);
        document.getElementById('check-minutes').textContent = String(minutes);
      });
  }

  document.getElementById('check-picture').hidden = true;
  document.getElementById('check-again').hidden = false;
  document.getElementById('check-again').addEventListener('click', check);
  check();
})();
