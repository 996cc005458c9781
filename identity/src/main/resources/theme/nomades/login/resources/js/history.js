// The answer to a form stands at an address that Back and Reload can ask for again without sending the form twice.
const action = new URL(document.body.dataset.action, location.href);
if (location.pathname.includes("/login-actions/") && action.origin === location.origin) {
  action.searchParams.delete("session_code");
  history.replaceState(history.state, "", action);
}
