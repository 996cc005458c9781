<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    ${msg("NOM-MFA-005")}
  <#elseif section = "form">
    <p class="instruction">${msg("NOM-MFA-005.cure")}</p>
    <form id="kc-error-credential-form" action="${url.loginAction}" method="post">
      <input type="hidden" name="authenticationExecution" value="${execution}">
      <input type="hidden" name="isSetRetry" value="retry">
      <button id="kc-try-again" class="button" type="submit">${msg("doTryAgain")}</button>
    </form>
  </#if>
</@layout.registrationLayout>
