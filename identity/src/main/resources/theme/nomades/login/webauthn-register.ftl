<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("nomadesBindTitle")}
  <#elseif section = "form">
    <p>${msg("nomadesBindHint", username)}</p>
    <form id="register" action="${url.loginAction}" method="post" data-ceremony="create"
          data-challenge="${challenge}" data-rp-id="${rpId}" data-rp-name="${rpEntityName}" data-user-id="${userid}" data-username="${username}"
          data-algorithms="<#list signatureAlgorithms as algorithm>${algorithm?c}<#sep> </#list>" data-attestation="${attestationConveyancePreference}"
          data-attachment="${authenticatorAttachment}" data-resident-key="${residentKey!'not specified'}" data-user-verification="${userVerificationRequirement}"
          data-timeout="${createTimeout?c}" data-exclude="${excludeCredentialIds}" data-unsupported="${msg("webauthn-unsupported-browser-text")}">
      <input type="hidden" name="clientDataJSON">
      <input type="hidden" name="attestationObject">
      <input type="hidden" name="publicKeyCredentialId">
      <input type="hidden" name="transports">
      <input type="hidden" name="authenticatorAttachment">
      <input type="hidden" name="error">
      <label for="authenticatorLabel">${msg("nomadesBindLabel")}</label>
      <input id="authenticatorLabel" name="authenticatorLabel" type="text" maxlength="60" value="${msg("nomadesBindDefaultLabel")}" required>
      <button id="registerWebAuthn" class="button" type="submit" disabled>${msg("nomadesBindDo")}</button>
    </form>
    <noscript><p class="notice notice-problem">${msg("nomadesScriptNeeded")}</p></noscript>
    <script type="module" src="${url.resourcesPath}/js/passkey.js"></script>
  </#if>
</@layout.registrationLayout>
