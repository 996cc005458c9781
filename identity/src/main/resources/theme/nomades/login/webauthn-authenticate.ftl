<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("nomadesPasskeyTitle")}
  <#elseif section = "form">
    <p>${msg("nomadesPasskeyHint")}</p>
    <#if authenticators??>
    <ul class="keys">
      <#list authenticators.authenticators as authenticator>
      <li data-passkey="${authenticator.credentialId}">${authenticator.label}</li>
      </#list>
    </ul>
    </#if>
    <form id="webauth" action="${url.loginAction}" method="post" data-ceremony="get" data-identified="${isUserIdentified}"
          data-challenge="${challenge}" data-rp-id="${rpId}" data-user-verification="${userVerification}" data-timeout="${createTimeout?c}"
          data-unsupported="${msg("webauthn-unsupported-browser-text")}">
      <input type="hidden" name="clientDataJSON">
      <input type="hidden" name="authenticatorData">
      <input type="hidden" name="signature">
      <input type="hidden" name="credentialId">
      <input type="hidden" name="userHandle">
      <input type="hidden" name="error">
      <button id="authenticateWebAuthnButton" class="button" type="submit" disabled>${msg("nomadesPasskeyUse")}</button>
    </form>
    <noscript><p class="notice notice-problem">${msg("nomadesScriptNeeded")}</p></noscript>
    <script type="module" src="${url.resourcesPath}/js/passkey.js"></script>
  </#if>
</@layout.registrationLayout>
