<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("loginChooseAuthenticator")}
  <#elseif section = "form">
    <form id="kc-select-credential-form" action="${url.loginAction}" method="post">
      <#list auth.authenticationSelections as selection>
      <button class="button secondary" type="submit" name="authenticationExecution" value="${selection.authExecId}" data-factor="${selection.displayName}">${msg(selection.displayName)}</button>
      </#list>
    </form>
  </#if>
</@layout.registrationLayout>
