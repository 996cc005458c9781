<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    <#if actionUri?has_content>${msg("nomadesBindTitle")}<#elseif messageHeader??>${msg(messageHeader)}<#else>${message.summary}</#if>
  <#elseif section = "form">
    <div id="kc-info-message">
      <#if actionUri?has_content>
      <p class="instruction">${msg("nomadesBindConfirm")}</p>
      <p><a id="proceed" class="button" href="${actionUri}">${msg("nomadesContinue")}</a></p>
      <#else>
      <p class="instruction">${message.summary}</p>
      <p><a id="backToApplication" class="button" href="<#if pageRedirectUri?has_content>${pageRedirectUri}<#elseif (client.baseUrl)?has_content>${client.baseUrl}<#else>/intraparis/</#if>">${msg("nomadesBack")}</a></p>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
