<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    ${msg("pageExpiredTitle")}
  <#elseif section = "form">
    <p class="instruction">${msg("nomadesExpired")}</p>
    <p><a id="loginContinueLink" class="button" href="${url.loginAction}">${msg("nomadesContinue")}</a></p>
    <p><a id="loginRestartLink" href="${url.loginRestartFlowUrl}">${msg("nomadesRestart")}</a></p>
  </#if>
</@layout.registrationLayout>
