// "Copy": puts the facts of a refusal (code, time, number) on the clipboard, for whom the person asks for help. Without
// script the button is not there, and the facts can be marked by hand.
(function () {
  'use strict';
  document.querySelectorAll('button[data-copy]').forEach(function (button) {
    var facts = document.querySelector('dl.facts');
    if (!facts || !navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener('click', function () {
      var lines = [document.querySelector('h1').textContent.trim()];
      facts.querySelectorAll('dt').forEach(function (name) {
        lines.push(name.textContent.trim() + ': ' + name.parentElement.querySelector('dd').textContent.trim());
      });
      var told = document.getElementById('copied');
      navigator.clipboard.writeText(lines.join('\n')).then(
        function () { told.textContent = button.dataset.done; },
        function () { told.textContent = button.dataset.failed; });
    });
  });
})();
